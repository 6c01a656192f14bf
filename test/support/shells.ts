import { execFileSync, spawn } from 'node:child_process';

/** How a shell script ended and what it said. */
export interface ShellRun {
  readonly status: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell, the arguments that select a mode of it, and whether this machine has it. */
export interface Shell {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly present: boolean;
}

function shell(name: string, ...command: [string, ...string[]]): Shell {
  try {
    execFileSync(command[0], [...command.slice(1), '-c', ':'], { stdio: 'ignore' });
    return { name, command, present: true };
  } catch {
    return { name, command, present: false };
  }
}

/** The shells that migrated scripts may meet. */
export const SHELLS: readonly Shell[] = [
  shell('bash', 'bash'),
  shell('bash --posix', 'bash', '--posix'),
  shell('zsh', 'zsh', '-f'),
  shell('dash', 'dash'),
  shell('ksh', 'ksh'),
];

export interface ShellRunOptions {
  readonly args?: readonly string[] | undefined;
  readonly env?: Readonly<NodeJS.ProcessEnv> | undefined;
  readonly input?: string | undefined;
  /** Called once with the process's id when the script has written this to its standard output. */
  readonly when?: { readonly says: string; readonly call: (pid: number) => void } | undefined;
}

/** Runs a script file in a process group of its own, with a small environment. */
export function runShell(shell: Shell, file: string, options: ShellRunOptions = {}): Promise<ShellRun> {
  const [program, ...flags] = shell.command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...flags, file, ...(options.args ?? [])], {
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', LC_ALL: 'C.UTF-8', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own, for signals that a terminal would send to all of it.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let due = options.when;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (!due || !stdout.includes(due.says)) return;
      const { call } = due;
      due = undefined;
      call(child.pid!);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status: status ?? undefined, signal: signal ?? undefined, stdout, stderr }));
  });
}

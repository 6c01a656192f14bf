import { execFileSync } from 'node:child_process';
import type { InterpreterName } from './cases.ts';

interface Interpreter {
  readonly command: readonly [string, ...string[]];
  readonly present: boolean;
}

function interpreter(command: [string, ...string[]], harmless: string): Interpreter {
  try {
    const input = { input: harmless, stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'] };
    execFileSync(command[0], command.slice(1), input);
    return { command, present: true };
  } catch {
    return { command, present: false };
  }
}

/** What runs the scripts, and whether this machine has it. */
export const INTERPRETERS: Readonly<Record<InterpreterName, Interpreter>> = {
  bash: interpreter(['bash', '--noprofile', '--norc'], ':'),
  zsh: interpreter(['zsh', '-f'], ':'),
  dash: interpreter(['dash'], ':'),
  sh: interpreter(['sh'], ':'),
  python3: interpreter(['python3'], ''),
  node: { command: [process.execPath], present: true },
};

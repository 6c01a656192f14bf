import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a script that node ran has written, and how it ended. */
export interface NodeRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What has Node load patience.cjs before a script. */
export const PATIENT = `--require=${join(import.meta.dirname, 'patience.cjs')}`;

/** A folder of its own for scripts that real node runs. */
export class NodeScripts {
  private readonly folder = mkdtempSync(join(tmpdir(), 'unbasic-node-'));
  private count = 0;

  /** Where a file of the folder is. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs a text as a script of an extension, in a process of its own. @param env besides PATH */
  run(text: string, extension: string, env: NodeJS.ProcessEnv = {}): Promise<NodeRun> {
    const path = this.path(`script${++this.count}${extension}`);
    writeFileSync(path, text);
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [path], {
        cwd: dirname(path),
        env: { PATH: process.env.PATH, NODE_OPTIONS: PATIENT, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 300_000,
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
      child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, stdout, stderr }));
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

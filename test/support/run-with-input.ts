import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type CliRun, ROOT } from './cli.ts';

/** Runs the built command line with a text on its standard input. */
export function runWithInput(args: readonly string[], input: string, cwd: string): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], {
    cwd,
    input,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

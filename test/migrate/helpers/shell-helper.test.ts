import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type HelperShell,
  SHELL_HELPER_END,
  SHELL_HELPER_START,
  type ShellHelperOptions,
  shellHelper,
} from '../../../src/migrate/helpers/shell-helper.ts';
import type { AuthFlow } from '../../../src/migrate/plan.ts';
import { SHELLS } from '../../support/shells.ts';

const FLOWS: readonly AuthFlow[] = ['auto', 'client', 'user'];
const KINDS: readonly HelperShell[] = ['any', 'bash', 'zsh'];
const FLAGS = [false, true];
const VARIANTS: ShellHelperOptions[] = FLOWS.flatMap((auth) =>
  KINDS.flatMap((shell) => FLAGS.flatMap((encoded) => FLAGS.map((trap) => ({ auth, shell, encoded, trap })))),
);

const present = (command: string): boolean => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const WHOLE = shellHelper({ auth: 'auto', encoded: true, trap: true });
const definitions = (code: string) => Array.from(code.matchAll(/^(\w+)\(\) \{$/gm), (match) => match[1]!);

let work: string;
const files: string[] = [];
const linted: string[] = [];

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'shell-helper-'));
  for (const options of VARIANTS) {
    const file = join(work, `${Object.values(options).join('-')}.sh`);
    await writeFile(file, shellHelper(options));
    files.push(file);
    if (options.auth === 'auto' || (options.shell === 'any' && options.encoded === options.trap)) linted.push(file);
  }
});

afterAll(() => rm(work, { recursive: true, force: true }));

const run = (command: string, args: readonly string[]) =>
  promisify(execFile)(command, args).catch((error: { stdout: string; stderr: string }) => error);

describe('every variant', () => {
  test.skipIf(!present('shellcheck')).each(['sh', 'bash'])('is clean under shellcheck -s %s', async (dialect) => {
    expect((await run('shellcheck', ['-s', dialect, ...(dialect === 'sh' ? linted : linted.slice(0, 4))])).stdout).toBe('');
  });

  for (const shell of SHELLS) {
    test.skipIf(!shell.present)(`parses in ${shell.name}`, async () => {
      const [program, ...flags] = shell.command;
      for (const file of files) {
        // ksh advises on speed.
        const { stderr } = await run(program, [...flags, '-n', file]);
        expect(stderr.replace(/^.*: warning: .* is slower than .*\n/gm, '')).toBe('');
      }
    });
  }

  test.each(VARIANTS)('$auth $shell encoded: $encoded trap: $trap is whole', (options) => {
    const text = shellHelper(options);
    const code = text.replace(/^ *#.*$/gm, '');
    const defined = definitions(code);
    expect(definitions(WHOLE).filter((name) => !defined.includes(name) && new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
    expect(defined.length).toBeGreaterThan(10);
    expect(text).not.toMatch(/^#:/m);
    expect(text).not.toContain('# unbasic_flow=');
    expect(text.startsWith(`${SHELL_HELPER_START}\n`)).toBe(true);
    expect(text.endsWith(`\n${SHELL_HELPER_END}\n`)).toBe(true);
    expect(text).not.toMatch(/\n\n\n/);
  });
});

describe('what is left out', () => {
  test.each<[Partial<ShellHelperOptions>, string]>([
    [{ auth: 'user' }, 'oauth'],
    [{ auth: 'client' }, '/api/v1/auth/token'],
    [{ auth: 'client' }, 'unbasic_ask_user'],
    [{ auth: 'user' }, '????????-'],
    [{}, 'unbasic_token_base64'],
    [{}, 'unbasic_trap()'],
    [{ shell: 'bash' }, 'setopt'],
    [{ shell: 'bash' }, 'KSH_VERSION'],
    [{ shell: 'zsh' }, 'trap -p'],
    [{ shell: 'bash' }, 'zshexit'],
  ])('%o: %s', (options, part) => {
    expect(shellHelper({ auth: 'auto', ...options })).not.toContain(part);
    expect(shellHelper({ auth: 'auto', encoded: true, trap: true })).toContain(part);
  });
});

test('the text is small', () => {
  expect(shellHelper({ auth: 'auto', encoded: true, trap: true }).length).toBeLessThan(12_000);
  expect(shellHelper({ auth: 'user', shell: 'bash' }).length).toBeLessThan(8_500);
});

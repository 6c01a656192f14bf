import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CompletedShell } from '../../../src/cli/completion/words.ts';
import { completionScript } from '../../../src/cli/completion.ts';
import { ROOT } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/repository.ts';

const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

// What is typed (the last word is completed), words that are offered, and words that are not.
const CASES: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ['unbasic mi', ['migrate'], ['scan', '--write']],
  ['unbasic --st', ['--staged', '--stats', '--stdin', '--stdin-filename'], ['--write', '--since']],
  ['unbasic migrate --wr', ['--write'], ['--staged']],
  ['unbasic migrate --auth ', ['auto', 'client', 'user'], ['safe']],
  ['unbasic --rule cl', ['classic-basic-auth'], ['plain-http']],
  ['unbasic explain dyn', ['dynamic-url'], ['migrate']],
  ['unbasic completion ', ['bash', 'zsh', 'fish'], ['powershell']],
  ['unbasic help ba', ['baseline'], ['scan']],
  ['unbasic --cwd fol', ['folder'], ['migrate']],
];

/** The words that bash offers. */
async function bash(line: string, cwd: string): Promise<string[]> {
  const words = line
    .split(' ')
    .map((word) => `'${word}'`)
    .join(' ');
  const script = `${await completionScript('bash')}
COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _unbasic; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const run = spawnSync('bash', ['--norc', '-c', script], { cwd, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return run.stdout.split('\n').filter((word) => word !== '');
}

/** The words that fish offers. */
async function fish(line: string, cwd: string): Promise<string[]> {
  const run = spawnSync('fish', ['--no-config', '-c', `${await completionScript('fish')}\ncomplete -C '${line}'`], {
    cwd,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return run.stdout.split('\n').map((row) => row.split('\t')[0]!.replace(/\/$/, ''));
}

/** The words that zsh offers: those that reach its \`compadd\`. */
async function zsh(line: string, cwd: string): Promise<string[]> {
  const script = `${await completionScript('zsh')}
`;
  const run = spawnSync('zsh', ['-f', join(ROOT, 'test/support/complete.zsh'), line], {
    cwd,
    input: script,
    encoding: 'utf8',
    timeout: 240_000,
  });
  return run.stdout.split(/\s+/).map((word) => word.replace(/\/$/, ''));
}

const COMPLETERS: Readonly<Record<CompletedShell, (line: string, cwd: string) => Promise<string[]>>> = { bash, zsh, fish };

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  test.skipIf(!isInstalled(shell)).each(CASES)(`${shell} completes "%s"`, async (line, offered, not) => {
    const { path } = temporaryFolder({ 'folder/file.sh': '' });
    const words = await COMPLETERS[shell](line, path);
    for (const word of offered) expect(words).toContain(word);
    for (const word of not) expect(words).not.toContain(word);
  });
}

test.skipIf(!isInstalled('bash'))('bash offers files whose names have blanks as one word', async () => {
  const { path } = temporaryFolder({ 'my script.sh': '' });
  expect(await bash('unbasic migrate my', path)).toEqual(['my script.sh']);
});

test.each(['bash', 'zsh', 'fish'] as const)('the script for %s is the same each time', async (shell) => {
  expect(await completionScript(shell)).toBe(await completionScript(shell));
});

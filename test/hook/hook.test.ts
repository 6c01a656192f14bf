import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/cli.ts';
import { hasPreCommit, hookedRepository, OWN_BUILD } from './pre-commit.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const CLEAN = '#!/bin/bash\necho "jamf"\n';
const MINUTE = 60_000;

if (!hasPreCommit) process.stderr.write('test/hook: pre-commit or npm is missing; its tests are skipped (apt-get install pre-commit)\n');

test('npm pack prints the name of the package alone, as pre-commit before 4.6 takes it', () => {
  expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^foreground-scripts=false$/m);
});

test('every hook is a command that there is', () => {
  const hooks = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string; entry: string; language: string }[];
  expect(hooks.map(({ id }) => id)).toEqual(['unbasic', 'unbasic-migrate']);
  for (const { entry, language } of hooks) {
    expect(language).toBe('node');
    const [program, ...args] = entry.split(' ');
    expect(program).toBe('unbasic');
    // No path is given: nothing is there to be found, and every option is known.
    const empty = mkdtempSync(join(tmpdir(), 'unbasic-test-'));
    onTestFinished(() => rmSync(empty, { recursive: true, force: true }));
    execFileSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], { cwd: empty, stdio: 'pipe' });
  }
});

describe.skipIf(!hasPreCommit)('with pre-commit', () => {
  test('a bad commit is refused, and the message says what to do', () => {
    const repository = hookedRepository(OWN_BUILD);
    repository.write('bad.sh', HIT);
    repository.write('notes.txt', 'curl -u a:b https://jamf.example.com/JSSResource/x\n');
    repository.git('add', '.');
    const { code, output } = repository.commit('Bad');
    expect(code).toBe(1);
    for (const part of [
      'bad.sh',
      '2:1  error  classic-basic-auth',
      'Jamf',
      'This commit was refused',
      'unbasic migrate --write --force bad.sh',
      '# unbasic-ignore classic-basic-auth: why',
      'SKIP=unbasic',
    ])
      expect(output).toContain(part);
    expect(output).not.toContain('notes.txt');
    expect(repository.git('log', '--oneline').trim().split('\n')).toHaveLength(1);
  });

  test('a good commit passes', () => {
    const repository = hookedRepository(OWN_BUILD, { 'old.sh': HIT });
    repository.write('good.sh', CLEAN);
    repository.write('picture.bin', '\u0000\u0001');
    repository.write('odd name $(x);\'".sh', CLEAN);
    repository.git('add', '.');
    expect(repository.commit('Good')).toMatchObject({ code: 0, output: expect.stringMatching(/unbasic\.+Passed/) });
  });

  test.each<[string, string, string, number]>([
    ['the index is bad', HIT, CLEAN, 1],
    ['the work tree is bad', `${CLEAN}#\n`, HIT, 0],
  ])('of a partly staged file only the index counts: %s', (_, index, workTree, code) => {
    const repository = hookedRepository(OWN_BUILD, { 'a.sh': CLEAN });
    repository.write('a.sh', index);
    repository.git('add', 'a.sh');
    repository.write('a.sh', workTree);
    expect(repository.commit('Partly').code).toBe(code);
    expect(readFileSync(join(repository.path, 'a.sh'), 'utf8')).toBe(workTree);
  });

  test('a reason in the script, or a baseline, lets a commit pass', () => {
    const repository = hookedRepository(OWN_BUILD);
    repository.write('kept.sh', HIT.replace('curl', '# unbasic-ignore classic-basic-auth: the old server stays\ncurl'));
    repository.write('known.sh', HIT.replace('buildings', 'sites'));
    execFileSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'baseline'], { cwd: repository.path });
    repository.git('add', '.');
    expect(repository.commit('Known').code).toBe(0);
  });

  test('the migrating hook changes the script, and passes once that is staged', () => {
    const repository = hookedRepository(OWN_BUILD.replace('scan --ignore-unknown', 'migrate --write --force --ignore-unknown'));
    repository.write('bad.sh', HIT.replace('$user:$pass', '$4:$5'));
    repository.write('notes.txt', 'notes\n');
    repository.git('add', '.');
    expect(repository.commit('Bad')).toMatchObject({ code: 1, output: expect.stringContaining('files were modified by this hook') });
    expect(readFileSync(join(repository.path, 'bad.sh'), 'utf8')).toContain('--oauth2-bearer');
    repository.git('add', '.');
    expect(repository.commit('Mended').code).toBe(0);
    expect(execFileSync(process.execPath, [join(ROOT, 'dist/cli/main.js')], { cwd: repository.path, encoding: 'utf8' })).toContain(
      'Nothing found',
    );
  });

  test('a thousand files go through in parallel batches, and the bad one is found', () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`scripts/${index % 10}/script-${index}.sh`, CLEAN]));
    const repository = hookedRepository(OWN_BUILD, { ...files, 'scripts/4/bad.sh': HIT });
    const { code, output } = repository.preCommit('run', '--all-files');
    expect(code).toBe(1);
    expect(output.match(/^ {2}\d+:1 {2}error/gm)).toHaveLength(1);
    expect(output).toContain('scripts/4/bad.sh');
  });

  // Installs the last commit with all that builds it, which takes most of a minute.
  test.skipIf(process.env.UNBASIC_HOOK_GIT !== '1')(
    'the repository installs by its URL',
    () => {
      const clone = mkdtempSync(join(tmpdir(), 'unbasic-clone-'));
      onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
      execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone], { stdio: 'pipe' });
      const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim();
      const repository = hookedRepository(`repos:\n  - repo: file://${clone}\n    rev: ${revision}\n    hooks:\n      - id: unbasic\n`);
      repository.write('bad.sh', HIT);
      repository.git('add', '.');
      const { code, output } = repository.preCommit('run');
      expect(output).toContain('classic-basic-auth');
      expect(code).toBe(1);
    },
    5 * MINUTE,
  );

  test(
    'the package installs from a registry and runs as a hook',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'unbasic-pack-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: ROOT, stdio: 'pipe' });
      const [archive] = readdirSync(folder);
      const hook = `repos:
  - repo: local
    hooks:
      - id: unbasic
        name: unbasic
        entry: unbasic scan --ignore-unknown
        language: node
        types: [text]
        additional_dependencies: [${JSON.stringify(join(folder, archive!))}]
`;
      const repository = hookedRepository(hook);
      repository.write('bad.sh', HIT);
      repository.git('add', '.');
      const { code, output } = repository.preCommit('run');
      expect(output).toContain('classic-basic-auth');
      expect(code).toBe(1);
    },
    2 * MINUTE,
  );
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { audit } from '../../src/audit/gather.ts';
import { gitTree } from '../../src/files/git-files.ts';
import { runGit, withoutFilters } from '../../src/files/git-process.ts';
import { findProgram } from '../../src/files/programs.ts';
import { gitStateOf } from '../../src/migrate/git-state.ts';
import { scan } from '../../src/scan/scan.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';

/** A repository whose configuration names a program wherever git would run one; the program makes a file. */
function trap(): { folder: TemporaryFolder; sprung: () => boolean; reset: () => void } {
  const outside = temporaryFolder();
  const mark = join(outside.path, 'sprung');
  const program = outside.write('trap', `#!/bin/sh\ntouch '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  const folder = temporaryRepository({
    'a.sh': HIT,
    'b.sh': HIT,
    '.gitattributes': '*.sh filter=x diff=x\nb.sh filter=a=b\n',
  });
  folder.git('commit', '--quiet', '--allow-empty', '--message', 'Second');
  const settings: Record<string, string> = {
    'core.fsmonitor': program,
    'core.pager': program,
    'core.editor': program,
    'core.sshCommand': program,
    'core.askPass': program,
    'core.alternateRefsCommand': program,
    'core.untrackedCache': 'true',
    'pager.log': program,
    'pager.status': program,
    'pager.diff': program,
    'diff.external': program,
    'diff.x.command': program,
    'diff.x.textconv': program,
    'filter.x.clean': program,
    'filter.x.smudge': program,
    'filter.x.required': 'true',
    'filter.a=b.process': program,
    'filter.a=b.clean': program,
    'filter.a=b.required': 'true',
    'log.showSignature': 'true',
    'gpg.program': program,
    'credential.helper': `!${program}`,
    'alias.ls-files': `!${program}`,
    'remote.origin.url': `ext::${program}`,
    'remote.origin.promisor': 'true',
    'remote.origin.uploadpack': program,
    'protocol.ext.allow': 'always',
    'protocol.allow': 'always',
    'extensions.partialClone': 'origin',
  };
  // In one go: a process of git for each takes longer than the tests.
  const lines = Object.entries(settings).map(([key, value]) => {
    const [, section, name, variable] = /^([^.]+)(?:\.(.+))?\.([^.]+)$/.exec(key)!;
    return `[${section}${name === undefined ? '' : ` "${name}"`}]\n${variable} = "${value}"\n`;
  });
  appendFileSync(join(folder.path, '.git/config'), lines.join(''));
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'reference-transaction', 'pre-commit'])
    writeFileSync(join(folder.path, '.git/hooks', hook), `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
  // What the index knows of the files' times no longer holds, so that git reads them again.
  writeFileSync(join(folder.path, 'a.sh'), `${HIT}#\n`);
  utimesSync(join(folder.path, 'b.sh'), new Date(1e12), new Date(1e12));
  const reset = (): void => rmSync(mark, { force: true });
  reset();
  return { folder, sprung: () => existsSync(mark), reset };
}

/** Runs git, which may fail. */
function tried(folder: TemporaryFolder, ...args: string[]): void {
  spawnSync('git', args, { cwd: folder.path, stdio: 'ignore', timeout: 5000, killSignal: 'SIGKILL' });
}

describe('the programs that a repository names for git are not run', () => {
  test('the trap works: git itself runs them', () => {
    const { folder, sprung } = trap();
    tried(folder, 'status');
    expect(sprung()).toBe(true);
  });

  test('by a filter alone either', () => {
    const { folder, sprung } = trap();
    tried(folder, '-c', 'core.fsmonitor=false', 'status');
    expect(sprung()).toBe(true);
  });

  test.each<[string, (path: string) => unknown]>([
    ['by a scan', (cwd) => scan({ cwd })],
    ['by a scan of what is staged', (cwd) => scan({ cwd, scope: { kind: 'staged' } })],
    ['by a scan of what has changed', (cwd) => scan({ cwd, scope: { kind: 'since', ref: 'HEAD~1' } })],
    ['by a report with its history', (cwd) => audit({ cwd })],
    ['by the question whether all is committed', (cwd) => gitStateOf([join(cwd, 'a.sh'), join(cwd, 'b.sh')])],
    ['by the command line', (cwd) => runCli(['--staged'], { cwd })],
    ['by a migration', (cwd) => runCli(['migrate', '--write'], { cwd })],
    ['by the doctor', (cwd) => runCli(['doctor'], { cwd })],
    ['by init', (cwd) => runCli(['init', 'config', 'baseline'], { cwd })],
  ])('%s', async (_, work) => {
    const { folder, sprung } = trap();
    await work(folder.path);
    expect(sprung()).toBe(false);
  });

  test('nor to fetch what a partial clone lacks', async () => {
    const { folder, sprung, reset } = trap();
    folder.write('c.py', 'import requests\n');
    folder.git('add', 'c.py');
    const blob = folder.git('rev-parse', ':c.py').trim();
    rmSync(join(folder.path, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    rmSync(join(folder.path, 'c.py'));
    reset();
    tried(folder, 'cat-file', '-p', blob);
    expect(sprung()).toBe(true);
    reset();
    await scan({ cwd: folder.path, scope: { kind: 'staged' } });
    await runGit(folder.path, ['cat-file', '-p', blob]);
    expect(sprung()).toBe(false);
  });

  test('and the staged and changed files are told all the same', async () => {
    const { folder } = trap();
    folder.write('c.sh', HIT);
    const since = await scan({ cwd: folder.path, scope: { kind: 'since', ref: 'HEAD' } });
    expect(since.findings.map(({ file }) => file)).toEqual(['a.sh', 'c.sh']);
    const { uncommitted } = await gitStateOf([join(folder.path, 'a.sh')]);
    expect(uncommitted).toEqual(['a.sh', 'c.sh'].map((file) => join(folder.path, file)));
  });
});

test('only the filters of the repository itself lose their programs', () => {
  const names = 'global\u0000filter.lfs.clean\u0000local\u0000filter.x.clean\u0000worktree\u0000filter.a=b.c.process\u0000';
  const env = withoutFilters(names, { HOME: '/root', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'x' });
  expect(Object.entries(env).filter(([key]) => /KEY_\d+$/.test(key))).toEqual([
    ['GIT_CONFIG_KEY_0', 'user.name'],
    ...['x', 'a=b.c'].flatMap((name, at) =>
      ['clean', 'smudge', 'process', 'required'].map((key, index) => [`GIT_CONFIG_KEY_${1 + 4 * at + index}`, `filter.${name}.${key}`]),
    ),
  ]);
  expect(env.GIT_CONFIG_COUNT).toBe('9');
  expect(withoutFilters('global\u0000filter.lfs.clean\u0000', { A: '1' })).toEqual({ A: '1' });
});

describe('a repository does not say where its files are', () => {
  test('core.worktree leads nowhere else', async () => {
    const folder = temporaryFolder({ 'secret.sh': HIT, 'inner/a.sh': HIT });
    const inner = join(folder.path, 'inner');
    folder.git('-C', 'inner', 'init', '--quiet');
    folder.git('-C', 'inner', 'config', 'core.worktree', folder.path);
    expect(await gitTree(inner)).toBeUndefined();
    expect((await scan({ cwd: inner })).findings.map(({ file }) => file)).toEqual(['a.sh']);
    const { code, stderr } = runCli(['--staged'], { cwd: inner });
    expect([code, stderr]).toEqual([2, expect.stringContaining('core.worktree')]);
  });

  test('an index made by hand names no file outside', async () => {
    const folder = temporaryFolder({ 'secret.sh': HIT, 'inner/aaaaaaaaa.sh': HIT });
    const inner = join(folder.path, 'inner');
    folder.git('-C', 'inner', 'init', '--quiet');
    folder.git('-C', 'inner', 'add', 'aaaaaaaaa.sh');
    const { stdout } = await runGit(inner, ['rev-parse', '--show-toplevel']);
    expect(stdout.trim()).toBe(inner);
    const index = readFileSync(join(inner, '.git/index'));
    const at = index.indexOf('aaaaaaaaa.sh');
    index.write('../secret.sh', at, 'latin1');
    const body = index.subarray(0, -20);
    writeFileSync(join(inner, '.git/index'), Buffer.concat([body, createHash('sha1').update(body).digest()]));
    expect((await runGit(inner, ['ls-files'])).stdout).toContain('../secret.sh');
    const { findings, problems } = await scan({ cwd: inner });
    expect(JSON.stringify([findings, problems])).not.toContain('secret');
    expect(findings.map(({ file }) => file)).toEqual(['aaaaaaaaa.sh']);
    for (const scope of [{ kind: 'staged' }, { kind: 'since', ref: 'HEAD' }] as const)
      expect(JSON.stringify(await scan({ cwd: inner, scope }).catch((error: Error) => error.message))).not.toContain('secret');
  });

  test('a folder that looks like a bare repository is a folder', async () => {
    const folder = temporaryRepository({ 'a.sh': HIT });
    folder.git('init', '--quiet', '--bare', 'fake');
    const mark = join(folder.path, 'sprung');
    folder.git('-C', 'fake', 'config', 'core.bare', 'false');
    folder.git('-C', 'fake', 'config', 'core.worktree', '.');
    folder.git('-C', 'fake', 'config', 'core.fsmonitor', `touch '${mark}'; false`);
    folder.write('fake/b.sh', HIT);
    await scan({ cwd: join(folder.path, 'fake') });
    expect(existsSync(mark)).toBe(false);
  });
});

describe('programs are looked for where the user has said', () => {
  const own = (folder: TemporaryFolder, name: string): void => {
    writeFileSync(join(folder.path, name), `#!/bin/sh\ntouch '${join(folder.path, 'sprung')}'\n`, { mode: 0o755 });
  };

  test.each(['.', '', 'bin', './bin'])('not in the scanned folder, though the PATH says "%s"', (entry) => {
    const folder = temporaryRepository({ 'a.sh': HIT, 'b.py': 'import requests\n' });
    mkdirSync(join(folder.path, 'bin'));
    for (const name of ['git', 'bash', 'dash', 'python3', 'zsh']) {
      own(folder, name);
      symlinkSync(`../${name}`, join(folder.path, 'bin', name));
    }
    const env = { PATH: [entry, process.env.PATH].join(delimiter) };
    for (const args of [[], ['--staged'], ['migrate', '--write', '--force'], ['doctor']]) runCli(args, { cwd: folder.path, env });
    expect(existsSync(join(folder.path, 'sprung'))).toBe(false);
  });

  test('and a folder or a file that cannot be run is none', () => {
    const folder = temporaryFolder({ 'one/tool/x': '', 'two/tool': '#!/bin/sh\n', 'three/tool': '#!/bin/sh\n' });
    chmodSync(join(folder.path, 'two/tool'), 0o644);
    chmodSync(join(folder.path, 'three/tool'), 0o755);
    vi.stubEnv('PATH', ['one', 'two', 'three'].map((name) => join(folder.path, name)).join(delimiter));
    expect(findProgram('tool')).toBe(join(folder.path, 'three/tool'));
    expect(findProgram('other')).toBeUndefined();
    vi.unstubAllEnvs();
  });
});

test.runIf(process.getuid?.() === 0)("another user's repository is named, with what to do", () => {
  const folder = temporaryRepository({ 'a.sh': HIT });
  folder.git('config', 'user.name', 'x');
  chownSync(folder.path, 1234, 1234);
  chownSync(join(folder.path, '.git'), 1234, 1234);
  const staged = runCli(['--staged'], { cwd: folder.path, env: { HOME: folder.path, SUDO_UID: '' } });
  expect([staged.code, staged.stderr]).toEqual([2, expect.stringContaining(`git config --global --add safe.directory ${folder.path}`)]);
  expect(runCli([], { cwd: folder.path, env: { HOME: folder.path } })).toMatchObject({ code: 1, stdout: expect.stringContaining('a.sh') });
});

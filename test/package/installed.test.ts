import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/repository.ts';

const MINUTE = 60_000;
const HIT = '#!/bin/bash\ncurl -su "$4:$5" "https://jamf.example.com/JSSResource/buildings"\n';

/** What a program does that uses the package: every value and type that it exports resolves, with nothing else installed. */
const PROGRAM = `import { scan } from 'unbasic';
const { findings, problems } = await scan({ cwd: '.' });
const files: readonly string[] = findings.map(({ file }) => file);
const codes: readonly string[] = problems.map(({ code }) => code);
// @ts-expect-error there is no such option
await scan({ nonsense: true });
export { codes, files };
`;

test(
  'the package is installed into an empty folder, and works there',
  ({ skip }) => {
    const { path } = temporaryFolder({ 'sample.sh': HIT, 'package.json': '{"private":true,"type":"module"}' });
    const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', path], { cwd: ROOT, stdio: 'ignore' });
    const archive = readdirSync(path).find((name) => name.endsWith('.tgz'));
    if (packed.status !== 0 || !archive) return skip('npm is missing');
    const args = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0', `./${archive}`];
    const installed = spawnSync('npm', args, { cwd: path, encoding: 'utf8' });
    if (installed.status !== 0 && /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOTCACHED|network/i.test(installed.stderr))
      return skip('no registry can be reached, and the cache does not have all');
    expect([installed.status, installed.stderr]).toEqual([0, expect.anything()]);

    const run = (...words: string[]): { code: number | null; stdout: string; stderr: string } => {
      const { status, stdout, stderr } = spawnSync(join(path, 'node_modules/.bin/unbasic'), words, { cwd: path, encoding: 'utf8' });
      return { code: status, stdout, stderr };
    };
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(run('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(run('sample.sh')).toMatchObject({ code: 1, stdout: expect.stringContaining('classic-basic-auth') });
    expect(run('migrate', '--write', 'sample.sh').code).toBe(0);
    expect(run('sample.sh')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing found') });
    for (const shell of ['bash', 'zsh', 'fish']) expect(run('completion', shell).stdout).toContain('unbasic');
    expect(run('explain', 'dynamic-url').code).toBe(0);
    expect(run('report', '--output', 'r.html').code).toBe(0);
    const own = join(path, 'node_modules/unbasic');
    expect(existsSync(join(own, 'dist/man/unbasic.1'))).toBe(true);

    writeFileSync(join(path, 'program.ts'), PROGRAM);
    writeFileSync(
      join(path, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2023'],
          module: 'nodenext',
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          typeRoots: [join(ROOT, 'node_modules/@types')],
          types: ['node'],
        },
        files: ['program.ts'],
      }),
    );
    const checked = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', path], {
      cwd: path,
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', "import { scan } from 'unbasic'; console.log(typeof scan)"], {
      cwd: path,
      encoding: 'utf8',
    });
    expect(out).toBe('function\n');
    for (const name of ['report', 'migration', 'config', 'audit'])
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', `import schema from 'unbasic/schema/${name}.json' with { type: 'json' }; schema.$schema.length`],
        { cwd: path, stdio: 'ignore' },
      );
  },
  4 * MINUTE,
);

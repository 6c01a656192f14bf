import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COPIED, completeBom } from '../../src/build/sbom.ts';
import { ROOT } from '../support/cli.ts';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const manifest = read('package.json') as Entry & { name: string; scripts: Record<string, string> };
const lock = read('package-lock.json') as { lockfileVersion: number; packages: Record<string, Entry> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const needed = packages.filter(([, { dev }]) => !dev);

test('no package that users get runs a script when it is installed', () => {
  expect(needed.length).toBeGreaterThan(10);
  expect(needed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
  for (const script of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(script);
});

test('every package is known by its content, and by no place', () => {
  expect(packages.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(
    /https?:\/\/(?!(?:www\.)?(?:github\.com\/|opencollective\.com\/|paypal\.me\/|feross\.org|patreon\.com\/|tidelift\.com\/|buymeacoffee\.com\/|ko-fi\.com\/|eslint\.org|dotenvx\.com))[^"]*registry/,
  );
});

test('the lock file is in step with package.json, and what is needed is named exactly', () => {
  const root = lock.packages['']!;
  expect(lock.lockfileVersion).toBe(3);
  expect(root.version).toBe(manifest.version);
  expect(root.dependencies).toEqual(manifest.dependencies);
  expect(root.devDependencies).toEqual(manifest.devDependencies);
  for (const [name, version] of Object.entries(manifest.dependencies ?? {}))
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
});

test('what users get may be passed on', () => {
  const licences = new Set(needed.map(([, { license }]) => license));
  expect(
    [...licences].filter(
      (license) => !['MIT', 'ISC', 'BlueOak-1.0.0', 'BSD-3-Clause', 'BSD-2-Clause', 'Apache-2.0', '0BSD'].includes(license ?? ''),
    ),
  ).toEqual([]);
});

test('the list of parts is the same each time, with what is copied into the build', () => {
  const listed = {
    serialNumber: 'urn:uuid:1',
    metadata: { timestamp: 'now', component: { type: 'library', name: 'clone', 'bom-ref': 'unbasic@1' } },
    components: [{ 'bom-ref': 'z@1' }, { 'bom-ref': 'b@1' }],
    dependencies: [
      { ref: 'unbasic@1', dependsOn: ['b@1'] },
      { ref: 'b@1', dependsOn: [] },
    ],
  };
  const small = {
    packages: {
      '': { dependencies: { b: '1', c: '1' } },
      'node_modules/b': { version: '1' },
      'node_modules/c': { version: '1', license: 'ISC', dependencies: { d: '2' } },
      'node_modules/d': { version: '1', dev: true },
      'node_modules/c/node_modules/d': { version: '2' },
      'node_modules/tree-sitter-bash': { version: '3', dev: true, dependencies: { d: '1' } },
      'node_modules/tree-sitter-python': { version: '4', dev: true },
    },
  };
  const bom = completeBom(listed, small as unknown as Parameters<typeof completeBom>[1], 'unbasic');
  expect(JSON.stringify(bom)).not.toMatch(/urn:uuid|timestamp|clone/);
  expect(bom.metadata.component).toEqual({ type: 'application', name: 'unbasic', 'bom-ref': 'unbasic@1' });
  expect(bom.components.map((part) => part['bom-ref'])).toEqual(['b@1', 'c@1', 'd@2', 'tree-sitter-bash@3', 'tree-sitter-python@4', 'z@1']);
  expect(bom.dependencies).toEqual([
    { ref: 'b@1', dependsOn: [] },
    { ref: 'c@1', dependsOn: ['d@2'] },
    { ref: 'd@2', dependsOn: [] },
    { ref: 'tree-sitter-bash@3', dependsOn: [] },
    { ref: 'tree-sitter-python@4', dependsOn: [] },
    { ref: 'unbasic@1', dependsOn: ['b@1', 'c@1', 'tree-sitter-bash@3', 'tree-sitter-python@4'] },
  ]);
});

const hasSbom = spawnSync('npm', ['sbom', '--help'], { stdio: 'ignore' }).status === 0;
if (!hasSbom) process.stderr.write('test/package: this npm makes no bill of materials; its test is skipped\n');

test.skipIf(!hasSbom)('npm run sbom lists what users get, and twice the same', () => {
  const make = (): string =>
    execFileSync(process.execPath, [join(ROOT, 'dist/build/sbom.js')], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const text = make();
  expect(make()).toBe(text);
  const { components } = JSON.parse(text) as { components: { name: string }[] };
  const names = components.map(({ name }) => name);
  expect(needed.map(([path]) => path.replace(/.*node_modules\//, '')).filter((name) => !names.includes(name))).toEqual([]);
  for (const name of COPIED) expect(names).toContain(name);
  expect(names).not.toContain('vitest');
});

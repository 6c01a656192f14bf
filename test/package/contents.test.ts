import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const hasNpm = spawnSync('npm', ['--version']).status === 0;
if (!hasNpm) process.stderr.write('test/package: npm is missing; the tests of the package are skipped\n');

function pack(): Packed {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(output) as Packed[])[0]!;
}

/** All that is published, by pattern. */
const EXPECTED = [
  /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^rules\/(?:README\.md|[a-z-]+\.(?:yml|md)|reasons\/[a-z-]+\.md|data\/(?:[a-z]+\/)?[\w.-]+\.(?:yml|json|md))$/,
  /^dist\/(?:index|cli\/main|scan\/worker|chunks\/[\w.-]+)\.js$/,
  /^dist\/(?!build\/)(?:[a-z-]+\/)*[a-z0-9.-]+\.d\.ts$/,
  /^dist\/grammars\/tree-sitter-(?:bash|python)\.(?:wasm|LICENSE)$/,
  /^dist\/helpers\/token\.[a-z.-]+$/,
  /^dist\/page\/[a-z-]+\.(?:css|js)$/,
  /^dist\/man\/unbasic\.1$/,
  /^dist\/(?:rules|privileges)\.json$/,
  /^dist\/(?:digest\.txt|licences\/[\w.@-]+\.LICENSE)$/,
];

describe.skipIf(!hasNpm)('npm pack', () => {
  const { files, size, unpackedSize } = hasNpm ? pack() : { files: [], size: 0, unpackedSize: 0 };
  const paths = files.map(({ path }) => path);

  test('takes nothing along that is not meant', () => {
    expect(paths.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(
      paths.filter((path) => /(?:^|\/)(?:test|fixtures|src|node_modules|\.[^/]+)(?:\/|$)|\.map$|\.tgz$|\.pem$|\.key$/.test(path)),
    ).toEqual([]);
  });

  test('and everything that is', () => {
    for (const pattern of EXPECTED) expect(paths.some((path) => pattern.test(path))).toBe(true);
    for (const name of ['tree-sitter-bash', 'tree-sitter-python'])
      for (const end of ['wasm', 'LICENSE']) expect(paths).toContain(`dist/grammars/${name}.${end}`);
  });

  test('is small', () => {
    expect(size).toBeLessThan(1.5 * 1024 * 1024);
    expect(unpackedSize).toBeLessThan(6 * 1024 * 1024);
  });

  test('names no place of this machine, and holds no key and no token', () => {
    for (const path of paths.filter((name) => !/\.(?:wasm)$/.test(name))) {
      const text = readFileSync(join(ROOT, path), 'utf8');
      expect([path, text.includes(ROOT)]).toEqual([path, false]);
      expect([
        path,
        /-----BEGIN [A-Z ]*PRIVATE KEY|\bnpm_[A-Za-z0-9]{36}|\bgh[pousr]_[A-Za-z0-9]{36}|\bAKIA[A-Z0-9]{16}/.test(text),
      ]).toEqual([path, false]);
    }
  });

  test('what package.json points to is there, types before the code, and the command can be run', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      exports: Record<string, string | Record<string, string>>;
      bin: Record<string, string>;
      man: string;
      type: string;
    };
    const targets = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
    for (const target of [...targets.map((path) => path.replace(/^\.\//, '')), ...Object.values(manifest.bin), manifest.man])
      expect(paths).toContain(target);
    expect(Object.keys(manifest.exports['.'] as object)).toEqual(['types', 'default']);
    expect(manifest.type).toBe('module');
    for (const command of Object.values(manifest.bin)) {
      expect(readFileSync(join(ROOT, command), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
      expect(statSync(join(ROOT, command)).mode & 0o111).toBe(0o111);
    }
    expect(existsSync(join(ROOT, 'LICENSE'))).toBe(true);
  });
});

import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/files/package-root.ts';

const dist = join(packageRoot(), 'dist');

test.each(['tree-sitter-bash', 'tree-sitter-python'])('%s is in dist with its licence', (name) => {
  expect(readFileSync(join(dist, 'grammars', `${name}.wasm`)).subarray(0, 4)).toEqual(Buffer.from('\0asm', 'latin1'));
  expect(readFileSync(join(dist, 'grammars', `${name}.LICENSE`), 'utf8')).toMatch(/MIT License/);
});

test('the command can be run as a program', () => {
  const command = join(dist, 'cli', 'main.js');
  expect(readFileSync(command, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  accessSync(command, constants.X_OK);
});

test('the compiled rules hold nothing that depends on this machine', () => {
  expect(readFileSync(join(dist, 'rules.json'), 'utf8')).not.toContain(packageRoot());
});

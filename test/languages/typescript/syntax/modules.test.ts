import { describe, expect, it } from 'vitest';
import { ModuleResolver } from '../../../../src/languages/typescript/syntax/modules.ts';
import { workspaceOf } from '../workspace.ts';

const workspace = workspaceOf({
  'src/app.ts': '',
  'src/lib/api.ts': '',
  'src/lib/index.ts': '',
  'src/view.tsx': '',
  'src/conf.json': '{}',
  'src/old.js': '',
  'packages/kit/package.json': '{ "name": "@acme/kit", "main": "./dist/main.js" }',
  'packages/kit/src/main.ts': '',
  'packages/kit/src/extra.ts': '',
  'packages/bad/package.json': '{ not json',
});

describe('module resolution', () => {
  it.each([
    ['./lib/api', 'src/lib/api.ts'],
    ['./lib/api.js', 'src/lib/api.ts'],
    ['./lib', 'src/lib/index.ts'],
    ['./lib/', 'src/lib/index.ts'],
    ['./view.jsx', 'src/view.tsx'],
    ['./view', 'src/view.tsx'],
    ['./conf.json', 'src/conf.json'],
    ['./conf', 'src/conf.json'],
    ['./old.js', 'src/old.js'],
    ['@/lib/api', 'src/lib/api.ts'],
    ['~/old', 'src/old.js'],
    ['src/lib/api', 'src/lib/api.ts'],
    ['lib/api', 'src/lib/api.ts'],
    ['@acme/kit', 'packages/kit/src/main.ts'],
    ['@acme/kit/extra', 'packages/kit/src/extra.ts'],
    ['axios', undefined],
    ['node:https', undefined],
    ['./missing', undefined],
    ['../../outside', undefined],
    ['/etc/passwd', undefined],
    ['@acme/other', undefined],
    ['', undefined],
  ])('%s', (specifier, expected) => {
    expect(new ModuleResolver(workspace).resolve('src/app.ts', specifier)).toBe(expected);
  });
});

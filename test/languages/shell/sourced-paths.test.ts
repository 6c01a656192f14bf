import { describe, expect, test } from 'vitest';
import { resolveSourced } from '../../../src/languages/shell/sourced-paths.ts';
import { concat, text, unknown, type Value } from '../../../src/values/value.ts';
import { workspaceOf } from './extract.ts';

const workspace = workspaceOf({
  'a/run.sh': '',
  'a/lib.sh': '',
  'b/lib.sh': '',
  'b/c/run.sh': '',
  'common/util/log.sh': '',
  'common/.env': '',
  'one.sh': '',
});

/** `{}` stands for what is not known. */
function path(shape: string): Value {
  return concat(shape.split(/(\{\})/).map((part) => (part === '{}' ? unknown('folder', 'command') : text(part))));
}

describe('finds the file', () => {
  test.each<[string, string, string]>([
    ['lib.sh', 'a/run.sh', 'a/lib.sh'],
    ['./lib.sh', 'b/run.sh', 'b/lib.sh'],
    ['../lib.sh', 'b/c/run.sh', 'b/lib.sh'],
    ['{}/lib.sh', 'a/run.sh', 'a/lib.sh'],
    ['{}/../lib.sh', 'b/c/run.sh', 'b/lib.sh'],
    ['{}/lib.sh', 'b/c/run.sh', 'b/lib.sh'],
    ['common/util/log.sh', 'a/run.sh', 'common/util/log.sh'],
    ['{}/util/log.sh', 'a/run.sh', 'common/util/log.sh'],
    ['/Library/Management/common/util/log.sh', 'one.sh', 'common/util/log.sh'],
    ['{}.env', 'common/x.sh', 'common/.env'],
    ['one.sh', 'b/c/run.sh', 'one.sh'],
  ])('%s from %s', (shape, from, target) => {
    expect(resolveSourced(path(shape), from, workspace)).toEqual([target]);
  });

  test('each alternative on its own', () => {
    const value: Value = { alternatives: [...path('lib.sh').alternatives, ...path('one.sh').alternatives], truncated: false };
    expect(resolveSourced(value, 'a/run.sh', workspace)).toEqual(['a/lib.sh', 'one.sh']);
  });
});

describe('finds none', () => {
  test.each<[string, string]>([
    ['lib.sh', 'common/run.sh'], // two files have that name, neither is near
    ['{}/lib.sh', 'one.sh'],
    ['missing.sh', 'a/run.sh'],
    ['{}', 'a/run.sh'],
    ['{}/', 'a/run.sh'],
    ['', 'a/run.sh'],
    ['..', 'a/run.sh'],
    ['/etc/profile', 'a/run.sh'],
    ['b.sh', 'a/run.sh'],
  ])('%s from %s', (shape, from) => {
    expect(resolveSourced(path(shape), from, workspace)).toEqual([]);
  });
});

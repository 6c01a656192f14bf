import { describe, expect, test } from 'vitest';
import type { AuthScheme, BranchArm, HttpCall } from '../../src/http/call.ts';
import { guardedCalls } from '../../src/http/guard.ts';
import { concat, type Value } from '../../src/values/value.ts';
import { type Word, wordValue } from './arguments.ts';

let place = 0;

function call(schemes: string, url: Word | Value, branches: string = '', changes: Partial<HttpCall> = {}): HttpCall {
  place += 100;
  const span = { file: 'script.sh', start: place, end: place + 50 };
  return {
    language: 'shell',
    client: 'curl',
    span,
    method: 'GET',
    url: typeof url === 'object' && 'alternatives' in url ? url : wordValue(url),
    credentials: schemes.split(' ').map((scheme, index) => ({
      scheme: scheme as AuthScheme,
      via: 'user-option',
      option: '-H',
      span: { ...span, start: span.start + index },
    })),
    connection: [],
    branches: branches
      .split(' ')
      .flatMap((branch): BranchArm[] => (branch ? [{ id: branch.slice(0, -1), arm: Number(branch.at(-1)) }] : [])),
    embedded: [],
    related: [],
    ...changes,
  };
}

const U = '$url/JSSResource/computers';

const guarded: readonly (readonly [string, HttpCall, HttpCall])[] = [
  ['the other arm', call('basic', U, 'a0'), call('bearer', U, 'a1')],
  ['the other arm first', call('basic', U, 'a2'), call('bearer', U, 'a0')],
  ['an outer conditional', call('basic', U, 'a0 b0'), call('bearer', U, 'a1 c1')],
  ['an inner conditional', call('basic', U, 'a0 b0'), call('bearer', U, 'a0 b1')],
  ['another base', call('basic', '$jss/JSSResource/computers', 'a0'), call('bearer', 'https://h:8443/jamf/JSSResource/computers', 'a1')],
  ['other names', call('basic', `${U}/id/$i`, 'a0'), call('bearer', `${U}/id/$id`, 'a1')],
  ['a number for a name', call('basic', `${U}/id/7`, 'a0'), call('bearer', `${U}/id/$id`, 'a1')],
  ['a doubled slash', call('basic', '$url//JSSResource/computers/', 'a0'), call('bearer', U, 'a1')],
  [
    'a base that ends in a slash',
    call('basic', concat([wordValue('$url'), wordValue('JSSResource/computers')]), 'a0'),
    call('bearer', U, 'a1'),
  ],
  ['one unknown URL', call('basic', '$target', 'a0'), call('bearer', '$target', 'a1')],
  ['no known method', call('basic', U, 'a0', { method: undefined }), call('bearer', U, 'a1', { method: undefined })],
  ['all it can be', call('basic', U, 'a0'), call('bearer', [U, '$url/JSSResource/users'], 'a1')],
];

const unguarded: readonly (readonly [string, HttpCall, HttpCall])[] = [
  ['no conditional', call('basic', U), call('bearer', U)],
  ['the same arm', call('basic', U, 'a0'), call('bearer', U, 'a0')],
  ['another conditional', call('basic', U, 'a0'), call('bearer', U, 'b1')],
  ['another file', call('basic', U, 'a0'), call('bearer', U, 'a1', { span: { file: 'other.sh', start: 0, end: 9 } })],
  ['another method', call('basic', U, 'a0'), call('bearer', U, 'a1', { method: 'PUT' })],
  ['a method not known', call('basic', U, 'a0'), call('bearer', U, 'a1', { method: undefined })],
  ['another language', call('basic', U, 'a0'), call('bearer', U, 'a1', { language: 'python' })],
  ['another resource', call('basic', U, 'a0'), call('bearer', '$url/JSSResource/users', 'a1')],
  ['a longer path', call('basic', U, 'a0'), call('bearer', `${U}/id/$id`, 'a1')],
  ['a token request', call('basic', U, 'a0'), call('bearer', '$url/api/v1/auth/token', 'a1')],
  ['a token request with Basic', call('basic', U, 'a0'), call('basic', '$url/api/v1/auth/token', 'a1')],
  ['two unknown URLs', call('basic', '$one', 'a0'), call('bearer', '$other', 'a1')],
  ['an unknown URL and a path', call('basic', '$one', 'a0'), call('bearer', 'https://h/$x', 'a1')],
  ['part of what it can be', call('basic', [U, '$url/JSSResource/users'], 'a0'), call('bearer', U, 'a1')],
  ['no twin with a token', call('basic', U, 'a0'), call('digest', U, 'a1')],
  ['a twin that may send Basic itself', call('basic', U, 'a0'), call('basic bearer', U, 'a1')],
];

describe('guarded', () => {
  test.each(guarded)('%s', (_, basic, bearer) => {
    expect([...guardedCalls([basic, bearer])]).toEqual([basic]);
    expect([...guardedCalls([bearer, basic])]).toEqual([basic]);
  });

  test('the same place: arguments that can be either', () => {
    const basic = call('basic', U);
    expect([...guardedCalls([basic, call('bearer', U, '', { span: basic.span })])]).toEqual([basic]);
  });

  test('one header that can be either', () => {
    const either = call('basic bearer', U);
    const [credential] = either.credentials;
    const credentials = either.credentials.map(({ scheme }) => ({ ...credential!, scheme }));
    expect([...guardedCalls([{ ...either, credentials }])]).toHaveLength(1);
  });
});

describe('not guarded', () => {
  test.each(unguarded)('%s', (_, basic, other) => expect(guardedCalls([basic, other]).has(basic)).toBe(false));

  test('credentials of two options in one call', () => expect(guardedCalls([call('basic bearer', U)]).size).toBe(0));

  test('a bearer call itself', () => expect(guardedCalls([call('bearer', U, 'a0'), call('bearer', U, 'a1')]).size).toBe(0));

  test('no calls', () => expect(guardedCalls([]).size).toBe(0));
});

test('many calls in one conditional are compared', () => {
  const calls = Array.from({ length: 10_000 }, (_, index) => call(index % 2 ? 'bearer' : 'basic', `${U}/id/${index}`, `a${index % 2}`));
  expect(guardedCalls(calls).size).toBe(0);
});

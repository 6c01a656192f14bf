import { describe, expect, test } from 'vitest';
import { credentialFromAuthorization, credentialFromHeader, credentialsFromHeader } from '../../src/http/headers.ts';
import { concat, text, type Value } from '../../src/values/value.ts';
import { show, type Word, wordValue } from './arguments.ts';

const span = { file: 'a.py', start: 1, end: 2 };

function schemes(line: Word): string {
  return credentialsFromHeader(wordValue(line), span, '-H')
    .map(({ scheme, encoded }) => (encoded ? `${scheme} ${show(encoded)}` : scheme))
    .join(', ');
}

test('the base64 form of a known text is traced to its user and password', () => {
  const encoded: Value = {
    alternatives: [[{ kind: 'unknown', name: 'auth', cause: 'computed', encodes: wordValue('$user:$password') }]],
    truncated: false,
  };
  const credential = credentialFromAuthorization(concat([text('Basic '), encoded]), span, '-H', 'authorization-header');
  expect(credential?.user && show(credential.user)).toBe('{user}');
  expect(credential?.password && show(credential.password)).toBe('{password}');
});

describe('header lines', () => {
  const cases: readonly (readonly [Word, string])[] = [
    ['', ''],
    ['$header', ''],
    ['Accept: Basic x', ''],
    ['X-Authorization: Basic x', ''],
    ['Authorization', ''],
    ['Authorization:', ''],
    ['Authorization:  ', ''],
    ['Authorizations: Basic x', ''],
    ['Note: Authorization: Basic x', ''],
    ['Authorization: Basic $b', 'basic {b}'],
    ['authorization:BASIC $b', 'basic {b}'],
    ['Authorization: Basic$b', 'basic {b}'],
    ['Authorization: Basic', 'basic '],
    ['Authorization: Basic $a$b\r', 'basic {a}{b}'],
    ['Authorization: Basically $b', 'other'],
    ['Authorization: $auth', 'other'],
    ['Authorization: $type $auth', 'other'],
    ['Authorization: Bearer $t', 'bearer'],
    ['Authorization: Negotiate $t', 'negotiate'],
    ['Authorization: jamf $t', 'other'],
    [['Authorization: Bearer $t', 'Authorization: Basic a', 'Authorization: basic b'], 'basic a | b, bearer'],
    [['Accept: x', 'Authorization: Bearer $t'], 'bearer'],
  ];
  test.each(cases)('%j', (line, expected) => expect(schemes(line)).toBe(expected));
});

test('name and value', () => {
  const via = 'session';
  expect(credentialFromHeader({ name: 'Accept', value: wordValue('Basic x') }, span, 'headers=', via)).toBeUndefined();
  expect(credentialFromHeader({ name: wordValue('$name'), value: wordValue('Basic x') }, span, 'headers=', via)).toBeUndefined();
  const value = wordValue(['Bearer $t', 'Basic $b']);
  const expected = { scheme: 'basic', via, option: 'headers=', span };
  expect(credentialFromHeader({ name: wordValue('AUTHORIZATION'), value }, span, 'headers=', via)).toMatchObject(expected);
  expect(credentialFromAuthorization(value, span, 'headers=', via)).toMatchObject(expected);
  expect(credentialFromAuthorization(wordValue(''), span, 'headers=', via)).toBeUndefined();
});

test('the encoded part keeps its place', () => {
  const [piece] = credentialFromAuthorization(wordValue('Basic dTpw'), span, '-H', 'authorization-header')!.encoded!.alternatives[0]!;
  expect(piece!.span).toEqual({ file: 'script.sh', start: 6, end: 10 });
});

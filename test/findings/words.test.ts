import { expect, test } from 'vitest';
import { userNames } from '../../src/findings/words.ts';
import type { Credential } from '../../src/http/call.ts';
import { concat, text, unknown, type Value, withTrail } from '../../src/values/value.ts';

const at = (start: number) => ({ file: 'a.sh', start, end: start + 1 });
const held = (value: Value, name: string, use: number): Value => withTrail(value, { kind: 'variable', name, use: at(use) });

function credential(user: Value, password?: Value): Credential {
  return { scheme: 'basic', via: 'user-option', option: '-u', user, password, span: at(0) };
}

test('a user name is called by the variable that stands at the call', () => {
  expect(userNames(credential(held(unknown('$4', 'script-parameter'), 'apiUser', 1), held(text('x'), 'apiPassword', 2)))).toBe('apiUser');
});

test('a variable that holds the whole option is not the user name', () => {
  const user = held(held(unknown('user', 'environment'), 'user', 1), 'options', 9);
  const password = held(held(unknown('pass', 'environment'), 'pass', 2), 'options', 9);
  expect(userNames(credential(user, password))).toBe('user');
});

test('a variable that holds both and cannot be told apart is named', () => {
  expect(userNames(credential(held(unknown('credentials', 'environment'), 'credentials', 1)))).toBe('credentials');
});

test('a literal user name is never given', () => {
  expect(userNames(credential(concat([text('admin')]), text('secret')))).toBeNull();
});

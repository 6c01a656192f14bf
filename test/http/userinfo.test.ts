import { expect, test } from 'vitest';
import { splitUserAndPassword, userinfoOf, withoutUserinfo } from '../../src/http/userinfo.ts';
import { show, type Word, wordValue } from './arguments.ts';

const none: readonly Word[] = [
  '',
  '$url',
  'https://host/x',
  'https://@host/x',
  'https://host/a:b@c',
  'https://host?a:b@c',
  'https://host#a:b@c',
  'me@host/x',
  'mail to a:b@c',
  '$url/users/email/a:b@c',
  '$url@x',
];
test.each(none)('nobody in %j', (url) => {
  expect(userinfoOf(wordValue(url))).toBeUndefined();
  const value = wordValue(url);
  expect(withoutUserinfo(value)).toBe(value);
});

const somebody: readonly (readonly [Word, string, string | undefined, string])[] = [
  ['https://me:pw@host/x', 'me', 'pw', 'https://host/x'],
  ['http://me@host', 'me', undefined, 'http://host'],
  ['https://:pw@host', '', 'pw', 'https://host'],
  ['https://me:p@w@host', 'me', 'p@w', 'https://host'],
  ['https://$creds@$host/x', '{creds}', undefined, 'https://{host}/x'],
  ['https://$u:$p@$host:8443/x', '{u}', '{p}', 'https://{host}:8443/x'],
  ['$scheme://$u:$p@h', '{u}', '{p}', '{scheme}://h'],
  ['$u:$p@h/x', '{u}', '{p}', 'h/x'],
  [['https://a:b@h', 'https://c:d@h'], 'a | c', 'b | d', 'https://h'],
  [['https://a:b@h', '$url'], 'a', 'b', 'https://h | {url}'],
];
test.each(somebody)('somebody in %j', (url, user, password, rest) => {
  const value = wordValue(url);
  const found = userinfoOf(value)!;
  expect([show(found.user), found.password && show(found.password), show(withoutUserinfo(value))]).toEqual([user, password, rest]);
});

test('where it stands', () => {
  expect(userinfoOf(wordValue('https://me:$p@host'))!.span).toEqual({ file: 'script.sh', start: 8, end: 13 });
});

test('whether it always is there', () => {
  expect(userinfoOf(wordValue(['https://a:b@h', '$url']))!.always).toBe(false);
  expect(userinfoOf(wordValue(['https://a:b@h', 'https://c@h']))!.always).toBe(true);
});

test('user and password', () => {
  const split = (word: Word) => {
    const { user, password } = splitUserAndPassword(wordValue(word));
    return [show(user), password && show(password)];
  };
  expect(split('$u:$p')).toEqual(['{u}', '{p}']);
  expect(split('$creds')).toEqual(['{creds}', undefined]);
  expect(split('a:b:c')).toEqual(['a', 'b:c']);
  expect(split(['$a', 'x:$b'])).toEqual(['{a} | x', '{b}']);
  expect(split('')).toEqual(['', undefined]);
});

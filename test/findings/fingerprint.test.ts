import { expect, test } from 'vitest';
import { fingerprints, normaliseCode } from '../../src/findings/fingerprint.ts';

const CALL = { rule: 'classic-basic-auth', file: 'tools/jamf.sh', text: 'curl -u "$u:$p" "$url/JSSResource/computers"' };
const one = (changes: Partial<typeof CALL> = {}) => fingerprints([{ ...CALL, ...changes }])[0]!;

test('is 16 hexadecimal digits', () => {
  expect(one()).toMatch(/^[0-9a-f]{16}$/);
});

test.each([
  ['indented otherwise', { text: `  ${CALL.text}` }],
  ['broken over lines', { text: 'curl -u "$u:$p" \\\n    "$url/JSSResource/computers"' }],
  ['with CRLF', { text: 'curl -u "$u:$p" \\\r\n\t"$url/JSSResource/computers"' }],
  ['in another folder', { file: 'other/jamf.sh' }],
  ['in a script with another name', { file: 'tools/other.sh' }],
])('of the same call %s is the same', (_, changes) => {
  expect(one(changes)).toBe(one());
});

test.each([
  ['rule', { rule: 'insecure-tls' }],
  ['call', { text: 'curl -u "$u:$p" "$url/JSSResource/policies"' }],
])('of another %s is another', (_, changes) => {
  expect(one(changes)).not.toBe(one());
});

test('equal calls of one file are told apart by their order', () => {
  const [first, second] = fingerprints([CALL, CALL]);
  expect(first).toBe(one());
  expect(second).not.toBe(first);
  expect(fingerprints([CALL, { ...CALL, rule: 'insecure-tls' }, CALL])).toEqual([first, one({ rule: 'insecure-tls' }), second]);
});

test('equal calls of two files do not disturb each other', () => {
  const elsewhere = { ...CALL, file: 'other/jamf.sh' };
  expect(fingerprints([elsewhere, CALL])).toEqual([one(), one()]);
});

test.each([
  ['broken at its brackets', 'get(url, auth=(user, secret))', 'get(\n    url,\n    auth=(user, secret),\n)'],
  ['broken inside an object', 'fetch(url, { headers: { a, b } })', 'fetch(url, {\n  headers: {\n    a,\n    b,\n  },\n})'],
])('a call %s is the same', (_, flat, broken) => {
  expect(normaliseCode(broken)).toBe(normaliseCode(flat));
});

test('blanks, line ends and continuations fold', () => {
  expect(normaliseCode('  a\t b \\\n  c\r\nd ')).toBe('a b c d');
});

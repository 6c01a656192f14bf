import { expect, test } from 'vitest';
import { maskUnparsed } from '../../src/findings/mask-unparsed.ts';

test.each([
  ['curl -u api:hunter2 x', 'curl -u ••• x'],
  ['curl -su "api:hunter2" x', 'curl -su "•••" x'],
  ["curl -sku 'api:hunter 2' x", "curl -sku '•••' x"],
  ['curl -uapi:hunter2 x', 'curl -u••• x'],
  ['curl --user api:hunter2 x', 'curl --user ••• x'],
  ['curl --user=api:hunter2', 'curl --user=•••'],
  ['curl -u "$user:hunter2"', 'curl -u "•••"'],
  ['["curl", "-u", "api:hunter2"]', '["curl", "-u", "•••"]'],
  ['wget --user=api --password=hunter2 x', 'wget --user=api --password=••• x'],
  ['-H "Authorization: Basic YXBpOmh1bnRlcjI="', '-H "Authorization: Basic •••"'],
  ['Authorization: Bearer eyJabc.def', 'Authorization: Bearer •••'],
  ["headers['Authorization'] = 'Basic YXBpOmh1bnRlcjI='", "headers['Authorization'] = 'Basic •••'"],
  ['"Basic YXBpOmh1bnRlcjI="', '"Basic •••"'],
  ['https://api:hunter2@jamf.example.com/JSSResource', 'https://•••@jamf.example.com/JSSResource'],
  ['jss_password="hunter2"', 'jss_password="•••"'],
  ["apiPass='hunter2'", "apiPass='•••'"],
  ['password=hunter2', 'password=•••'],
  ["requests.get(url, auth=('api', 'hunter2'))", "requests.get(url, auth=('•••', '•••'))"],
  ["auth: { username: 'api', password: 'hunter2' }", "auth: { username: '•••', password: '•••' }"],
])('%j becomes %j', (text, expected) => {
  expect(maskUnparsed(text)).toBe(expected);
});

test.each([
  'curl -u "$user:$password" "$url/JSSResource/computers"',
  'curl -u "${user}:${password}" x',
  'curl -H "Authorization: Bearer $token" x',
  'curl -H "Authorization: Basic ${encoded}" x',
  'https://$user:$password@$host/JSSResource',
  'https://jamf.example.com/JSSResource',
  'sort -u names.txt',
  'date -u +%s',
  'set -u',
  'password="$5"',
  'jss_password="${5}"',
  'read -s password',
  '',
])('%j stays', (text) => {
  expect(maskUnparsed(text)).toBe(text);
});

test.each(['-u ', 'a:', 'Authorization', '://', 'pass', '"', 'auth=', 'Basic ', 'a'])('a long line of %j is read', (part) => {
  expect(maskUnparsed(part.repeat(100_000))).not.toBe('');
});

import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../src/http/clients.ts';
import { argv, covered, showRequests, type Word, wordValue } from './arguments.ts';

const U = '$url/JSSResource/computers';
const url = '{url}/JSSResource/computers';

function table(program: string, cases: readonly (readonly [words: readonly Word[], expected: string])[]): void {
  describe(program, () => {
    for (const [words, expected] of cases) {
      test(words.map((word) => JSON.stringify(word)).join(' '), () => {
        expect(showRequests(readCommandLine(program, argv(words), {})!.requests)).toBe(expected);
      });
    }
  });
}

table('wget', [
  [[], ''],
  [[U], `GET ${url}`],
  [['-qO-', U], `GET ${url}`],
  [['-O', '$u:$p', U], `GET ${url}`],
  [['--version'], ''],
  [['--user=$u', U], `GET ${url}`],
  [['--password=$p', U], `GET ${url}`],
  [['--use', '$u', '--password=$p', U], `GET ${url}`],
  [['--proxy-user=$u', '--proxy-password=$p', U], `GET ${url}, proxy --proxy-user {u}, proxy --proxy-password {p}`],
  [['--ftp-user=$u', '--ftp-password=$p', U], `GET ${url}`],
  [['--user-agent', '--user=$u', '--password=$p', U], `GET ${url}`],
  [['--header=Accept: text/xml', U], `GET ${url}`],
  [['--header', 'Proxy-Authorization: Basic $b', U], `GET ${url}`],
  [['-e', 'robots=off', U], `GET ${url}`],
  [['--', '--user=$u', '--password=$p', U], `GET ${url}`],
  [['--user=$u', '--password=$p', U], `GET ${url}, basic --user {u}:{p}`],
  [['--user', '$u', '--password', '$p', U], `GET ${url}, basic --user {u}:{p}`],
  [[U, '--password', '$p', '--user', '$u'], `GET ${url}, basic --user {u}:{p}`],
  [['--http-user=$u', '--http-password=$p', U], `GET ${url}, basic --http-user {u}:{p}`],
  [['--http-user=$u', '--http-passwd=$p', '--user=$x', U], `GET ${url}, basic --http-user {u}:{p}`],
  [['--user=$u', '--ask-password', U], `GET ${url}, basic --user {u}`],
  [['-e', 'http_user=$u', '-e', 'http_password=$p', U], `GET ${url}, basic -e {u}:{p}`],
  [['--auth-no-challenge', '--passw=$p', '--user=$u', U], `GET ${url}, basic --user {u}:{p}`],
  [['--header=Authorization: Basic $b', U], `GET ${url}, basic --header {b}`],
  [['--header', 'authorization:basic $b', U], `GET ${url}, basic --header {b}`],
  [['--header=Authorization: Bearer $t', '--user=$u', '--password=$p', U], `GET ${url}, bearer --header`],
  [['https://me:pw@host/x'], 'GET https://host/x, basic URL me:pw'],
  [['--user=$u', '--password=$p', 'https://me:pw@host/x'], 'GET https://host/x, basic URL me:pw'],
  [['--method=PUT', '--body-file=f.xml', U], `PUT ${url}`],
  [['--method', '$m', U], `? ${url}`],
  [['--post-data=x', U], `POST ${url}`],
  [['--post-file', 'x', U], `POST ${url}`],
  [['--spider', U], `HEAD ${url}`],
  [
    ['--no-check-certificate', '-T', '5', '--ca-certificate=$ca', U],
    `GET ${url}, insecure --no-check-certificate, timeout -T 5, ca --ca-certificate {ca}`,
  ],
  [['-i', 'urls.txt'], 'GET {input}'],
  [['-nv', '-nc', U], `GET ${url}`],
]);

table('nscurl', [
  [['--ats-diagnostics', U], ''],
  [['-H', 'Accept: text/xml', U], `GET ${url}`],
  [['--unheard-of', 'value', U], `GET ${url}`],
  [['-H', 'Authorization: Basic $b', U], `GET ${url}, basic -H {b}`],
  [['--auth-credential', '$u:$p', U], `GET ${url}, basic --auth-credential {u}:{p}`],
  [['-M', 'PUT', 'https://me:pw@host/x'], 'PUT https://host/x, basic URL me:pw'],
  [['--header', 'Authorization: Bearer $t', 'https://me:pw@host/x'], 'GET https://host/x, bearer --header'],
]);

table('http', [
  [[], ''],
  [['--version'], ''],
  [[U], `GET ${url}`],
  [['GET', U, 'Accept:text/xml'], `GET ${url}`],
  [['localhost'], 'GET http://localhost'],
  [['example.com/x'], 'GET http://example.com/x'],
  [['https://example.com/x', 'q==a'], 'GET https://example.com/x'],
  [[':8080/x'], 'GET http://localhost:8080/x'],
  [[':/x'], 'GET http://localhost/x'],
  [['://example.com'], 'GET http://example.com'],
  [['--default-scheme=https', 'example.com'], 'GET https://example.com'],
  [[U, 'X-Authorization:Basic $b'], `GET ${url}`],
  [[U, 'note=Authorization:Basic'], `POST ${url}`],
  [[U, 'a=b'], `POST ${url}`],
  [[U, 'a:=1'], `POST ${url}`],
  [['--raw', '<x/>', U], `POST ${url}`],
  [['$method', U], `? ${url}`],
  [['$target', 'a=b'], 'POST {target}'],
  [['-o', '$u:$p', U], `GET ${url}`],
  [['-a', '$u:$p', U], `GET ${url}, basic -a {u}:{p}`],
  [['-a$u:$p', 'put', U], `PUT ${url}, basic -a {u}:{p}`],
  [['--auth=$u:$p', 'DELETE', U], `DELETE ${url}, basic --auth {u}:{p}`],
  [['-A', 'basic', '-a', '$u:$p', U], `GET ${url}, basic -a {u}:{p}`],
  [['-A', 'bearer', '-a', '$t', U], `GET ${url}, bearer -a`],
  [['--auth-type=digest', '-a', '$u:$p', U], `GET ${url}, digest -a {u}:{p}`],
  [['-A', '$type', '-a', '$u:$p', U], `GET ${url}, other -a {u}:{p}`],
  [[U, 'Authorization:Basic $b'], `GET ${url}, basic Authorization {b}`],
  [[U, 'authorization: basic $b', 'a=b'], `POST ${url}, basic Authorization {b}`],
  [[U, 'Authorization:Bearer $t'], `GET ${url}, bearer Authorization`],
  [['-a', '$u:$p', U, 'Authorization:Bearer $t'], `GET ${url}, basic -a {u}:{p}`],
  [['https://me:pw@host/x'], 'GET https://host/x, basic URL me:pw'],
  [['--verify=no', '--timeout', '5', U], `GET ${url}, insecure --verify no, timeout --timeout 5`],
  [['--verify', '$ca', U], `GET ${url}, ca --verify {ca}`],
]);

table('https', [[['example.com/x'], 'GET https://example.com/x']]);
table('xh', [
  [['--https', 'example.com'], 'GET https://example.com'],
  [['--bearer', '$t', U], `GET ${url}, bearer --bearer`],
]);
table('/usr/bin/curl', [[['-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`]]);
table('C:\\tools\\curl.exe', [[['-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`]]);

test('a body on standard input is a POST for HTTPie', () => {
  expect(showRequests(readCommandLine('http', argv([U]), { stdin: wordValue('<x/>') })!.requests)).toBe(`POST ${url}`);
});

test('programs that are no clients', () => {
  for (const program of ['ssh', 'curlie', 'mycurl', '', '/', 'curl/', 'constructor'])
    expect(readCommandLine(program, [], {})).toBeUndefined();
});

test('user and password of wget span both options', () => {
  const words = ['-q', '--password', '$p', '--user=$u', U];
  expect(covered(words, readCommandLine('wget', argv(words), {})!.requests[0]!.credentials[0]!.span)).toBe('--password $p --user=$u');
});

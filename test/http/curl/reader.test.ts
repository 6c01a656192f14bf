import { describe, expect, test } from 'vitest';
import type { CommandContext } from '../../../src/http/client.ts';
import { readCurl } from '../../../src/http/curl/reader.ts';
import { argv, covered, showRequests, type Word, wordValue } from '../arguments.ts';

const U = '$url/JSSResource/computers';
const url = '{url}/JSSResource/computers';

type Case = readonly [words: readonly Word[], expected: string, context?: CommandContext];

function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [words, expected, context = {}] of cases) {
      test(`${words.map((word) => JSON.stringify(word)).join(' ')}${context.stdin ? ' <' : ''}`, () => {
        expect(showRequests(readCurl(argv(words), context))).toBe(expected);
      });
    }
  });
}

table('no credentials', [
  [[], ''],
  [[U], `GET ${url}`],
  [['-s', '-S', U], `GET ${url}`],
  [['-sSfL', U], `GET ${url}`],
  [['-H', 'Accept: application/xml', U], `GET ${url}`],
  [['-U', '$user:$pass', U], `GET ${url}, proxy -U {user}:{pass}`],
  [['--proxy-user', 'a:b', '--proxy-basic', U], `GET ${url}, proxy --proxy-user a:b, proxy --proxy-basic`],
  [['--proxy-header', 'Authorization: Basic $b', U], `GET ${url}, proxy --proxy-header Authorization: Basic {b}`],
  [['-H', 'Proxy-Authorization: Basic $b', U], `GET ${url}`],
  [['-H', 'X-Authorization: Basic $b', U], `GET ${url}`],
  [['-H', 'Authorization Basic $b', U], `GET ${url}`],
  [['-H', 'Authorization:', U], `GET ${url}`],
  [['-H', 'Authorization:', '-u', '$u:$p', U], `GET ${url}`],
  [['-H', 'authorization;', '-u', '$u:$p', U], `GET ${url}`],
  [['-H', '$header', U], `GET ${url}`],
  [['-A', '-u', U], `GET ${url}`],
  [['-o', '-u', U], `GET ${url}`],
  [['-o', '$u:$p', U], `GET ${url}`],
  [['-d', '-u', U], `POST ${url}`],
  [['-w', '%{http_code}', U, '--output', '/dev/null'], `GET ${url}`],
  [['--', '-u', '$u:$p', U], `GET ${url}`],
  [['--user=$u:$p', U], `GET ${url}`],
  [['--use', '$u:$p', U], `GET ${url}`],
  [['--no-user', '$u:$p', U], `GET ${url}`],
  [['--basic', U], `GET ${url}`],
  [['--netrc', '--no-netrc', U], `GET ${url}`],
  [['-u', '$u:$p'], ''],
  [[U, '-u'], `GET ${url}`],
  [['-V'], ''],
  [['-h', 'http'], ''],
  [['--help', U, '-u', '$u:$p'], ''],
  [['-b', 'user=a:b', U], `GET ${url}`],
  [['-e', 'https://a:b@host', U], `GET ${url}`],
  [['-x', 'http://a:b@proxy:3128', U], `GET ${url}, proxy -x http://a:b@proxy:3128`],
  [['https://jamf.example.com/JSSResource/users/email/a@b.com'], 'GET https://jamf.example.com/JSSResource/users/email/a@b.com'],
  [['$url/JSSResource/users/email/$me@b.com'], 'GET {url}/JSSResource/users/email/{me}@b.com'],
]);

table('-u', [
  [['-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-u$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-sfku', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, insecure -k`],
  [['-sfku$u:$p', U], `GET ${url}, basic -u {u}:{p}, insecure -k`],
  [['--user', '$u:$p', U], `GET ${url}, basic --user {u}:{p}`],
  [[U, '--user', '$u:$p'], `GET ${url}, basic --user {u}:{p}`],
  [['--user', '$u:$p', '--', U], `GET ${url}, basic --user {u}:{p}`],
  [['-u', 'admin:se:cret', U], `GET ${url}, basic -u admin:se:cret`],
  [['-u', '$creds', U], `GET ${url}, basic -u {creds}`],
  [['-u', 'admin', U], `GET ${url}, basic -u admin`],
  [['-u', '$u:', U], `GET ${url}, basic -u {u}:`],
  [['-u', ':', U], `GET ${url}, basic -u :`],
  [['-u', '$a$b:$p', U], `GET ${url}, basic -u {a}{b}:{p}`],
  [['-u', ['$u:$p', 'api:$q'], U], `GET ${url}, basic -u {u} | api:{p} | {q}`],
  [[['-u$u:$p', '-uapi:$q'], U], `GET ${url}, basic -u {u} | api:{p} | {q}`],
  [['-u', '$a:$b', '-u', '$c:$d', U], `GET ${url}, basic -u {c}:{d}`],
  [['-0', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-#', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--bad', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['$options', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-s$flags', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-$flags', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [[['', '-k'], '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, insecure -k`],
  [['-H', 'Accept: text/xml', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--ciphers', 'x', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, other --ciphers x`],
  [['--trace-config', '-u', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--vlan-priority', '4', '--ech', 'true', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, other --ech true`],
  [['--krb4', 'safe', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--expand-user', '{{id}}:{{secret:trim}}', U], `GET ${url}, basic --user {id}:{secret}`],
  [['--variable', '%PASS', '--expand-user', 'api:{{PASS}}', U], `GET ${url}, basic --user api:{PASS}`],
]);

table('authentication methods', [
  [['--basic', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--anyauth', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--digest', '-u', '$u:$p', U], `GET ${url}, digest -u {u}:{p}`],
  [['--digest', '--basic', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--basic', '--digest', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--digest', '--no-digest', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--no-basic', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--ntlm', '-u', '$u:$p', U], `GET ${url}, ntlm -u {u}:{p}`],
  [['-u:', '--ntlm', U], `GET ${url}, ntlm -u :`],
  [['--negotiate', '-u', ':', U], `GET ${url}, negotiate -u :`],
  [['--negotiate', '--basic', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['--aws-sigv4', 'aws:amz', '--basic', '-u', '$u:$p', U], `GET ${url}, other -u {u}:{p}`],
  [['--oauth2-bearer', '$token', U], `GET ${url}, bearer --oauth2-bearer`],
  [['--oauth2-bearer', '$token', '-u', '$u:$p', U], `GET ${url}, bearer --oauth2-bearer`],
  [['--oauth2-bearer', '$token', '--basic', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, bearer --oauth2-bearer`],
  [['--proxy-digest', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}, proxy --proxy-digest`],
  [['--proxy-anyauth', '--digest', '-u', '$u:$p', U], `GET ${url}, digest -u {u}:{p}, proxy --proxy-anyauth`],
]);

table('Authorization headers', [
  [['-H', 'Authorization: Basic $b', U], `GET ${url}, basic -H {b}`],
  [['-H', 'authorization:basic $b', U], `GET ${url}, basic -H {b}`],
  [['-H', 'AUTHORIZATION: BASIC  $b ', U], `GET ${url}, basic -H {b}`],
  [['-HAuthorization: Basic $b', U], `GET ${url}, basic -H {b}`],
  [['-sH', 'Authorization: Basic dXNlcjpwYXNz', U], `GET ${url}, basic -H dXNlcjpwYXNz`],
  [['--header', 'Authorization: Basic $b', U], `GET ${url}, basic --header {b}`],
  [['--head', '--header', 'Authorization: Basic $b', U], `HEAD ${url}, basic --header {b}`],
  [['-H', 'Authorization: Bearer $token', U], `GET ${url}, bearer -H`],
  [['-H', 'Authorization: bearer $token', '-u', '$u:$p', U], `GET ${url}, bearer -H`],
  [['-u', '$u:$p', '-H', 'Authorization: Bearer $token', U], `GET ${url}, bearer -H`],
  [['-n', '-H', 'Authorization: Bearer $token', U], `GET ${url}, bearer -H`],
  [['--oauth2-bearer', '$t', '-H', 'Authorization: Basic $b', U], `GET ${url}, basic -H {b}`],
  [['-H', 'Authorization: $auth', U], `GET ${url}, other -H`],
  [['-H', 'Authorization: $auth', '-u', '$u:$p', U], `GET ${url}, other -H`],
  [['-H', 'Authorization: Token $t', U], `GET ${url}, other -H`],
  [['-H', 'Authorization: Digest $t', U], `GET ${url}, digest -H`],
  [['-H', ['Authorization: Basic $b', 'Authorization: Bearer $t'], U], `GET ${url}, basic -H {b}, bearer -H`],
  [['-H', ['Accept: text/xml', 'Authorization: Bearer $t'], '-u', '$u:$p', U], `GET ${url}, bearer -H, basic -u {u}:{p}`],
  [['-H', 'Accept: text/xml\nAuthorization: Basic $b', U], `GET ${url}, basic -H {b}`],
  [['-H', '@headers.txt', U], `GET ${url}, basic -H {b}`, { readFile: () => wordValue('Accept: text/xml\nAuthorization: Basic $b\n') }],
  [['-H', '@-', U], `GET ${url}, bearer -H`, { stdin: wordValue('Authorization: Bearer $t') }],
  [['-H', '@headers.txt', U], `GET ${url}`],
]);

table('users in URLs and netrc', [
  [['https://me:pw@host/x'], 'GET https://host/x, basic URL me:pw'],
  [['https://$u:$p@host/x'], 'GET https://host/x, basic URL {u}:{p}'],
  [['$scheme://$u:$p@$host/x'], 'GET {scheme}://{host}/x, basic URL {u}:{p}'],
  [['https://$u@host/x'], 'GET https://host/x, basic URL {u}'],
  [['$u:$p@host:8443/x'], 'GET host:8443/x, basic URL {u}:{p}'],
  [['https://@host/x'], 'GET https://@host/x'],
  [['https://host/x?mail=a:b@c'], 'GET https://host/x?mail=a:b@c'],
  [['--url', 'https://me:p@w@host/x'], 'GET https://host/x, basic URL me:p@w'],
  [['-u', '$u:$p', 'https://me:pw@host/x'], 'GET https://host/x, basic -u {u}:{p}'],
  [['https://me:pw@host/x', '--oauth2-bearer', '$t'], 'GET https://host/x, bearer --oauth2-bearer'],
  [['https://me:pw@host/x', '--digest'], 'GET https://host/x, digest URL me:pw'],
  [['-n', U], `GET ${url}, basic -n`],
  [['-sn', U], `GET ${url}, basic -n`],
  [['--netrc-optional', U], `GET ${url}, basic --netrc-optional`],
  [['--netrc-file', '$home/netrc', U], `GET ${url}, basic --netrc-file`],
  [['-n', '--digest', U], `GET ${url}, digest -n`],
  [['-n', '-u', '$u:$p', U], `GET ${url}, basic -u {u}:{p}`],
  [['-n', '--oauth2-bearer', '$t', U], `GET ${url}, bearer --oauth2-bearer`],
  [['-n', 'https://me:pw@host/x'], 'GET https://host/x, basic URL me:pw'],
]);

const config = (content: string): CommandContext => ({ stdin: wordValue(content) });

table('configuration files', [
  [['-K', '-', U], `GET ${url}, basic user {u}:{p}`, config('user = "$u:$p"\n')],
  [['-K-', U], `GET ${url}, basic user {u}:{p}`, config('user=$u:$p')],
  [['--config', '-', U], `GET ${url}, basic user {u}:{p}`, config('  user: "$u:$p"')],
  [['-K', '-', U], `GET ${url}, basic -u {u}:{p}`, config('-u $u:$p')],
  [['-K', '-', U], `GET ${url}, basic -u {u}:{p}`, config('-u "$u:$p"\r\n-s\r\n')],
  [['-K', '-', U], `GET ${url}, basic --user {u}:{p}`, config('--user "$u:$p"')],
  [['-K', '-', U], `GET ${url}, basic -u {u}:{p}, insecure -k`, config('-sku "$u:$p"')],
  [['-K', '-', U], `GET ${url}, basic -u {u}:{p}`, config('-u$u:$p')],
  [['-K', '-'], `PUT ${url}, basic user {u}:{p}`, config(`# who\nuser = "$u:$p" # trailing\nrequest = PUT\nurl = "${U}"`)],
  [['-K', '-', U], `GET ${url}, basic user a:b"c\\d`, config('user = "a:b\\"c\\\\d"')],
  [['-K', '-', U], `GET ${url}, bearer header`, config('header = "Authorization: Bearer $t"')],
  [['-K', '-', U], `GET ${url}, basic header {b}`, config('header = "Authorization: Basic $b"')],
  [['-K', '-'], `GET ${url}, basic user {u}:{p} ; GET ${url}`, config(`user = "$u:$p"\nurl = "${U}"\nnext\nurl = "${U}"`)],
  [['-K', '-', U], `GET ${url}, basic user {a}:{b} ; GET ${url}, basic user {c}:{d}`, { stdin: wordValue(['user=$a:$b', 'user=$c:$d']) }],
  [['-K', '-', U], `GET ${url}`, config('# user = "$u:$p"\n')],
  [['-K', '-', U], `GET ${url}`, config('user\n')],
  [['-K', '-', U], `GET ${url}`, config('$everything')],
  [['-K', '-', U], `GET ${url}`],
  [['-K', '$file', U], `GET ${url}`],
  [['-K', '$file'], 'GET {config}'],
  [['-K', 'curl.cfg', U], `GET ${url}, basic user a:{p}`, { readFile: () => wordValue('user = "a:$p"') }],
  [['-K', 'self.cfg', U], `GET ${url}`, { readFile: () => wordValue('config = self.cfg\nconfig = self.cfg') }],
]);

table('method', [
  [['-X', 'PUT', U], `PUT ${url}`],
  [['-XPOST', U], `POST ${url}`],
  [['-X', 'delete', U], `DELETE ${url}`],
  [['-X=POST', U], `POST ${url}`],
  [['--request', 'PUT', '-T', 'f.xml', U], `PUT ${url}`],
  [['-X', '$method', U], `? ${url}`],
  [['-X', ['$method', 'PUT'], U], `PUT ${url}`],
  [['-X', ['POST', 'PUT'], U], `? ${url}`],
  [['-X', 'POST', '-X', 'DELETE', U], `DELETE ${url}`],
  [['-X', 'POST', '-I', U], `POST ${url}`],
  [['-T', 'f.xml', U], `PUT ${url}`],
  [['-d', '<computer/>', U], `POST ${url}`],
  [['--data-binary', '@f.xml', U], `POST ${url}`],
  [['--json', '{}', U], `POST ${url}`],
  [['-F', 'name=@icon.png', U], `POST ${url}`],
  [['-G', '-d', 'a=b', U], `GET ${url}`],
  [['-G', '-F', 'a=b', U], `POST ${url}`],
  [['-G', '-d', 'a=b', '-X', 'PUT', U], `PUT ${url}`],
  [['-I', U], `HEAD ${url}`],
  [['-I', '-G', '-d', 'a=b', U], `HEAD ${url}`],
  [['--head', '--no-head', U], `GET ${url}`],
  [['--request-target', '/other', U], `GET ${url}`],
]);

table('URLs', [
  [['--url', U], `GET ${url}`],
  [['https://a/x', '--url', 'https://b/y', 'https://c/z'], 'GET https://a/x | https://b/y | https://c/z'],
  [['$a', '$b'], 'GET {a} | {b}'],
  [['https://a/x', 'https://b/y'], 'GET https://a/x | https://b/y'],
  [['https://a/x', '0'], 'GET https://a/x'],
  [['https://a/x', ' '], 'GET https://a/x'],
  [['https://a/x', 'Accept: xml'], 'GET https://a/x'],
  [['-H', 'accept:', 'text/xml', U], `GET ${url}`],
  [['$url', '0'], 'GET {url}'],
  [['$url', '/tmp/out.xml'], 'GET {url}'],
  [['$options', U], `GET ${url}`],
  [['jamf.example.com:8443/JSSResource/computers', '$options'], 'GET jamf.example.com:8443/JSSResource/computers'],
  [['localhost'], 'GET localhost'],
  [['--proto', '=https', U], `GET ${url}`],
  [['https://a/{x,y}/z'], 'GET https://a/x/z | https://a/y/z'],
  [['https://a/{$x,y}/z'], 'GET https://a/{x}/z | https://a/y/z'],
  [['https://a/id/[1-30]'], 'GET https://a/id/{[1-30]}'],
  [['https://a/[a-c:2]/{x,y}'], 'GET https://a/{[a-c:2]}/x | https://a/{[a-c:2]}/y'],
  [['-g', 'https://a/{x,y}'], 'GET https://a/{x,y}'],
  [['--globoff', 'https://a/[1-3]'], 'GET https://a/[1-3]'],
  [['https://[::1]:8443/x'], 'GET https://[::1]:8443/x'],
  [['https://[fe80::1-2]/x'], 'GET https://[fe80::1-2]/x'],
  [[['$a/JSSResource/x', 'https://b/JSSResource/x']], 'GET {a}/JSSResource/x | https://b/JSSResource/x'],
  [[['-s', 'https://b/JSSResource/x'], '-u', '$u:$p'], 'GET https://b/JSSResource/x, basic -u {u}:{p}'],
  [['-u', '$u:$p', U, '--next', U], `GET ${url}, basic -u {u}:{p} ; GET ${url}`],
  [[U, '-:', '-d', 'x', '$other/y', '-u', '$u:$p'], `GET ${url} ; POST {other}/y, basic -u {u}:{p}`],
  [['-u', '$u:$p', '--next', U], `GET ${url}, basic -u {u}:{p}`],
  [[U, '--next', '-u', '$u:$p', '--next', U, '--next'], `GET ${url} ; GET ${url}, basic -u {u}:{p}`],
]);

table('connection', [
  [['-k', U], `GET ${url}, insecure -k`],
  [['--insecur', U], `GET ${url}, insecure --insecure`],
  [['-k', '--no-insecure', U], `GET ${url}`],
  [['--insecure', '--cacert', '$ca', U], `GET ${url}, insecure --insecure, ca --cacert {ca}`],
  [
    ['--capath', '/certs', '-E', 'me.pem', '--key', '$key', U],
    `GET ${url}, ca --capath /certs, client-certificate -E me.pem, client-certificate --key {key}`,
  ],
  [['--connect-timeout', '5', '-m', '30', U], `GET ${url}, timeout --connect-timeout 5, timeout -m 30`],
  [['-m30', U], `GET ${url}, timeout -m 30`],
  [['--resolve', 'a:443:::1', '--connect-to', '::b:', U], `GET ${url}, resolve --resolve a:443:::1, resolve --connect-to ::b:`],
  [['-x', '$proxy', '--noproxy', '*', U], `GET ${url}, proxy -x {proxy}, proxy --noproxy *`],
  [['--socks5-hostname', 'h:1', U], `GET ${url}, proxy --socks5-hostname h:1`],
  [['--tlsv1.2', '-4', U], `GET ${url}, other --tlsv1.2, other -4`],
]);

describe('spans', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['-s', '-u', '$u:$p', U], '-u $u:$p'],
    [['-sku', '$u:$p', U], '-sku $u:$p'],
    [['-u$u:$p', U], '-u$u:$p'],
    [['-H', 'Authorization: Basic $b', U], '-H Authorization: Basic $b'],
    [['-s', 'https://me:pw@host/x'], 'me:pw'],
    [['-n', U], '-n'],
  ];
  for (const [words, expected] of cases) {
    test(words.join(' '), () => {
      const [request] = readCurl(argv(words), {});
      expect(covered(words, request!.credentials[0]!.span)).toBe(expected);
    });
  }

  test('an option and its value in different files are where the option is', () => {
    const [option, value, target] = argv(['-u', '$u:$p', U]);
    const elsewhere = { ...value!, span: { file: 'other.sh', start: 100, end: 110 } };
    expect(readCurl([option!, elsewhere, target!], {})[0]!.credentials[0]!.span).toEqual(option!.span);
  });

  test('credentials of a configuration stand in it', () => {
    const stdin = wordValue('silent\nuser = "$u:$p"', 200);
    const [credential] = readCurl(argv(['-K', '-', U]), { stdin })[0]!.credentials;
    expect(credential).toMatchObject({ via: 'config-file', span: { file: 'script.sh', start: 207, end: 221 } });
  });

  test('a URL keeps the places of its text on both sides of a user', () => {
    const [request] = readCurl(argv(['https://me:pw@host/x']), {});
    expect(request!.url.alternatives[0]!.map(({ span }) => [span!.start, span!.end])).toEqual([
      [0, 8],
      [14, 20],
    ]);
  });
});

describe('bounds', () => {
  test('a URL with more globs than are followed keeps its text', () => {
    const sets = '{0,1,2,3,4,5,6,7,8,9}'.repeat(20);
    const [request] = readCurl(argv([`https://a/${sets}`]), {});
    expect(request!.url.alternatives.length).toBeLessThanOrEqual(64);
  });

  test.each(['{', '[1-', 'a:', '@', '\\', '"', '-', ' ', '\n', '://'])('arguments of %j over and over are read', (part) => {
    const long = part.repeat(100_000);
    const args = argv([long, '-u', long, '-H', `Authorization: ${long}`, '-K', '-', `https://${long}`]);
    expect(readCurl(args, { stdin: wordValue(`user = "${long}`) }).length).toBeGreaterThan(0);
  });
});

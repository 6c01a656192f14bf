import { expect } from 'vitest';
import type { PythonHelperOptions } from '../../../src/migrate/helpers/python-helper.ts';
import type { Account, JamfProOptions } from '../../support/jamf-pro/options.ts';
import type { RecordedRequest } from '../../support/jamf-pro/record.ts';
import type { IssuedToken } from '../../support/jamf-pro/tokens.ts';

/** What a case's script did: how it ended and what the server saw of its accounts. */
export interface PythonOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  /** `METHOD path status` of each request, path without the context path, in order. */
  readonly lines: readonly string[];
  readonly requests: readonly RecordedRequest[];
  readonly issued: readonly IssuedToken[];
  readonly wrong: number;
}

export const PYTHON_SERVERS = {
  tls: {},
  plain: {},
  context: { contextPath: '/jamf' },
  oldOauth: { missing: ['/api/v1/oauth/token'] },
  noOauth: { missing: ['/api/v1/oauth/token', '/api/oauth/token'] },
  troubled: { tokenStatus: 503 },
  ahead: { clockAheadSeconds: 7 * 3600 },
  noDate: { noDate: true },
} as const satisfies Record<string, JamfProOptions>;

export interface PythonCase {
  readonly name: string;
  /** The script behind the helper. Set are URL, USER, SECRET, ENCODED and CA; `classic(path)` makes a Classic request with a token and says its status. */
  readonly script: string;
  readonly server?: keyof typeof PYTHON_SERVERS;
  readonly account?: Partial<Omit<Account, 'name'>>;
  readonly helper?: Partial<PythonHelperOptions>;
  /** Has the script and the server share a clock that stands until the script sleeps. */
  readonly movedClock?: boolean;
  /** In Python 3 alone, with requests. */
  readonly requests?: boolean;
  readonly expect: (outcome: PythonOutcome) => void;
}

const TOKEN = 'POST /api/v1/auth/token 200';
const BACK = 'POST /api/v1/auth/invalidate-token 204';
const classic = (path: string): string => `GET /JSSResource/${path} 200`;

function sees(...lines: string[]): PythonCase['expect'] {
  return (outcome) => {
    expect(outcome.stderr).toBe('');
    expect(outcome.lines).toEqual(lines);
  };
}

const MOVE = `
class Moved(object):
    now = 1000000
    def time(self):
        return self.now
_time = clock = Moved()
`;

function renewedAt(name: string, more: Partial<PythonCase>, offsets: readonly number[], expected: readonly number[]): PythonCase {
  return {
    name,
    script: `${MOVE}
seen = []
for offset in ${JSON.stringify(offsets)}:
    clock.now = 1000000 + offset
    token = unbasic_token(URL, USER, SECRET)
    if token not in seen:
        seen.append(token)
        print(offset)
clock.now = 1000000
`,
    expect: (outcome) => expect(outcome.stdout.trim().split('\n').map(Number)).toEqual(expected),
    ...more,
  };
}

/** The one case in which tokens run out while the test waits. */
export const REAL_CLOCK = 'another token by the clock of the machine';

export const PYTHON_CASES: readonly PythonCase[] = [
  {
    name: 'one token for many requests',
    script: "classic('sites')\nclassic('users')",
    expect: sees(TOKEN, classic('sites'), classic('users'), BACK),
  },
  { name: 'nothing is asked for when nothing is sent', script: 'pass', expect: sees() },
  {
    name: 'a client by its ID',
    account: { kind: 'client', secret: 'kD+9/x_8Vq=Zt7-p L2&mW4%' },
    script: "classic('sites')",
    expect: sees('POST /api/v1/oauth/token 200', classic('sites'), BACK),
  },
  {
    name: 'a client on an old server',
    server: 'oldOauth',
    account: { kind: 'client' },
    script: "classic('sites')",
    expect: sees('POST /api/v1/oauth/token 404', 'POST /api/oauth/token 200', classic('sites'), BACK),
  },
  {
    name: 'no token endpoint for clients',
    server: 'noOauth',
    account: { kind: 'client' },
    script: "classic('sites')\nclassic('sites')",
    expect: ({ lines, stderr }) => {
      expect(lines.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/v1/oauth/token 404', 'POST /api/oauth/token 404']);
      expect(stderr).toMatch(/^unbasic: \S+\/api\/oauth\/token gives no token \(HTTP 404\)\. Check the address of the server\.\n$/);
    },
  },
  ...['p:a%s%%', '$HOME`x`\\"\'!', ' leading and trailing ', 'Grüße €', '&<a=b>+'].map(
    (secret): PythonCase => ({
      name: `password ${secret}`,
      account: { secret },
      script: "classic('sites')",
      expect: sees(TOKEN, classic('sites'), BACK),
    }),
  ),
  {
    name: 'a wrong password',
    script: "SECRET = 'wrong'\nclassic('sites')\nclassic('users')",
    expect: ({ lines, stderr, wrong, stdout }) => {
      expect(wrong).toBe(1);
      expect(stdout).toBe('401\n401\n');
      expect(lines.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/v1/auth/token 401']);
      expect(stderr).toMatch(/^unbasic: \S+ refuses the user name and password \(HTTP 401\)\. Check them; they are not tried again\.\n$/);
      expect(stderr).not.toContain('wrong\n');
    },
  },
  {
    name: 'a server in trouble is asked again',
    server: 'troubled',
    script: "classic('sites')\nclassic('users')",
    expect: ({ lines, stderr }) => {
      expect(lines.filter((line) => line.startsWith('POST'))).toHaveLength(2);
      expect(stderr).toMatch(/^(?:unbasic: \S+ is in trouble \(HTTP 503\)\. The next call asks again\.\n){2}$/);
    },
  },
  {
    name: 'a server that does not answer',
    script: "print(unbasic_token('http://127.0.0.1:9', USER, SECRET))",
    expect: ({ stdout, stderr, lines }) => {
      expect(stdout).toBe('none\n');
      expect(stderr).toMatch(/^unbasic: http:\/\/127\.0\.0\.1:9 does not answer \(\w+\)\. The next call asks again\.\n$/);
      expect(lines).toEqual([]);
    },
  },
  ...[
    "URL + '/'",
    "URL + '///'",
    "URL + '/JSSResource'",
    "URL + '/JSSResource/computers/id/1?x=y'",
    "URL + '/jssresource/'",
    "' ' + URL",
    "URL.replace('://', '://a:b@')",
  ].map(
    (form): PythonCase => ({
      name: `the address ${form}`,
      server: 'context',
      script: `print(unbasic_token(${form}, USER, SECRET) == unbasic_token(URL, USER, SECRET) != 'none')`,
      expect: (outcome) => {
        expect(outcome.stdout).toBe('True\n');
        expect(outcome.issued).toHaveLength(1);
      },
    }),
  ),
  {
    name: 'an address without a scheme is https',
    server: 'tls',
    script: "print(unbasic_token(URL.split('//')[1], USER, SECRET, verify=CA) != 'none')",
    expect: ({ stdout, stderr }) => expect([stdout, stderr]).toEqual(['True\n', '']),
  },
  {
    name: 'user and password as one',
    script: "print(unbasic_token(URL, USER + ':' + SECRET) != 'none')",
    expect: ({ stdout }) => expect(stdout).toBe('True\n'),
  },
  renewedAt('30 min of a user', { account: { tokenSeconds: 1800 } }, [0, 1, 600, 1345, 1352, 1400, 2690, 2703], [0, 1352, 2703]),
  renewedAt('30 min by a clock 7 h ahead', { server: 'ahead', account: { tokenSeconds: 1800 } }, [0, 1345, 1352], [0, 1352]),
  renewedAt('60 s of a client', { account: { kind: 'client', tokenSeconds: 60 } }, [0, 43, 45, 80, 90], [0, 45, 90]),
  renewedAt('a clock set back', { account: { tokenSeconds: 1800 } }, [0, -100, -90], [0, -100]),
  {
    name: 'forms of lifetime',
    script: `
date = 'Sun, 22 Nov 2026 08:09:09 GMT'
for answer in ({'expires': '2026-11-22T08:39:08.001Z'}, {'expires': '2026-11-23T08:09:09Z'}, {'expires_in': 59}, {}, {'expires': None}):
    print(int(_unbasic_life(answer, date)))
`,
    expect: ({ stdout }) => expect(stdout).toBe('1799\n86400\n59\n30\n30\n'),
  },
  {
    name: 'tokens of 3 s in a loop that is longer',
    account: { tokenSeconds: 3 },
    movedClock: true,
    script: "for number in range(8):\n    classic('sites')\n    _time.sleep(0.6)",
    expect: ({ stdout, stderr, issued, lines }) => {
      expect([stdout, stderr]).toEqual(['200\n'.repeat(8), '']);
      expect(issued).toHaveLength(2);
      expect(lines.some((line) => line.includes('keep-alive'))).toBe(false);
    },
  },
  {
    name: REAL_CLOCK,
    account: { tokenSeconds: 2 },
    script: `
first = unbasic_token(URL, USER, SECRET)
for number in range(99):
    if unbasic_token(URL, USER, SECRET) != first:
        print('another')
        break
    _time.sleep(0.1)
`,
    expect: ({ stdout, stderr }) => expect([stdout, stderr]).toEqual(['another\n', '']),
  },
  {
    name: '50 threads with one token',
    script: `
threads = [_threading.Thread(target=classic, args=('sites',)) for number in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`,
    expect: ({ stdout, issued, lines }) => {
      expect(stdout.match(/200/g)).toHaveLength(50);
      expect(issued).toHaveLength(1);
      expect(lines.at(-1)).toBe(BACK);
    },
  },
  {
    name: 'a forked process gets a token of its own and gives back that alone',
    script: `
classic('sites')
if _os.fork() == 0:
    classic('users')
    _sys.exit(0)
_os.wait()
classic('scripts')
`,
    expect: sees(TOKEN, classic('sites'), TOKEN, classic('users'), BACK, classic('scripts'), BACK),
  },
  {
    name: 'given back after an error too',
    script: "classic('sites')\nraise KeyError('x')",
    expect: ({ lines, status }) => {
      expect(status).toBe(1);
      expect(lines).toEqual([TOKEN, classic('sites'), BACK]);
    },
  },
  {
    name: 'modules that carry the text share their tokens',
    script: "classic('sites')\nimport again\nagain.unbasic_token(URL, USER, SECRET)",
    expect: sees(TOKEN, classic('sites'), BACK),
  },
  {
    name: 'headers of other schemes stay',
    script: "for value in ('Bearer abc', 'Digest x', '', 'basic'):\n    print(unbasic_bearer(URL, value) == value)",
    expect: ({ stdout, lines }) => {
      expect(stdout).toBe('True\n'.repeat(4));
      expect(lines).toEqual([]);
    },
  },
  {
    name: 'base64 as others make it',
    script: `
for start in ('Basic ', 'basic  ', 'Authorization: Basic '):
    header = unbasic_bearer(URL, start + ENCODED + '\\n')
    print(header.split('Bearer')[0] + '|' + str(header == header.now()))
`,
    expect: (outcome) => {
      expect(outcome.stdout).toBe('|True\n|True\nAuthorization: |True\n');
      expect(outcome.issued).toHaveLength(1);
    },
  },
  {
    name: 'a header is looked at again when it is sent',
    account: { tokenSeconds: 3 },
    movedClock: true,
    script: `
import copy
header = copy.deepcopy({'Authorization': unbasic_bearer(URL, 'Basic ' + ENCODED)})
for number in range(6):
    classic('sites', header)
    _time.sleep(0.8)
`,
    expect: ({ stdout, issued }) => {
      expect(stdout).toBe('200\n'.repeat(6));
      expect(issued).toHaveLength(2);
    },
  },
  {
    name: 'a request for anything but the Classic API keeps its header',
    script: `
request = _urllib.Request(URL + '/api/v1/auth/token', b'', {'Authorization': 'Basic ' + ENCODED})
print(unbasic_request(request).get_header('Authorization') == 'Basic ' + ENCODED)
print(unbasic_request(_urllib.Request(URL + '/JSSResource/x')).get_header('Authorization'))
request = _urllib.Request(URL + '/JSSResource/sites', headers={'Authorization': 'Basic ' + ENCODED})
print(_urllib.urlopen(unbasic_request(request)).code)
`,
    expect: (outcome) => {
      expect(outcome.stdout).toBe('True\nNone\n200\n');
      expect(outcome.lines).toEqual([TOKEN, classic('sites'), BACK]);
    },
  },
  {
    name: 'a dictionary of headers',
    script: `
mine = {'authorization': 'Basic ' + ENCODED, 'Accept': 'text/xml'}
print(sorted(unbasic_headers(URL, mine)))
print(mine['authorization'] == 'Basic ' + ENCODED)
print(unbasic_headers(URL, {'Accept': 'text/xml'}))
`,
    expect: ({ stdout }) => expect(stdout).toBe("['Accept', 'authorization']\nTrue\n{'Accept': 'text/xml'}\n"),
  },
  {
    name: 'a connection of http.client with a context',
    server: 'tls',
    script: `
try:
    import http.client as client
except ImportError:
    import httplib as client
import ssl
place = URL.split('//')[1]
connection = client.HTTPSConnection(place, context=ssl.create_default_context(cafile=CA))
for path in ('sites', 'users'):
    connection.request('GET', '/JSSResource/' + path, headers={'Authorization': unbasic_bearer(connection, 'Basic ' + ENCODED)})
    answer = connection.getresponse()
    answer.read()
    print(answer.status)
`,
    expect: sees(TOKEN, classic('sites'), classic('users'), BACK),
  },
  {
    name: 'a handler of urllib',
    helper: { parts: new Set(['handler']) },
    script: `
try:
    from urllib.request import HTTPPasswordMgr
except ImportError:
    from urllib2 import HTTPPasswordMgr
passwords = HTTPPasswordMgr()
passwords.add_password('Jamf', URL, USER, SECRET)
opener = _urllib.build_opener(UnbasicHandler(passwords))
for path in ('sites', 'users'):
    print(opener.open(URL + '/JSSResource/' + path).code)
`,
    expect: sees(TOKEN, classic('sites'), classic('users'), BACK),
  },
  {
    name: 'a rejected token is exchanged once',
    requests: true,
    script: `
session = requests.Session()
session.auth = UnbasicAuth(USER, SECRET, session=session)
print(session.get(URL + '/JSSResource/sites').status_code)
requests.post(URL + '/api/v1/auth/invalidate-token', headers={'Authorization': 'Bearer ' + _unbasic['alive'][0][2]})
_unbasic['alive'].pop()
answer = session.put(URL + '/JSSResource/sites/id/1', data='<site/>')
print(answer.status_code, [one.status_code for one in answer.history])
`,
    expect: ({ stdout, requests }) => {
      expect(stdout).toBe('200\n200 [401]\n');
      expect(requests.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(['<site/>', '<site/>']);
    },
  },
  {
    name: 'a request that needs a privilege does not ask for token after token',
    requests: true,
    script: `
class Answer(requests.adapters.HTTPAdapter):
    def send(self, request, **options):
        response = super().send(request, **options)
        response.status_code = 401
        response.connection = self
        return response
session = requests.Session()
session.auth = UnbasicAuth(USER, SECRET)
session.mount(URL + '/JSSResource', Answer())
for number in range(4):
    print(session.get(URL + '/JSSResource/sites').status_code)
`,
    expect: ({ stdout, issued }) => {
      expect(stdout).toBe('401\n'.repeat(4));
      expect(issued).toHaveLength(2);
    },
  },
  {
    name: 'requests elsewhere stay Basic',
    requests: true,
    script: `
class Login(object):
    username, password = USER, SECRET
for auth in (UnbasicAuth(USER, SECRET), UnbasicAuth((USER, SECRET)), UnbasicAuth(Login())):
    prepared = requests.Request('GET', 'https://other.example.com/x', auth=auth).prepare()
    print(prepared.headers['Authorization'] == 'Basic ' + ENCODED)
`,
    expect: (outcome) => {
      expect(outcome.stdout).toBe('True\nTrue\nTrue\n');
      expect(outcome.lines).toEqual([]);
    },
  },
  {
    name: 'the options of a session and of a call',
    server: 'tls',
    requests: true,
    script: `
session = requests.Session()
session.verify = CA
session.auth = UnbasicAuth(USER, SECRET, session=session)
print(session.get(URL + '/JSSResource/sites').status_code)
print(requests.get(URL + '/JSSResource/users', auth=UnbasicAuth(USER, SECRET, verify=CA, timeout=60), verify=CA).status_code)
`,
    expect: sees(TOKEN, classic('sites'), classic('users'), BACK),
  },
];

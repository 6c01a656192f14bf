import { expect, test } from 'vitest';
import { pythonHelper } from '../../../src/migrate/helpers/python-helper.ts';
import { plannedFiles, plannedLines } from './planned.ts';

const HEAD = 'import requests\nfrom requests.auth import HTTPBasicAuth\nurl, user, pw, ca = input(), input(), input(), input()\n';
const URLLIB =
  'import base64\nimport urllib.request\nfrom urllib.request import Request, urlopen\nurl = input()\nb64 = base64.b64encode(input())\n';

test.each([
  ['requests.get(url + "/JSSResource/a", auth=(user, pw))', 'requests.get(url + "/JSSResource/a", auth=UnbasicAuth(user, pw))'],
  [
    'requests.get(url + "/JSSResource/a", None, auth=("x", \'y\',))',
    'requests.get(url + "/JSSResource/a", None, auth=UnbasicAuth("x", \'y\',))',
  ],
  [
    'requests.get(url + "/JSSResource/a", auth=HTTPBasicAuth(user, password=pw))',
    'requests.get(url + "/JSSResource/a", auth=UnbasicAuth(user, password=pw))',
  ],
  [
    'requests.put(url + "/JSSResource/a", auth=(user, pw), verify=ca, cert=None, proxies={"https": ca})',
    'requests.put(url + "/JSSResource/a", auth=UnbasicAuth(user, pw, verify=ca, proxies={"https": ca}), verify=ca, cert=None, proxies={"https": ca})',
  ],
  [
    'requests.Session().get(url + "/JSSResource/a", auth=(user, pw))',
    'requests.Session().get(url + "/JSSResource/a", auth=UnbasicAuth(user, pw))',
  ],
])('requests: %s', async (before, after) => {
  const { lines, said } = await plannedLines(`${HEAD}${before}\n`);
  expect(lines).toEqual([after]);
  expect(said).toEqual(['4 safe']);
});

test.each([
  [
    'r = Request(url + "/JSSResource/a")\nr.add_header("Authorization", "Basic %s" % b64)\nurlopen(r)',
    'r.add_header("Authorization", unbasic_bearer(r, "Basic %s" % b64))',
  ],
  [
    'r = Request(url + "/JSSResource/a", headers={"authorization": "Basic " + b64})\nurlopen(r)',
    'r = Request(url + "/JSSResource/a", headers={"authorization": unbasic_bearer(url, "Basic " + b64)})',
  ],
  [
    'r = Request(f"{url}/JSSResource/a")\nr.headers["Authorization"] = f"Basic {b64}"\nurlopen(r, timeout=9)',
    'r.headers["Authorization"] = unbasic_bearer(r, f"Basic {b64}", timeout=9)',
  ],
])('urllib: %s', async (before, after) => {
  expect((await plannedLines(`${URLLIB}${before}\n`)).lines).toEqual([after]);
});

test('an opener with handlers of its own asks for the token too', async () => {
  const { lines } = await plannedLines(
    `${URLLIB}opener = urllib.request.build_opener(urllib.request.ProxyHandler({"https": "p:1"}))
r = Request(url + "/JSSResource/a")
r.add_header("Authorization", "Basic " + b64)
opener.open(r)
`,
  );
  expect(lines).toEqual(['r.add_header("Authorization", unbasic_bearer(r, "Basic " + b64, opener=opener))']);
});

test.each([
  ['a bearer token', 'requests.get(url + "/JSSResource/a", headers={"Authorization": "Bearer " + pw})', []],
  ['no credentials', 'requests.get(url + "/JSSResource/a")', []],
  ['another server', 'requests.get("https://example.org/x", auth=(user, pw))', []],
  ['a token endpoint', 'requests.post(url + "/api/v1/auth/token", auth=(user, pw))', []],
  ['a string', 'print(\'requests.get(url + "/JSSResource/a", auth=(user, pw))\')', []],
  [
    'a pair of an encoding',
    'import aiohttp\naiohttp.ClientSession(auth=aiohttp.BasicAuth(user, pw, encoding="utf-8")).get(url + "/JSSResource/a")',
    ['5 unsupported-construct'],
  ],
  [
    'a pair or an object',
    'requests.get(url + "/JSSResource/a", auth=(user, pw) if ca else requests.auth.HTTPDigestAuth(user, pw))',
    ['4 unsupported-construct'],
  ],
  ['a pair of one', 'requests.get(url + "/JSSResource/a", auth=(*ca,))', ['4 unsupported-construct']],
  ['userinfo', 'requests.get("https://a:b@jamf.example.com/JSSResource/a")', ['4 unsupported-construct']],
  ['the new API', 'requests.get("https://jamf.example.com/api/v1/computers-inventory", auth=(user, pw))', ['4 never-worked']],
  ['names of the helper', '_time = 3\nrequests.get(url + "/JSSResource/a", auth=(user, pw))', ['5 unsupported-construct']],
  [
    'pycurl',
    'import pycurl\nc = pycurl.Curl()\nc.setopt(pycurl.URL, url + "/JSSResource/a")\nc.setopt(pycurl.USERPWD, user + ":" + pw)\nc.perform()',
    ['8 unsupported-client'],
  ],
])('%s stays', async (_, script, said) => {
  expect(await plannedFiles({ 'script.py': `${HEAD}${script}\n` })).toEqual({ changed: {}, said });
});

test('a header that goes to the token endpoint as well is changed where it goes to the Classic API', async () => {
  const { lines } = await plannedLines(`${HEAD}headers = {"Authorization": "Basic " + pw}
requests.post(url + "/api/v1/auth/token", headers=headers)
requests.get(url + "/JSSResource/a", headers=headers)
`);
  expect(lines).toEqual(['requests.get(url + "/JSSResource/a", headers=unbasic_headers(url, headers))']);
});

test('a header of a function that asks for anything stays', async () => {
  const script = `${HEAD}def ask(path):
    return requests.get(url + path, headers={"Authorization": "Basic " + pw})
ask("/JSSResource/a")
ask("/api/v1/auth/token")
`;
  expect(await plannedLines(script)).toEqual({ lines: [], said: ['5 unsupported-construct'] });
});

test('a session that goes anywhere decides by the address', async () => {
  const { lines } = await plannedLines(`${HEAD}session = requests.Session()
session.auth = (user, pw)
session.post(url + "/api/v1/auth/token")
session.get(url + "/JSSResource/a")
`);
  expect(lines).toEqual(['session.auth = UnbasicAuth(user, pw, session=session)']);
});

test('a pair that another file takes apart stays a pair', async () => {
  const { changed } = await plannedFiles({
    'common.py': 'import requests\nlogin = ("a", input())\nrequests.get("https://jamf.example.com/JSSResource/a", auth=login)\n',
    'other.py': 'from common import login\nprint(login[0])\n',
  });
  expect(changed['common.py']).toContain(
    '\nlogin = ("a", input())\nrequests.get("https://jamf.example.com/JSSResource/a", auth=UnbasicAuth(login))\n',
  );
});

test('nothing suggested is done when only what is safe is wanted', async () => {
  const script = `${HEAD}pair = (user, pw)\nprint(pair)\nrequests.get(url + "/JSSResource/a", auth=pair)\n`;
  expect((await plannedLines(script)).lines).toEqual(['requests.get(url + "/JSSResource/a", auth=UnbasicAuth(pair))']);
  expect(await plannedLines(script, { level: 'safe' })).toEqual({ lines: [], said: ['6 below-level'] });
});

test('the file that holds the credentials changes with the one that calls, or neither does', async () => {
  const files = {
    'call.py': 'from login import session\nsession.get("https://jamf.example.com/JSSResource/sites")\n',
    'login.py': 'import requests\nsession = requests.Session()\nsession.auth = ("a", input())\n',
  };
  expect(await plannedFiles(files)).toEqual({
    changed: {
      'login.py': 'import requests\n# helper\nsession = requests.Session()\nsession.auth = UnbasicAuth("a", input(), session=session)\n',
    },
    said: ['2 safe'],
  });
  expect(await plannedFiles(files, { paths: ['call.py'] })).toMatchObject({ changed: {}, said: ['2 outside-root'] });
});

test('a helper that is there is completed, not doubled', async () => {
  const parts = { auth: 'auto', python: 'any', transport: 'requests' } as const;
  const helper = pythonHelper({ ...parts, parts: new Set(['token']) });
  const { changed } = await plannedFiles({ 'script.py': `${HEAD}${helper}requests.get(url + "/JSSResource/a", auth=(user, pw))\n` });
  const text = changed['script.py']!;
  expect(text.split('# helper')).toHaveLength(2);
  const whole = await plannedFiles({ 'script.py': `${HEAD}${helper}requests.get(url + "/JSSResource/a", auth=(user, pw))\n` }, {}, false);
  expect(whole.changed['script.py']).toContain(pythonHelper({ ...parts, parts: new Set(['token', 'requests']) }).trimEnd());
});

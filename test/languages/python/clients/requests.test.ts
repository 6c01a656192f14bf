import { expect, test } from 'vitest';
import { callsIn, script } from '../calls.ts';

const URL = '{JAMF_URL}/JSSResource/ebooks';

test.each([
  ['a pair', `requests.get(base + "/JSSResource/ebooks", auth=(user, password))`, `2 requests GET ${URL}: basic auth-argument api/{PW}`],
  [
    'a list in a variable',
    `pair = [user, password]\nrequests.get(base + "/JSSResource/ebooks", auth=pair)`,
    `3 requests GET ${URL}: basic auth-argument api/{PW}`,
  ],
  [
    'HTTPBasicAuth',
    `from requests.auth import HTTPBasicAuth\nrequests.post(f"{base}/JSSResource/ebooks/id/0", auth=HTTPBasicAuth(user, password))`,
    `3 requests POST ${URL}/id/0: basic auth-argument api/{PW}`,
  ],
  [
    'request()',
    `requests.request("DELETE", "%s/JSSResource/ebooks" % base, auth=(user, password))`,
    `2 requests DELETE ${URL}: basic auth-argument api/{PW}`,
  ],
  [
    'keywords',
    `requests.request(method="put", url="{}/JSSResource/ebooks".format(base), auth=(user, password))`,
    `2 requests PUT ${URL}: basic auth-argument api/{PW}`,
  ],
  [
    'a dictionary of arguments',
    `options = {"verify": False, "auth": (user, password)}\nrequests.get(base + "/JSSResource/ebooks", **options)`,
    `3 requests GET ${URL}: basic auth-argument api/{PW}`,
  ],
  [
    'a session',
    `s = requests.Session()\ns.auth = (user, password)\ns.get(base + "/JSSResource/ebooks")`,
    `4 requests GET ${URL}: basic session api/{PW}`,
  ],
  [
    'a session in a with statement',
    `with requests.session() as s:\n  s.auth = user, password\n  s.put(base + "/JSSResource/ebooks")`,
    `4 requests PUT ${URL}: basic session api/{PW}`,
  ],
  [
    'a header',
    `import base64\ntoken = base64.b64encode(f"{user}:{password}".encode()).decode()\nrequests.get(base + "/JSSResource/ebooks", headers={"Authorization": "Basic " + token})`,
    `4 requests GET ${URL}: basic authorization-header api/{PW}`,
  ],
  [
    'a header set later',
    `h = {}\nh["authorization"] = "Basic %s" % os.environ["ENC"]\nrequests.get(base + "/JSSResource/ebooks", headers=h)`,
    `4 requests GET ${URL}: basic authorization-header`,
  ],
  [
    'session headers',
    `s = requests.Session()\ns.headers.update({"Authorization": "Basic " + os.environ["ENC"]})\ns.get(base + "/JSSResource/ebooks")`,
    `4 requests GET ${URL}: basic authorization-header`,
  ],
  [
    'a prepared request',
    `r = requests.Request("GET", base + "/JSSResource/ebooks", auth=(user, password))\nrequests.Session().send(r.prepare())`,
    `3 requests GET ${URL}: basic auth-argument api/{PW}`,
  ],
  [
    'user information in the URL',
    `requests.get("https://api:pw@jamf.example/JSSResource/ebooks")`,
    '2 requests GET https://api:pw@jamf.example/JSSResource/ebooks: basic url-userinfo api/pw',
  ],
  [
    'an auth class of its own that signs with Basic',
    `class Auth(requests.auth.AuthBase):\n  def __call__(self, r):\n    r.headers["Authorization"] = "Basic " + os.environ["ENC"]\n    return r\nrequests.get(base + "/JSSResource/ebooks", auth=Auth())`,
    `6 requests GET ${URL}: basic auth-argument`,
  ],
])('%s', async (_name, lines, expected) => {
  expect(await callsIn(script(lines))).toEqual([expected]);
});

test.each([
  ['no credentials', `requests.get(base + "/JSSResource/ebooks")`, 'none'],
  [
    'a bearer token',
    `requests.get(base + "/JSSResource/ebooks", headers={"Authorization": "Bearer " + token})`,
    'bearer authorization-header',
  ],
  ['auth=None', `requests.get(base + "/JSSResource/ebooks", auth=None)`, 'none'],
  ['an empty tuple', `requests.get(base + "/JSSResource/ebooks", auth=())`, 'none'],
  ['digest', `requests.get(base + "/JSSResource/ebooks", auth=requests.auth.HTTPDigestAuth(user, password))`, 'digest auth-argument'],
  [
    'an auth class of its own that signs with a token',
    `class Auth(requests.auth.AuthBase):\n  def __init__(self, t):\n    self.t = t\n  def __call__(self, r):\n    r.headers["Authorization"] = f"Bearer {self.t}"\n    return r\nrequests.get(base + "/JSSResource/ebooks", auth=Auth(token))`,
    'bearer auth-argument',
  ],
  [
    'a session whose auth is cleared',
    `s = requests.Session()\ns.auth = (user, password)\ns.auth = ()\ns.headers["Authorization"] = "Bearer " + token\ns.get(base + "/JSSResource/ebooks")`,
    'bearer authorization-header',
  ],
  [
    'a header that is taken out again',
    `h = {"Authorization": "Basic " + token}\ndel h["Authorization"]\nrequests.get(base + "/JSSResource/ebooks", headers=h)`,
    'none',
  ],
  [
    'a header that is replaced',
    `h = {"Authorization": "Basic " + token}\nh["Authorization"] = "Bearer " + token\nrequests.get(base + "/JSSResource/ebooks", headers=h)`,
    'bearer authorization-header',
  ],
])('%s is not Basic', async (_name, lines, expected) => {
  const calls = await callsIn(script(lines));
  expect(calls.map((call) => call.slice(call.lastIndexOf(': ') + 2))).toEqual([expected]);
});

test.each([
  ['a comment', '# requests.get(base + "/JSSResource/ebooks", auth=(user, password))'],
  ['a docstring', 'def run():\n  """requests.get(base + "/JSSResource/ebooks", auth=(user, password))"""'],
  ['a string', `example = 'requests.get(base + "/JSSResource/ebooks", auth=(user, password))'`],
  ['an exception class', 'requests.exceptions.HTTPError("/JSSResource/ebooks", user, password)'],
  ['a function of its own', 'def get(url, auth): pass\nget(base + "/JSSResource/ebooks", auth=(user, password))'],
  ['a dictionary', 'd = {}\nd.get("/JSSResource/ebooks", (user, password))'],
])('%s is no call', async (_name, lines) => {
  expect(await callsIn(script(lines))).toEqual([]);
});

test('the token call of a session and the calls that use the token are told apart', async () => {
  const calls = await callsIn(
    script(
      's = requests.Session()',
      's.auth = (user, password)',
      'token = s.post(base + "/api/v1/auth/token").json()["token"]',
      's.auth = None',
      's.headers.update({"Authorization": "Bearer " + token})',
      's.get(base + "/JSSResource/ebooks")',
    ),
  );
  expect(calls).toEqual([
    '4 requests POST {JAMF_URL}/api/v1/auth/token: basic session api/{PW}',
    '7 requests GET {JAMF_URL}/JSSResource/ebooks: bearer authorization-header',
  ]);
});

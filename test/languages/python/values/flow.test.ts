import { expect, test } from 'vitest';
import { basicIn, callsIn, script } from '../calls.ts';

test.each([
  [
    'a reassignment',
    ['u = "/uapi/x"', 'u = "/JSSResource/sites"', 'requests.get(base + u, auth=(user, password))'],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'two branches',
    ['if test: u = "/JSSResource/sites"', 'else: u = "/JSSResource/scripts"', 'requests.get(base + u, auth=(user, password))'],
    '4 {JAMF_URL}/JSSResource/sites or {JAMF_URL}/JSSResource/scripts',
  ],
  [
    'a function',
    ['def get(path):', '  return requests.get(base + path, auth=(user, password))', 'get("/JSSResource/sites")'],
    '3 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a default',
    ['def get(path="/JSSResource/sites"):', '  return requests.get(base + path, auth=(user, password))', 'get()'],
    '3 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a keyword',
    ['def get(path, **options):', '  return requests.get(base + path, **options)', 'get(path="/JSSResource/sites", auth=(user, password))'],
    '3 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'positional arguments',
    ['def get(*args):', '  return requests.get(*args, auth=(user, password))', 'get(base + "/JSSResource/sites")'],
    '3 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'what a function returns',
    ['def url():', '  return base + "/JSSResource/sites"', 'requests.get(url(), auth=(user, password))'],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a lambda',
    ['url = lambda kind: base + "/JSSResource/" + kind', 'requests.get(url("sites"), auth=(user, password))'],
    '3 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a global',
    [
      'def login():',
      '  global pair',
      '  pair = (user, password)',
      'def get():',
      '  requests.get(base + "/JSSResource/sites", auth=pair)',
      'login(); get()',
    ],
    '6 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a global that a function sets which nothing calls',
    ['def login():', '  global pair', '  pair = (user, password)', 'def get():', '  requests.get(base + "/JSSResource/sites", auth=pair)'],
    '6 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'partial',
    ['import functools', 'get = functools.partial(requests.get, auth=(user, password))', 'get(base + "/JSSResource/sites")'],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a thread',
    [
      'import threading',
      'def run(path):',
      '  requests.get(base + path, auth=(user, password))',
      'threading.Thread(target=run, args=("/JSSResource/sites",)).start()',
    ],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a decorated function',
    ['@retry(3)', 'def get(path):', '  requests.get(base + path, auth=(user, password))', 'get("/JSSResource/sites")'],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
])('%s', async (_name, lines, expected) => {
  expect(await basicIn(script(...lines))).toEqual([expected]);
});

const CLIENT = [
  'class Client:',
  '  def __init__(self, url, user, pw):',
  '    self.url = url',
  '    self.session = requests.Session()',
  '    self.session.auth = (user, pw)',
];

test.each([
  [
    'a method',
    [
      ...CLIENT,
      '  def get(self, path):',
      '    return self.session.get(self.url + path)',
      'Client(base, user, password).get("/JSSResource/sites")',
    ],
    '8 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a method that nothing calls',
    [...CLIENT, '  def sites(self):', '    return self.session.get(self.url + "/JSSResource/sites")'],
    '8 {url}/JSSResource/sites',
  ],
  [
    'a property',
    [
      ...CLIENT,
      '  @property',
      '  def api(self):',
      '    return self.url + "/JSSResource"',
      '  def sites(self):',
      '    return self.session.get(self.api + "/sites")',
      'Client(base, user, password).sites()',
    ],
    '11 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a class attribute',
    [
      'class Client:',
      '  root = base + "/JSSResource"',
      '  def sites(self):',
      '    return requests.get(self.root + "/sites", auth=(user, password))',
      'Client().sites()',
    ],
    '5 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a subclass that authenticates',
    [
      'class Base:',
      '  def get(self, path):',
      '    return self.session.get(base + path)',
      'class Jamf(Base):',
      '  def __init__(self):',
      '    self.session = requests.Session()',
      '    self.session.auth = (user, password)',
      '  def sites(self):',
      '    return self.get("/JSSResource/sites")',
    ],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a property setter',
    [
      'class Client:',
      '  def __init__(self):',
      '    self.session = requests.Session()',
      '  @property',
      '  def user(self):',
      '    return self.session.auth[0]',
      '  @user.setter',
      '  def user(self, value):',
      '    self.session.auth = (value, "")',
      'c = Client()',
      'c.user = user',
      'c.session.get(base + "/JSSResource/sites")',
    ],
    '13 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a subclass of Session',
    [
      'class Jamf(requests.Session):',
      '  def __init__(self, pair):',
      '    super().__init__()',
      '    self.auth = pair',
      'Jamf((user, password)).get(base + "/JSSResource/sites")',
    ],
    '6 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'Session.get through super',
    [
      'class Jamf(requests.Session):',
      '  def get(self, path, **kw):',
      '    return super(Jamf, self).get(base + "/JSSResource" + path, auth=(user, password), **kw)',
      'Jamf().get("/sites")',
    ],
    '4 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a dataclass',
    [
      'from dataclasses import dataclass',
      '@dataclass',
      'class Client:',
      '  url: str',
      '  pair: tuple',
      '  def sites(self):',
      '    return requests.get(self.url + "/JSSResource/sites", auth=self.pair)',
      'Client(base, (user, password)).sites()',
    ],
    '8 {JAMF_URL}/JSSResource/sites',
  ],
  [
    'a class method',
    [
      'class Client:',
      '  pair = (user, password)',
      '  @classmethod',
      '  def sites(cls):',
      '    return requests.get(base + "/JSSResource/sites", auth=cls.pair)',
      'Client.sites()',
    ],
    '6 {JAMF_URL}/JSSResource/sites',
  ],
])('%s', async (_name, lines, expected) => {
  expect(await basicIn(script(...lines))).toEqual([expected]);
});

test.each([
  [
    'Basic on the token endpoint, the token elsewhere',
    [
      'def send(path, **kw):',
      '  return requests.get(base + path, **kw)',
      'send("/api/v1/auth/token", auth=(user, password))',
      'send("/JSSResource/sites", headers={"Authorization": "Bearer " + token})',
    ],
    ['3 {JAMF_URL}/api/v1/auth/token'],
  ],
  [
    'a credential that only another caller passes',
    [
      'def send(path, pair=None):',
      '  if pair:',
      '    return requests.post(base + path, auth=pair)',
      '  return requests.get(base + path, headers=bearer)',
      'send("/api/v1/auth/token", (user, password))',
      'send("/JSSResource/sites")',
    ],
    ['4 {JAMF_URL}/api/v1/auth/token'],
  ],
  [
    'two instances of one class',
    [
      'class Client:',
      '  def __init__(self, url, pair=None):',
      '    self.url, self.pair = url, pair',
      '  def get(self, path):',
      '    return requests.get(self.url + path, auth=self.pair)',
      'Client("https://wiki.example", (user, password)).get("/rest/pages")',
      'Client(base).get("/JSSResource/sites")',
    ],
    ['6 https://wiki.example/rest/pages'],
  ],
  [
    'a return in front',
    ['def get(path):', '  return None', '  requests.get(base + path, auth=(user, password))', 'get("/JSSResource/sites")'],
    [],
  ],
])('%s', async (_name, lines, expected) => {
  expect(await basicIn(script(...lines))).toEqual(expected);
});

test('a header in one branch and credentials in the other are alternatives of one call', async () => {
  const calls = await callsIn(
    script(
      'headers, pair = {}, None',
      'if token: headers = {"Authorization": "Bearer " + token}',
      'else: pair = (user, password)',
      'requests.get(base + "/JSSResource/sites", headers=headers, auth=pair)',
    ),
  );
  expect(calls.map((call) => call.slice(call.lastIndexOf(': ') + 2)).sort()).toEqual([
    'basic auth-argument api/{PW}',
    'bearer authorization-header',
    'none',
  ]);
});

test.each([
  ['recursion', 'def f(u): return f(u + "/JSSResource")\nrequests.get(f(base), auth=(user, password))'],
  [
    'two functions that call each other',
    'def f(): return g()\ndef g(): return f()\nrequests.get(f(), auth=(user, password))  # JSSResource',
  ],
  ['a class that inherits itself', 'class A(A): pass\nrequests.get(A().url, auth=(user, password))  # JSSResource'],
  ['an endless loop', 'u = base\nwhile True:\n  u += "/JSSResource"\n  requests.get(u, auth=(user, password))'],
  [
    'many alternatives',
    `${Array.from({ length: 12 }, (_, i) => `if t${i}: base += "/${i}"`).join('\n')}\nrequests.get(base + "/JSSResource", auth=(user, password))`,
  ],
  [
    'a long chain of operators',
    `u = ${Array.from({ length: 3000 }, () => 'base').join(' + ')}\nrequests.get("/JSSResource", auth=(user, password))`,
  ],
])('%s comes to an end', async (_name, lines) => {
  expect((await callsIn(script(lines))).length).toBeLessThan(20);
});

test('values that grow without end are cut off in time', async () => {
  const branches = Array.from({ length: 8 }, (_, index) => `if t${index}: u += "/${index}" + base`);
  const lines = [
    ...branches,
    ...Array.from({ length: 60 }, () => 'u = u + u + base'),
    'def f():',
    ...Array.from({ length: 200 }, () => '  v = u + u'),
    '  return v',
  ];
  const calls = await callsIn(script('u = base', ...lines, 'for i in x: requests.get(f() + "/JSSResource", auth=(user, password))'));
  expect(calls).toHaveLength(1);
});

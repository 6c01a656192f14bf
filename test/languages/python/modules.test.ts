import { expect, test } from 'vitest';
import { basicIn, extraction } from './calls.ts';

const CLIENT = 'import requests\nfrom .settings import ROOT, PAIR\ndef get(path):\n  return requests.get(ROOT + path, auth=PAIR)\n';
const SETTINGS = 'HOST = "https://j"\nROOT = HOST + "/JSSResource"\nPAIR = ("a", "b")\n';

test.each([
  [
    'a module',
    { 'a.py': 'import conf, requests\nrequests.get(conf.ROOT + "/sites", auth=conf.PAIR)', 'conf.py': SETTINGS },
    ['a.py:2 https://j/JSSResource/sites'],
  ],
  [
    'a name of a module',
    { 'a.py': 'from conf import ROOT as r\nimport requests\nrequests.get(r, auth=("a", "b"))', 'conf.py': SETTINGS },
    ['a.py:3 https://j/JSSResource'],
  ],
  [
    'everything of a module',
    { 'a.py': 'from conf import *\nimport requests\nrequests.get(ROOT, auth=PAIR)', 'conf.py': SETTINGS },
    ['a.py:3 https://j/JSSResource'],
  ],
  [
    'a package',
    { 'p/__init__.py': '', 'p/client.py': CLIENT, 'p/settings.py': SETTINGS, 'main.py': 'from p.client import get\nget("/sites")' },
    ['p/client.py:4 https://j/JSSResource/sites'],
  ],
  [
    'a re-export',
    {
      'p/__init__.py': 'from .client import get',
      'p/client.py': CLIENT,
      'p/settings.py': SETTINGS,
      'main.py': 'import p\np.get("/sites")',
    },
    ['p/client.py:4 https://j/JSSResource/sites'],
  ],
  [
    'from . import',
    {
      'p/__init__.py': '',
      'p/a.py': 'from . import settings\nimport requests\nrequests.get(settings.ROOT, auth=settings.PAIR)',
      'p/settings.py': SETTINGS,
    },
    ['p/a.py:3 https://j/JSSResource'],
  ],
  [
    'a folder above',
    {
      'p/__init__.py': '',
      'p/q/__init__.py': '',
      'p/q/a.py': 'from ..settings import ROOT, PAIR\nimport requests\nrequests.get(ROOT, auth=PAIR)',
      'p/settings.py': SETTINGS,
    },
    ['p/q/a.py:3 https://j/JSSResource'],
  ],
  [
    'a folder without __init__',
    { 'main.py': 'import lib.conf as c, requests\nrequests.get(c.ROOT, auth=c.PAIR)', 'lib/conf.py': SETTINGS },
    ['main.py:2 https://j/JSSResource'],
  ],
  [
    'a session made elsewhere',
    {
      's.py': 'import requests\nsession = requests.Session()\nsession.auth = ("a", "b")',
      'main.py': 'from s import session\nsession.get("https://j/JSSResource/sites")',
    },
    ['main.py:2 https://j/JSSResource/sites'],
  ],
  [
    'a base class elsewhere',
    {
      'base.py': 'import requests\nclass Api:\n  def get(self, path):\n    return requests.get(self.root + path, auth=self.pair)',
      'jamf.py':
        'from base import Api\nclass Jamf(Api):\n  root = "https://j/JSSResource"\n  pair = ("a", "b")\n  def sites(self):\n    return self.get("/sites")',
    },
    ['base.py:4 https://j/JSSResource/sites'],
  ],
  [
    'an object that comes in as a parameter named for its class',
    {
      'server.py':
        'import requests\nclass Server:\n  def __init__(self, url, user, pw):\n    self.url, self.auth = url, (user, pw)\n  def get(self, path):\n    return requests.get(self.url + path, auth=self.auth)',
      'kinds.py':
        'import server\nclass Sites:\n  def __init__(self, server):\n    self.server = server\n  def load(self):\n    return self.server.get("/JSSResource/sites")',
    },
    ['server.py:6 {url}/JSSResource/sites'],
  ],
  [
    'an example of settings that are kept out of the repository',
    { 'a.py': 'import conf, requests\nrequests.get(conf.ROOT, auth=conf.PAIR)  # JSS', 'conf.py.example': SETTINGS },
    ['a.py:2 https://j/JSSResource'],
  ],
  [
    'settings that another script writes',
    {
      'a.py': 'import conf, requests\nrequests.get(conf.root, auth=("a", "b"))  # JSS',
      'setup.py': 'host = input()\ntext = f"""root = \'https://{host}/JSSResource\'\n"""\nopen("conf.py", "w").write(text)',
    },
    ['a.py:2 https://{host}/JSSResource'],
  ],
  [
    'a circle of imports',
    {
      'a.py': 'import b, requests\nROOT = "https://j/JSSResource"\nb.run()',
      'b.py': 'import a, requests\ndef run():\n  requests.get(a.ROOT, auth=("a", "b"))',
    },
    ['b.py:3 https://j/JSSResource'],
  ],
])('%s', async (_name, files, expected) => {
  const found = await basicIn(files as Record<string, string>);
  expect(found).toEqual(expected);
});

test.each([
  [
    'a module of the same name in another program',
    { 'one/a.py': 'import conf, requests\nrequests.get(conf.ROOT, auth=("a", "b"))  # JSSResource', 'two/conf.py': SETTINGS },
  ],
  [
    'a module that is not there',
    { 'a.py': 'from nowhere import ROOT\nimport requests\nrequests.get(ROOT, auth=("a", "b"))  # JSSResource' },
  ],
])('%s gives no Classic URL', async (_name, files) => {
  const found = await basicIn(files as Record<string, string>);
  expect(found.map((line) => line.slice(line.indexOf(' ') + 1))).toEqual(['{ROOT}']);
});

test('the place where the credentials are attached is a related location', async () => {
  const { calls } = await extraction({
    's.py': 'import requests\nsession = requests.Session()\nsession.auth = ("a", "b")',
    'main.py': 'from s import session\nsession.get("https://j/JSSResource/sites")',
  });
  expect(calls.map((call) => call.related.map(({ span, message }) => `${span.file}:${span.start} ${message}`))).toEqual([
    ['s.py:45 the credentials are attached here'],
  ]);
});

import { expect, test } from 'vitest';
import { callsIn } from '../calls.ts';

test.each([
  [
    'httpx',
    'import httpx\nhttpx.get("https://j/JSSResource/sites", auth=("a", "b"))',
    '2 httpx GET https://j/JSSResource/sites: basic auth-argument a/b',
  ],
  [
    'httpx.Client with a base URL',
    'import httpx\nc = httpx.Client(base_url="https://j/JSSResource/", auth=httpx.BasicAuth("a", "b"))\nc.get("/sites")',
    '3 httpx GET https://j/JSSResource/sites: basic session a/b',
  ],
  [
    'httpx.AsyncClient',
    'import httpx\nasync def run():\n  async with httpx.AsyncClient(auth=("a", "b")) as c:\n    await c.get("https://j/JSSResource/sites")',
    '4 httpx GET https://j/JSSResource/sites: basic session a/b',
  ],
  [
    'aiohttp',
    'import aiohttp\nasync def run():\n  async with aiohttp.ClientSession(auth=aiohttp.BasicAuth("a", "b")) as s:\n    async with s.get("https://j/JSSResource/sites") as r:\n      pass',
    '4 aiohttp GET https://j/JSSResource/sites: basic session a/b',
  ],
  [
    'a request of aiohttp',
    'from aiohttp import ClientSession, BasicAuth\nasync def run():\n  s = ClientSession()\n  await s.put("https://j/JSSResource/sites", auth=BasicAuth("a", "b"))',
    '4 aiohttp PUT https://j/JSSResource/sites: basic auth-argument a/b',
  ],
  [
    'http.client',
    'import http.client\nc = http.client.HTTPSConnection("j", 8443)\nc.request("GET", "/JSSResource/sites", headers={"Authorization": "Basic " + enc})',
    '3 httplib GET https://j:8443/JSSResource/sites: basic authorization-header',
  ],
  [
    'httplib, step by step',
    'import httplib\nc = httplib.HTTPSConnection("j")\nc.putrequest("PUT", "/JSSResource/sites")\nc.putheader("Authorization", "Basic %s" % enc)\nc.endheaders()',
    '5 httplib PUT https://j/JSSResource/sites: basic authorization-header',
  ],
  [
    'httplib2',
    'import httplib2\nh = httplib2.Http()\nh.add_credentials("a", "b")\nh.request("https://j/JSSResource/sites", "POST")',
    '4 httplib2 POST https://j/JSSResource/sites: basic session a/b',
  ],
  [
    'urllib3',
    'import urllib3\nh = urllib3.make_headers(basic_auth="a:b")\nurllib3.PoolManager().request("GET", "https://j/JSSResource/sites", headers=h)',
    '3 urllib3 GET https://j/JSSResource/sites: basic authorization-header a/b',
  ],
  [
    'pycurl',
    'import pycurl\nc = pycurl.Curl()\nc.setopt(c.URL, "https://j/JSSResource/sites")\nc.setopt(pycurl.USERPWD, "%s:%s" % ("a", "b"))\nc.perform()',
    '5 pycurl GET https://j/JSSResource/sites: basic user-option a/b',
  ],
])('%s', async (_name, script, expected) => {
  expect(await callsIn(script)).toEqual([expected]);
});

test.each([
  [
    'httpx with a bearer header',
    'import httpx\nhttpx.get("https://j/JSSResource/sites", headers={"Authorization": "Bearer " + t})',
    'bearer authorization-header',
  ],
  ['an aiohttp session without auth', 'import aiohttp\ns = aiohttp.ClientSession()\ns.get("https://j/JSSResource/sites")', 'none'],
  [
    'pycurl with a token',
    'import pycurl\nc = pycurl.Curl()\nc.setopt(c.URL, "https://j/JSSResource/sites")\nc.setopt(c.HTTPHEADER, ["Authorization: Bearer " + t])\nc.perform()',
    'bearer authorization-header',
  ],
  [
    'make_headers without credentials',
    'import urllib3\nurllib3.PoolManager().request("GET", "https://j/JSSResource/sites", headers=urllib3.make_headers(keep_alive=True))',
    'none',
  ],
])('%s is not Basic', async (_name, script, expected) => {
  const calls = await callsIn(script);
  expect(calls.map((call) => call.slice(call.lastIndexOf(': ') + 2))).toEqual([expected]);
});

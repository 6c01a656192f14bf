import { expect, test } from 'vitest';
import { callsIn } from '../calls.ts';

test.each([
  [
    'urllib2, the header added to the request',
    'import urllib2, base64\nr = urllib2.Request("https://j/JSSResource/sites")\nr.add_header("Authorization", "Basic " + base64.encodestring("%s:%s" % (u, p)).strip())\nurllib2.urlopen(r)',
    '4 urllib GET https://j/JSSResource/sites: basic authorization-header {u}/{p}',
  ],
  [
    'Python 2 base64 codec',
    'import urllib2\nr = urllib2.Request("https://j/JSSResource/sites", None, {"Authorization": "Basic " + ("a:b".encode("base64"))})\nprint urllib2.urlopen(r).read()',
    '3 urllib GET https://j/JSSResource/sites: basic authorization-header a/b',
  ],
  [
    'urllib.request with a method',
    'from urllib.request import Request, urlopen\nr = Request("https://j/JSSResource/sites", data=b"<site/>", method="PUT", headers={"Authorization": f"Basic {t}"})\nurlopen(r)',
    '3 urllib PUT https://j/JSSResource/sites: basic authorization-header',
  ],
  [
    'get_method replaced by a lambda',
    'import urllib2\no = urllib2.build_opener(urllib2.HTTPHandler)\nr = urllib2.Request("https://j/JSSResource/sites", data)\nr.add_header("Authorization", "Basic " + t)\nr.get_method = lambda: "DELETE"\no.open(r)',
    '6 urllib DELETE https://j/JSSResource/sites: basic authorization-header',
  ],
  [
    'a password manager',
    'import urllib.request as q\nm = q.HTTPPasswordMgrWithDefaultRealm()\nm.add_password(None, "https://j", "a", "b")\no = q.build_opener(q.HTTPBasicAuthHandler(m))\no.open("https://j/JSSResource/sites")',
    '5 urllib GET https://j/JSSResource/sites: basic handler a/b',
  ],
  [
    'an installed opener',
    'import urllib2\nh = urllib2.HTTPBasicAuthHandler()\nh.add_password("Restful JSS Access", "https://j", "a", "b")\nurllib2.install_opener(urllib2.build_opener(h))\nurllib2.urlopen("https://j/JSSResource/sites")',
    '5 urllib GET https://j/JSSResource/sites: basic handler a/b',
  ],
  [
    'addheaders',
    'import urllib2\no = urllib2.build_opener()\no.addheaders = [("Authorization", "Basic " + t)]\no.open("https://j/JSSResource/sites")',
    '4 urllib GET https://j/JSSResource/sites: basic authorization-header',
  ],
  [
    'six.moves',
    'from six.moves.urllib.request import Request, urlopen\nr = Request("https://j/JSSResource/sites")\nr.add_unredirected_header("Authorization", "Basic " + t)\nurlopen(r)',
    '4 urllib GET https://j/JSSResource/sites: basic authorization-header',
  ],
  [
    'a subclass of Request',
    'import urllib2\nclass Put(urllib2.Request):\n  def get_method(self):\n    return "PUT"\nr = Put("https://j/JSSResource/sites")\nr.add_header("Authorization", "Basic " + t)\nurllib2.urlopen(r)',
    '7 urllib PUT https://j/JSSResource/sites: basic authorization-header',
  ],
])('%s', async (_name, script, expected) => {
  expect(await callsIn(script)).toEqual([expected]);
});

test.each([
  ['a request without a header', 'import urllib2\nurllib2.urlopen(urllib2.Request("https://j/JSSResource/sites"))'],
  [
    'a password for another host',
    'import urllib2\nh = urllib2.HTTPBasicAuthHandler()\nh.add_password(None, "https://other.example", "a", "b")\no = urllib2.build_opener(h)\no.open("https://jamf.example/JSSResource/sites")',
  ],
  [
    'a header of another request',
    'import urllib2\nr = urllib2.Request("https://j/api/v1/auth/token")\nr.add_header("Authorization", "Basic " + t)\nq = urllib2.Request("https://j/JSSResource/sites")\nurllib2.urlopen(q)',
  ],
])('%s carries nothing', async (_name, script) => {
  const calls = await callsIn(script);
  expect(calls.map((call) => call.slice(call.lastIndexOf(': ') + 2))).toEqual(['none']);
});

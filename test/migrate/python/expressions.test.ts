import { expect, test } from 'vitest';
import { serverOf } from '../../../src/migrate/python/expressions.ts';
import { nodeAt, parsePython } from '../../../src/migrate/python/tree.ts';

async function server(source: string): Promise<string | undefined> {
  const tree = await parsePython('x.py', `f(${source})`);
  return serverOf(tree, nodeAt(tree, 2, 2 + source.length));
}

test.each([
  ['url + "/JSSResource/computers"', 'url'],
  ['url + "/JSSResource/computers/id/%s" % number', 'url'],
  ['(url +\n  "/JSSResource/" + kind)', 'url'],
  ['"https://" + host + ":8443/JSSResource/" + kind', '"https://" + host + ":8443"'],
  ['"https://jamf.example.com/JSSResource/computers"', '"https://jamf.example.com"'],
  ['"https://jamf.example.com"', '"https://jamf.example.com"'],
  ['f"{url}/JSSResource/{kind}"', 'url'],
  ["f'{self.url}/JSSResource/x'", 'self.url'],
  ['f"https://{host}:8443/JSSResource/{kind}"', 'f"https://{host}:8443"'],
  ['f"{url!s}/JSSResource/{kind}"', 'f"{url!s}"'],
  ['"%s/JSSResource/%s" % (url, kind)', 'url'],
  ['"%s/JSSResource" % url', 'url'],
  ['"https://%s:%s/JSSResource/%s" % (host, port, kind)', '"https://%s:%s" % (host, port)'],
  ['"{}/JSSResource/{}".format(url, kind)', 'url'],
  ['"https://{}/JSSResource/{}".format(host, kind)', '"https://{}".format(host)'],
  ['"{0}/JSSResource/{1}".format(url, kind)', '"{0}/JSSResource/{1}".format(url, kind)'],
  ['api + "computers"', 'api + "computers"'],
  ['urljoin(url, "JSSResource/x")', 'urljoin(url, "JSSResource/x")'],
  ['settings["url"] + "/JSSResource/x"', 'settings["url"]'],
  ['url + "/JSSResourceful"', 'url + "/JSSResourceful"'],
])('%s: %s', async (source, expected) => {
  expect(await server(source)).toBe(expected);
});

test.each([
  'ask() + "/JSSResource/x"',
  'next(urls)',
  '(url := ask()) + "/JSSResource"',
  'lambda: url',
  '[u for u in urls][0]',
  '"""\nx\n""" + url',
])('%s is not evaluated twice', async (source) => {
  const tree = await parsePython('x.py', source);
  expect(serverOf(tree, nodeAt(tree, 0, source.length))).toBeUndefined();
});

import { expect, test } from 'vitest';
import { callsIn } from '../calls.ts';

/** The URL that an expression makes, the statements in front of it run first. */
async function url(expression: string, ...before: string[]): Promise<string> {
  const calls = await callsIn([...before, `import requests, os, sys`, `requests.get(${expression})  # JSSResource`, ''].join('\n'));
  return calls.map((call) => call.replace(/^\d+ requests GET (.*): none$/, '$1')).join('\n');
}

test.each([
  ['an f-string', 'f"{base}/JSSResource/{kind}"', '{base}/JSSResource/{kind}'],
  ['percent', '"%s/JSSResource/%s/id/%d" % (base, "sites", 5)', '{base}/JSSResource/sites/id/5'],
  ['percent with names', '"%(b)s/JSSResource" % {"b": base}', '{base}/JSSResource'],
  ['a doubled percent sign', '"%s/match/%%2A" % base', '{base}/match/%2A'],
  ['format', '"{}/JSSResource/{}".format(base, "sites")', '{base}/JSSResource/sites'],
  ['format with positions', '"{1}/JSSResource/{0}".format("sites", base)', '{base}/JSSResource/sites'],
  ['format with names', '"{b}/JSSResource/{k}".format(b=base, k="sites")', '{base}/JSSResource/sites'],
  ['a doubled brace', '"{}/{{x}}".format(base)', '{base}/{x}'],
  ['format_map', '"{b}/JSSResource".format_map({"b": base})', '{base}/JSSResource'],
  ['join', '"/".join([base, "JSSResource", "sites"])', '{base}/JSSResource/sites'],
  ['os.path.join', 'os.path.join(base, "JSSResource", "sites")', '{base}/JSSResource/sites'],
  ['neighbouring strings', '"https://j" "/JSSResource"', 'https://j/JSSResource'],
  ['a number', 'base + "/id/" + str(5)', '{base}/id/5'],
  ['rstrip', '"https://j/".rstrip("/") + "/JSSResource"', 'https://j/JSSResource'],
  ['replace', '"https://j/XX/sites".replace("XX", "JSSResource")', 'https://j/JSSResource/sites'],
  ['lower', '"HTTPS://J".lower() + "/JSSResource"', 'https://j/JSSResource'],
  ['a slice', '"https://j/"[:-1] + "/JSSResource"', 'https://j/JSSResource'],
  ['a conditional', '("https://a" if test else "https://b") + "/JSSResource"', 'https://a/JSSResource or https://b/JSSResource'],
  ['or', '(os.environ.get("JSS") or "https://j") + "/JSSResource"', '{JSS}/JSSResource or https://j/JSSResource'],
  ['a default of the environment', 'os.environ.get("JSS", "https://j") + "/JSSResource"', '{JSS}/JSSResource or https://j/JSSResource'],
  ['getenv', 'os.getenv("JSS") + "/JSSResource"', '{JSS}/JSSResource'],
  ['an argument of the script', 'sys.argv[1] + "/JSSResource"', '{argv[1]}/JSSResource'],
  ['an escape', '"https:\\x2f/j/JSSResource"', 'https://j/JSSResource'],
  ['a raw string', 'r"https://j/JSSResource/\\d"', 'https://j/JSSResource/\\d'],
])('%s', async (_name, expression, expected) => {
  expect(await url(expression)).toBe(expected);
});

test.each([
  ['urljoin', 'urljoin("https://j/jamf/", "JSSResource/sites")', 'https://j/jamf/JSSResource/sites'],
  ['urljoin of a file', 'urljoin("https://j/jamf", "JSSResource/sites")', 'https://j/JSSResource/sites'],
  ['urljoin of an absolute path', 'urljoin("https://j/jamf/", "/JSSResource/sites")', 'https://j/JSSResource/sites'],
  ['urljoin of an unknown', 'urljoin(base, "/JSSResource/sites")', '{base}/JSSResource/sites'],
])('%s', async (_name, expression, expected) => {
  expect(await url(expression, 'from urllib.parse import urljoin')).toBe(expected);
});

test.each([
  ['a dictionary', ['c = {"url": "https://j"}'], 'c["url"] + "/JSSResource"', 'https://j/JSSResource'],
  ['get of a dictionary', ['c = {"url": "https://j"}'], 'c.get("url") + "/JSSResource"', 'https://j/JSSResource'],
  ['a nested dictionary', ['c = {"jss": {"url": "https://j"}}'], 'c["jss"]["url"] + "/JSSResource"', 'https://j/JSSResource'],
  ['a settings file', ['import json', 'c = json.load(open("c.json"))'], 'c["jss_url"] + "/JSSResource"', '{jss_url}/JSSResource'],
  [
    'configparser',
    ['import configparser', 'c = configparser.ConfigParser()', 'c.read("x")'],
    'c.get("jss", "url") + "/JSSResource"',
    '{url}/JSSResource',
  ],
  [
    'configparser as a mapping',
    ['import configparser', 'c = configparser.ConfigParser()'],
    'c["jss"]["url"] + "/JSSResource"',
    '{url}/JSSResource',
  ],
  [
    'argparse',
    ['import argparse', 'p = argparse.ArgumentParser()', 'p.add_argument("-u", "--jss-url", default="https://j")', 'a = p.parse_args()'],
    'a.jss_url + "/JSSResource"',
    '{jss_url}/JSSResource or https://j/JSSResource',
  ],
  [
    'a loop over a list',
    ['for kind in ["sites", "scripts"]: last = "https://j/JSSResource/" + kind'],
    'last',
    'https://j/JSSResource/scripts',
  ],
  ['+=', ['u = "https://j"', 'u += "/JSSResource"'], 'u', 'https://j/JSSResource'],
  [
    'a template',
    ['from string import Template', 't = Template("$base/JSSResource")'],
    't.substitute(base="https://j")',
    'https://j/JSSResource',
  ],
  ['unpacking', ['host, kind = ("https://j", "sites")'], 'host + "/JSSResource/" + kind', 'https://j/JSSResource/sites'],
  ['a tuple of parts', ['parts = ("https://j", "JSSResource")'], '"/".join(parts)', 'https://j/JSSResource'],
  ['input', ['u = input("URL: ")'], 'u + "/JSSResource"', '{input}/JSSResource'],
])('%s', async (_name, before, expression, expected) => {
  expect(await url(expression, ...before)).toBe(expected);
});

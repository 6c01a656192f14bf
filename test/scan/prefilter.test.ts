import { expect, test } from 'vitest';
import { hasClient, mentionsJamf, searchable } from '../../src/scan/prefilter.ts';

test.each([
  ['shell', 'curl -s x'],
  ['shell', '/usr/bin/wget x'],
  ['shell', 'nscurl x'],
  ['shell', 'http GET x'],
  ['shell', 'CURL="/usr/bin/curl"'],
  ['shell', 'x=/JSSResource/computers'],
  ['python', 'import requests'],
  ['python', 'import urllib2'],
  ['python', 'from http.client import HTTPSConnection'],
  ['python', 'import httplib'],
  ['python', 'import httpx'],
  ['python', 'import aiohttp'],
  ['python', 'subprocess.check_output(cmd)'],
  ['python', 'os.system(cmd)'],
  ['typescript', 'await fetch(url)'],
  ['typescript', "import axios from 'axios'"],
  ['typescript', "require('https')"],
  ['typescript', 'UrlFetchApp.fetch(url)'],
  ['typescript', 'new XMLHttpRequest()'],
  ['typescript', '$.ajax({})'],
  ['typescript', "require('child_process')"],
] as const)('%s: %j may hold a call', (language, text) => {
  expect(hasClient(language, text)).toBe(true);
});

test.each([
  ['shell', 'jamf recon\necho "done"\n'],
  ['shell', 'defaults read /Library/Preferences/com.example.plist\n'],
  ['python', 'import sys\nprint(sys.argv)\n'],
  ['typescript', 'export const add = (a: number, b: number) => a + b;\n'],
] as const)('%s: %j holds none', (language, text) => {
  expect(hasClient(language, text)).toBe(false);
});

test.each([
  ['https://x/JSSResource', true],
  ['Casper Suite', true],
  ['JAMF', true],
  ['munki', false],
])('%j speaks of Jamf: %s', (text, expected) => {
  expect(mentionsJamf(text)).toBe(expected);
});

test('UTF-16 is searched as text', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('curl jamf', 'utf16le')]);
  expect(hasClient('shell', searchable(bytes))).toBe(true);
});

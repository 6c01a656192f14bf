import { expect, test } from 'vitest';
import { isServer, isServerName, mentionsServer } from '../../src/http/servers.ts';
import { classifyUrl } from '../../src/http/url.ts';
import { loadRules } from '../../src/rules/load.ts';
import { value } from '../support/sequence.ts';

const SERVERS = ['mdm.acme.example', '*.fleet.example', 'box:8444'];
const { endpoints } = await loadRules();
const data = { ...endpoints, jamf: { ...endpoints.jamf, servers: SERVERS } };

test.each(['mdm.example.com', '*.example.com', 'mdm.example.com:8443', 'mdm', '10.0.0.7', 'a_b.example.com'])('%s is a host', (name) =>
  expect(isServerName(name)).toBe(true),
);
test.each(['', 'https://mdm.example.com', 'mdm.example.com/', 'a b', '*', '*.', 'a..b', 'user@host', '-a', 'a'.repeat(300)])(
  '%s is none',
  (name) => expect(isServerName(name)).toBe(false),
);

test.each<[string, boolean]>([
  ['mdm.acme.example', true],
  ['MDM.acme.example', true],
  ['mdm.acme.example:8443', true],
  ['x.mdm.acme.example', false],
  ['a.fleet.example', true],
  ['a.b.fleet.example:443', true],
  ['fleet.example', false],
  ['box:8444', true],
  ['box', false],
  ['box:84444', false],
])('%s is one of the servers: %s', (host, expected) => expect(isServer(host, SERVERS)).toBe(expected));

test.each<[string, boolean]>([
  ['url="https://mdm.acme.example/x"', true],
  ['see mdm.acme.example.', true],
  ['mdm.acme.example.org', false],
  ['xmdm.acme.example', false],
  ['mdmxacme.example', false],
  ['https://a.fleet.example:8443', true],
  ['fleet.example', false],
])('%s names one: %s', (text, expected) => expect(mentionsServer(text, SERVERS)).toBe(expected));

// A URL; what it is without the servers, and with them.
test.each<[string, string, string]>([
  ['https://mdm.acme.example/<path>', 'other', 'unknown'],
  ['https://mdm.acme.example/ctx/<path>', 'other', 'unknown'],
  ['mdm.acme.example/<path>', 'other', 'unknown'],
  ['https://user@mdm.acme.example:4443/<path>/id/5', 'other', 'unknown'],
  ['https://mdm.acme.example/JSSResource/sites', 'classic', 'classic'],
  ['https://mdm.acme.example/api/v1/<x>', 'other', 'other'],
  ['https://mdm.acme.example/status', 'other', 'other'],
  ['https://mdm.acme.example', 'other', 'other'],
  ['https://mdm.acme.example/api/v1/auth/token', 'token', 'token'],
  ['https://www.acme.example/<path>', 'other', 'other'],
  ['https://www.acme.example/ctx/<path>', 'other', 'other'],
])('%s is %s, with the servers %s', (url, without, within) => {
  expect(classifyUrl(value(url), endpoints)[0]!.api).toBe(without);
  expect(classifyUrl(value(url), data)[0]!.api).toBe(within);
});

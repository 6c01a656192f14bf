import { describe, expect, test } from 'vitest';
import { classifyUrl } from '../../src/http/url.ts';
import { loadRules } from '../../src/rules/load.ts';
import { display } from '../../src/values/text.ts';
import { value } from '../support/sequence.ts';

const { endpoints: data } = await loadRules();

function classify(written: string) {
  return classifyUrl(value(written), data)[0]!;
}

// A URL (`<name>` is unknown), its base and its resource.
const CLASSIC: [url: string, base: string, resource: string][] = [
  ['https://jamf.example.com/JSSResource/computers', 'https://jamf.example.com', 'computers'],
  ['https://jamf.example.com:8443/JSSResource/computers/id/5', 'https://jamf.example.com:8443', 'computers/id/5'],
  ['https://example.com/jamf/JSSResource/policies', 'https://example.com/jamf', 'policies'],
  ['https://example.com:8443/a/b/JSSResource/policies', 'https://example.com:8443/a/b', 'policies'],
  ['<url>/JSSResource/computers/id/<id>', '{url}', 'computers/id/{}'],
  ['<url>JSSResource/computers', '{url}', 'computers'],
  ['<url>//JSSResource/computers', '{url}', 'computers'],
  ['https://<host>/JSSResource/categories', 'https://{host}', 'categories'],
  ['https://<host>:<port>/JSSResource/categories', 'https://{host}:{port}', 'categories'],
  ['https://<host>.jamfcloud.com/JSSResource/sites', 'https://{host}.jamfcloud.com', 'sites'],
  ['<scheme>://<host>/JSSResource/sites', '{scheme}://{host}', 'sites'],
  ['http<s>://<host>/JSSResource/sites', 'http{s}://{host}', 'sites'],
  ['<url>/JSSResource', '{url}', ''],
  ['<url>/JSSResource/', '{url}', ''],
  ['<url>/JSSResource<path>', '{url}', '{}'],
  ['<url>/JSSResource/<path>', '{url}', '{}'],
  ['<url>/JSSResource/<type>/<kind>/<id>', '{url}', '{}/{}/{}'],
  ['<url>/JSSResource/<a><b>', '{url}', '{}'],
  ['<url>/JSSResource/computers/', '{url}', 'computers'],
  ['<url>/JSSResource//computers//id/5', '{url}', 'computers/id/5'],
  ['<url>/JSSResource/computers?page=1', '{url}', 'computers'],
  ['<url>/JSSResource/computers#top', '{url}', 'computers'],
  ['<url>/JSSResource/computers/id/<id>?x=<y>', '{url}', 'computers/id/{}'],
  ['<url>/JSSResource?x=y', '{url}', ''],
  ['<url>/JSSResource/policies/id/{1,2,3}', '{url}', 'policies/id/{}'],
  ['<url>/JSSResource/policies/id/[1-9]', '{url}', 'policies/id/{}'],
  ['<url>/JSSResource/policies/id/{<ids>}', '{url}', 'policies/id/{}'],
  ['<url>/JSSResource/computers/name/mac-<n>', '{url}', 'computers/name/mac-{}'],
  ['<url>/JSSResource/computers/name/<n>.example', '{url}', 'computers/name/{}.example'],
  ['<url>/JSSResource/policies/name/Install%20Editor', '{url}', 'policies/name/Install%20Editor'],
  ['<url>/jssresource/computers', '{url}', 'computers'],
  ['<url>/JSSRESOURCE/computers', '{url}', 'computers'],
  ['/JSSResource/computers', '', 'computers'],
  ['JSSResource/computers', '', 'computers'],
  ['jamf.example.com/JSSResource/computers', 'jamf.example.com', 'computers'],
  ['"https://jamf.example.com/JSSResource/computers"', 'https://jamf.example.com', 'computers'],
  [' <url>/JSSResource/computers ', '{url}', 'computers'],
  ['https://<user>:<password>@<host>/JSSResource/users', 'https://{user}:{password}@{host}', 'users'],
  ['https://127.0.0.1:8443/JSSResource/users', 'https://127.0.0.1:8443', 'users'],
  ['http://jamf.example.com:9006/JSSResource/users', 'http://jamf.example.com:9006', 'users'],
];

test.each(CLASSIC)('%s is Classic', (url, base, resource) => {
  const endpoint = classify(url);
  expect([endpoint.api, display(endpoint.base), endpoint.resource]).toEqual(['classic', base, resource]);
});

const TOKEN: [url: string, base: string, status: string, replacement?: string][] = [
  ['<url>/api/v1/auth/token', '{url}', 'current'],
  ['<url>/api/v1/auth/token/', '{url}', 'current'],
  ['<url>api/v1/auth/token', '{url}', 'current'],
  ['<url>//api/v1/auth/token', '{url}', 'current'],
  ['https://example.com:8443/jamf/api/v1/auth/token', 'https://example.com:8443/jamf', 'current'],
  ['<url>/api/v1/oauth/token', '{url}', 'current'],
  ['<api>/v1/auth/token', '{api}', 'current'],
  ['<url>/uapi/auth/tokens', '{url}', 'legacy', 'api/v1/auth/token'],
  ['<url>/api/auth/tokens', '{url}', 'legacy', 'api/v1/auth/token'],
  ['<url>/api/oauth/token', '{url}', 'legacy', 'api/v1/oauth/token'],
  ['<url>/api/v1/auth/tokens', '{url}', 'misspelt', 'api/v1/auth/token'],
  ['<url>/v1/auth/tokens', '{url}', 'misspelt', 'api/v1/auth/token'],
  ['https://<host>/v1/auth/tokens', 'https://{host}', 'misspelt', 'api/v1/auth/token'],
  ['https://jamf.example.com/v1/auth/token', 'https://jamf.example.com', 'misspelt', 'api/v1/auth/token'],
];

test.each(TOKEN)('%s asks for a token', (url, base, status, replacement) => {
  const endpoint = classify(url);
  expect([endpoint.api, display(endpoint.base), endpoint.token?.status, endpoint.token?.replacement]).toEqual([
    'token',
    base,
    status,
    replacement,
  ]);
});

const JAMF_PRO: [url: string, base: string, resource: string][] = [
  ['<url>/api/v1/computers-inventory', '{url}', 'api/v1/computers-inventory'],
  ['<url>/api/v2/mobile-devices/<id>/detail', '{url}', 'api/v2/mobile-devices/{}/detail'],
  ['<url>api/v3/computers-inventory?page=0', '{url}', 'api/v3/computers-inventory'],
  ['<url>/api/preview/mdm/commands', '{url}', 'api/preview/mdm/commands'],
  ['<url>/api/v1/auth/keep-alive', '{url}', 'api/v1/auth/keep-alive'],
  ['<url>/api/v1/auth/invalidate-token', '{url}', 'api/v1/auth/invalidate-token'],
  ['<url>/api/auth/current', '{url}', 'api/auth/current'],
  ['<url>/uapi/auth/keepAlive', '{url}', 'uapi/auth/keepAlive'],
  ['<url>/uapi/v1/departments', '{url}', 'uapi/v1/departments'],
  ['<url>/uapi', '{url}', 'uapi'],
  ['https://acme.jamfcloud.com/api/v1/scripts', 'https://acme.jamfcloud.com', 'api/v1/scripts'],
  ['<jamfURL>/api/v1/scripts/<id>', '{jamfURL}', 'api/v1/scripts/{}'],
  ['https://mdm.example.com:8443/api/v1/buildings', 'https://mdm.example.com:8443', 'api/v1/buildings'],
];

test.each(JAMF_PRO)('%s is the Jamf Pro API', (url, base, resource) => {
  const endpoint = classify(url);
  expect([endpoint.api, display(endpoint.base), endpoint.resource]).toEqual(['jamf-pro-api', base, resource]);
});

test.each([
  '<url>',
  '<url>/',
  '<url>/<path>',
  '<url><path>',
  '<a>/<b>/<c>',
  'https://<host>',
  'https://<host>/<path>',
  'https://<host>:8443/<path>',
  'https://<tenant>.jamfcloud.com/<path>',
  'https://acme.jamfcloud.com/<path>',
  'https://mdm.example.com:8443/<path>',
  '<url>/computers/id/<id>',
  '<url>/computers/id/5',
  '<url>computers/serialnumber/<serial>',
  '<url>/computers',
  '<url>/Computers/name/<name>',
  '<url>/mobiledevice<kind>/id/1',
  '<url>/jamf/<path>',
  '<url>?x=<y>',
  '/computers/id/5',
  'computers/id/<id>',
  '',
])('%s cannot be known', (url) => {
  expect(classify(url).api).toBe('unknown');
});

test.each([
  'https://api.example.com/v1/things',
  'https://api.example.com/<path>',
  'https://<tenant>.atlassian.net/<path>',
  'https://<tenant>.service-now.com/api/now/table/<table>',
  'https://jira.example.com/rest/api/3/issue',
  '<jira>/rest/api/3/issue/<key>',
  '<jenkins>/api/json',
  '<url>/api/rest/computers',
  '<url>/api/v1/things',
  '<url>/api/v1/users',
  '<url>/api/v2/departments/<id>',
  'https://acme.okta.com/api/v1/users',
  'https://acme.freshservice.com/api/v2/departments',
  '<url>/dbfileupload',
  '<url>/legacy/packages.html',
  '<url>/computers.html?id=5',
  '<url>/computers/5/details',
  '<url>/users/5',
  'https://<host>:8443',
  'https://<host>.jamfcloud.com/',
  'https://acme.jamfcloud.com/healthCheck.html',
  'https://acme.appcatalog.jamfcloud.com/v2/auth/tokens',
  'https://acme.appcatalog.jamfcloud.com/<path>',
  'https://us.api.jamfcloud.com/proclassic/computers',
  'https://us.api.jamfcloud.com/JSSResource/computers',
  'https://eu.apigw.jamf.com/api/pro/v1/computers-inventory',
  'https://example.com/MyJSSResource/computers',
  'https://example.com/JSSResources/computers',
  'https://example.com/JSSResource.xml',
  'https://example.com/search?q=/JSSResource/computers',
  'https://example.com/page#/JSSResource/computers',
  'https://JSSResource/computers',
  'ftp://files.example.com/<path>',
  'ldap://<host>/<path>',
  'https://vault.example.com/secrets/v1/auth/token',
  'https://example.com/service/v1/auth/tokens',
  'api.example.com/v2/things/<id>',
])('%s is none of ours', (url) => {
  expect(classify(url).api).toBe('other');
});

describe('several alternatives', () => {
  test('are classified one by one', () => {
    const endpoints = classifyUrl(value('<url>/JSSResource/computers', '<url>/api/v1/auth/token', '<url>'), data);
    expect(endpoints.map((endpoint) => endpoint.api)).toEqual(['classic', 'token', 'unknown']);
  });

  test('that were cut off may hold anything, unless a Classic URL is among them anyway', () => {
    const cut = (url: string) => classifyUrl({ ...value(url), truncated: true }, data).map((endpoint) => endpoint.api);
    expect(cut('https://api.example.com/v1/things')).toEqual(['other', 'unknown']);
    expect(cut('<url>/JSSResource/computers')).toEqual(['classic']);
  });

  test('none at all is nothing', () => {
    expect(classifyUrl({ alternatives: [], truncated: false }, data)).toEqual([]);
  });
});

test('the protocol is known where it is written', () => {
  const protocols = ['https://<host>/JSSResource', 'HTTP://<host>/JSSResource', '<url>/JSSResource', 'http<s>://<host>/JSSResource'].map(
    (url) => classify(url).protocol,
  );
  expect(protocols).toEqual(['https', 'http', undefined, undefined]);
});

test('the base keeps the places of its pieces', () => {
  const span = { file: 'a.sh', start: 10, end: 47 };
  const text = 'https://jamf.example.com/JSSResource/x';
  const [endpoint] = classifyUrl(
    { alternatives: [[{ kind: 'text', text, span: { ...span, end: 10 + text.length }, exact: true }]], truncated: false },
    data,
  );
  expect(endpoint!.base).toEqual([
    { kind: 'text', text: 'https://jamf.example.com', span: { file: 'a.sh', start: 10, end: 34 }, exact: true },
  ]);
});

// The time that a test may take is the bound: work that grows with the square of these would pass it.
test.each(['/', '<a>', '{', 'JSSResource', 'https://', 'api/v1/'])('%s, many times over, is read', (part) => {
  expect(classify(part.repeat(200_000))).toBeDefined();
});

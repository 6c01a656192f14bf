import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePrivileges } from '../../src/build/privileges.ts';
import { packageRoot } from '../../src/files/package-root.ts';
import { sourceFromText } from '../../src/files/source.ts';
import { Redactor } from '../../src/findings/redact.ts';
import type { HttpCall } from '../../src/http/call.ts';
import type { PrivilegeData } from '../../src/role/privilege-data.ts';
import type { Role } from '../../src/role/role.ts';
import { roleOf } from '../../src/role/role-of.ts';
import { loadRules } from '../../src/rules/load.ts';
import { basic, bearer, call } from '../support/call.ts';
import { value } from '../support/sequence.ts';

const { endpoints } = await loadRules();
const folder = join(packageRoot(), 'rules');
const privileges = JSON.parse(compilePrivileges(folder)) as PrivilegeData;
const source = sourceFromText('jamf.sh', `${'#'.repeat(30)}\n${'x'.repeat(100)}\n`);

function role(...calls: HttpCall[]): Role {
  return roleOf(calls, {
    endpoints,
    privileges,
    targets: new Set(['jamf.sh']),
    redactor: new Redactor(calls),
    source: (path) => (path === 'jamf.sh' ? source : undefined),
  });
}

const classic = (resource: string, changes: Partial<HttpCall> = {}): HttpCall => call(value(`<url>/JSSResource/${resource}`), changes);
const names = ({ privileges: list }: Role): string[] => list.map(({ name }) => name);

test.each<[method: string, resource: string, privileges: string[]]>([
  ['GET', 'computers', ['Read Computers']],
  ['GET', 'computers/id/<id>', ['Read Computers']],
  ['GET', 'Computers/serialnumber/<s>/subset/general', ['Read Computers']],
  ['HEAD', 'computers', ['Read Computers']],
  ['DELETE', 'computers/id/<id>', ['Delete Computers']],
  ['PUT', 'computers/id/<id>', ['Update Computers', 'Update User']],
  ['POST', 'scripts/id/0', ['Create Scripts']],
  ['GET', 'computergroups/id/<id>', ['Read Smart Computer Groups', 'Read Static Computer Groups']],
  ['POST', 'computercommands/command/UnmanageDevice/id/<id>', ['Create Computers', 'Send Computer Unmanage Command']],
  ['POST', 'computercommands/command/blankpush/id/<id>', ['Create Computers', 'Read Computers']],
  ['GET', 'computercommands/name/<n>', ['Read Computers']],
  ['DELETE', 'commandflush/computers/id/<id>/status/Pending+Failed', ['Flush MDM Commands']],
  ['GET', 'osxconfigurationprofiles', ['Read macOS Configuration Profiles']],
  ['OPTIONS', 'computers', []],
])('%s %s needs %j', (method, resource, expected) => {
  const result = role(classic(resource, { method }));
  expect(names(result)).toEqual(expected);
  expect(result.questions).toEqual([]);
});

test.each<[name: string, call: HttpCall, kind: string]>([
  ['a resource in a variable', classic('<resource>/id/<id>'), 'dynamic-resource'],
  ['a resource with a variable in it', classic('mobile<kind>/id/1'), 'dynamic-resource'],
  ['no resource', classic(''), 'dynamic-resource'],
  ['no method', classic('computers', { method: undefined }), 'unknown-method'],
  ['a method that is not documented', classic('activationcode', { method: 'DELETE' }), 'undocumented-method'],
  ['a slip', classic('computer/id/1'), 'unknown-resource'],
  ['a command in a variable', classic('computercommands/command/<c>/id/1', { method: 'POST' }), 'unknown-command'],
  [
    'an endpoint that Jamf has removed',
    classic('mobiledevicecommands/command/EraseDevice/id/<id>', { method: 'POST' }),
    'removed-endpoint',
  ],
  ['the Jamf Pro API', call(value('https://x.jamfcloud.com/api/v1/computers-inventory'), { credentials: [bearer()] }), 'jamf-pro-api'],
  ['a URL in a variable', call(value('<jss_api_url>')), 'unknown-url'],
])('%s is a question', (_, asked, kind) => {
  const result = role(asked);
  expect(result.questions.map((question) => question.kind)).toEqual([kind]);
  expect(names(result)).toEqual([]);
  expect(result.calls).toBe(1);
});

test.each<[string, HttpCall]>([
  ['the token endpoint', call(value('https://x.jamfcloud.com/api/v1/auth/token'), { method: 'POST' })],
  ['who am I', call(value('https://x.jamfcloud.com/api/v1/auth'), { credentials: [bearer()] })],
  ['keep-alive', call(value('https://x.jamfcloud.com/api/v1/auth/keep-alive'), { method: 'POST', credentials: [bearer()] })],
  ['invalidate-token', call(value('https://x.jamfcloud.com/api/v1/auth/invalidate-token'), { method: 'POST', credentials: [bearer()] })],
  ['another server', call(value('https://api.github.com/repos'))],
  ['a URL in a variable without credentials', call(value('<jss_api_url>'), { credentials: [] })],
  ['a file that is not asked for', classic('computers', { span: { file: 'other.sh', start: 0, end: 1 } })],
])('%s needs nothing and asks nothing', (_, other) => {
  expect(role(other)).toEqual({ privileges: [], questions: [], calls: 0, scripts: 0 });
});

test('calls with a token and without credentials count as well', () => {
  expect(names(role(classic('categories', { credentials: [bearer()] }), classic('sites', { credentials: [] })))).toEqual([
    'Read Categories',
    'Read Sites',
  ]);
});

test('a privilege is inferred only while no documented call needs it', () => {
  const put = classic('computers/id/<id>', { method: 'PUT' });
  const inferred = (result: Role): string[] => result.privileges.filter((privilege) => privilege.inferred).map(({ name }) => name);
  expect(inferred(role(put))).toEqual(['Update User']);
  expect(inferred(role(put, classic('users/id/<id>', { method: 'PUT', span: { file: 'jamf.sh', start: 40, end: 50 } })))).toEqual([]);
});

test('uses are told once with all their places', () => {
  const [privilege] = role(
    classic('computers/id/<a>'),
    classic('computers/id/<b>', { span: { file: 'jamf.sh', start: 40, end: 60 } }),
    classic('computers/id/<b>', { span: { file: 'jamf.sh', start: 40, end: 60 } }),
  ).privileges;
  expect(privilege!.uses).toEqual([
    {
      method: 'GET',
      resource: 'computers/id/{}',
      places: [
        { file: 'jamf.sh', line: 1 },
        { file: 'jamf.sh', line: 2 },
      ],
    },
  ]);
});

test('a variable that may be empty asks nothing of its own', () => {
  const url = {
    alternatives: [...value('<u>/JSSResource/').alternatives, ...value('<u>/JSSResource/sites').alternatives],
    truncated: false,
  };
  expect(role(call(url, { credentials: [basic()] }))).toMatchObject({ privileges: [{ name: 'Read Sites' }], questions: [] });
});

describe('the data', () => {
  test('names a source for every entry, and privileges as Jamf Pro spells them', () => {
    for (const { source: key, privileges: list, path, methods } of privileges.entries) {
      expect(Object.keys(privileges.sources)).toContain(key);
      expect(methods.length * list.length).toBeGreaterThan(0);
      expect(path).toMatch(/^[a-zA-Z/]+\/\*\*$/);
      for (const name of list) expect(name).toMatch(/^(?:Read|Create|Update|Delete|Send|Flush|Unmanage|View) [A-Za-z][\w -]+$/);
    }
  });

  test('knows every resource that is documented', () => {
    const known = new Set(privileges.entries.map(({ path }) => path.split('/')[0]));
    expect(endpoints.classic.resources.filter((resource) => !known.has(resource))).toEqual([]);
  });

  test('is what the build wrote', () => {
    const file = join(packageRoot(), 'dist', 'privileges.json');
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8') === compilePrivileges(folder)).toBe(true);
  });
});

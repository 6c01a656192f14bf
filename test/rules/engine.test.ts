import { describe, expect, test } from 'vitest';
import { sourceFromText } from '../../src/files/source.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { HttpCall, Sighting } from '../../src/http/call.ts';
import { findingsFor } from '../../src/rules/engine.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Value } from '../../src/values/value.ts';
import { basic, bearer, call } from '../support/call.ts';
import { value } from '../support/sequence.ts';

const rules = await loadRules();
const JAMF_TEXT = `curl -u "$api_user:$api_password" "$url/JSSResource/computers"\n# jamf\n${'x'.repeat(400)}\n`;

function findings(calls: HttpCall[], options: { text?: string; sightings?: Sighting[]; guarded?: HttpCall[] } = {}): Finding[] {
  const source = (path: string) => sourceFromText(path, options.text ?? JAMF_TEXT);
  return findingsFor(calls, options.sightings ?? [], { rules, source, guarded: new Set(options.guarded ?? []) });
}

function ids(calls: HttpCall[], text?: string): string[] {
  return findings(calls, text === undefined ? {} : { text }).map((finding) => finding.rule);
}

const insecure = { connection: [{ kind: 'insecure', option: '-k', span: { file: 'jamf.sh', start: 5, end: 7 } }] } as const;
const literalPassword: Value = {
  alternatives: [[{ kind: 'text', text: 'Tr0ub4dor&3', span: { file: 'jamf.sh', start: 80, end: 91 }, exact: true }]],
  truncated: false,
};

describe('what each rule reports', () => {
  test.each<[string, HttpCall, string[]]>([
    ['Basic to Classic', call(value('<url>/JSSResource/policies')), ['classic-basic-auth']],
    ['bearer to Classic', call(value('<url>/JSSResource/policies'), { credentials: [bearer()] }), []],
    ['nothing to Classic', call(value('<url>/JSSResource/policies'), { credentials: [] }), []],
    ['digest to Classic', call(value('<url>/JSSResource/policies'), { credentials: [basic({ scheme: 'digest' })] }), []],
    ['Basic to the token endpoint', call(value('<url>/api/v1/auth/token'), { method: 'POST' }), []],
    ['Basic to another host', call(value('https://api.example.com/v1/things')), []],
    ['Basic to a wrapper of both', call(value('<url>/api/v1/auth/token', '<url>/JSSResource/policies')), ['classic-basic-auth']],
    ['Basic to an unknown URL', call(value('<url>')), ['possible-basic-auth']],
    ['Basic to an unknown URL or a Classic one', call(value('<url>', '<url>/JSSResource/policies')), ['classic-basic-auth']],
    ['Basic to an unknown host with a Classic path', call(value('<url>/policies/id/<id>')), ['possible-basic-auth']],
    ['bearer to an unknown URL', call(value('<url>'), { credentials: [bearer()] }), []],
    ['Basic to the Jamf Pro API', call(value('<url>/api/v1/computers-inventory')), ['jamf-pro-api-basic-auth']],
    ['bearer to the Jamf Pro API', call(value('<url>/api/v1/computers-inventory'), { credentials: [bearer()] }), []],
    ['Basic to keep-alive', call(value('<url>/api/v1/auth/keep-alive')), ['jamf-pro-api-basic-auth']],
    ['an old token endpoint', call(value('<url>/uapi/auth/tokens'), { method: 'POST' }), ['legacy-token-endpoint']],
    ['a misspelt token endpoint', call(value('<url>/api/v1/auth/tokens'), { method: 'POST' }), ['legacy-token-endpoint']],
    ['an old token endpoint with a client', call(value('<url>/api/oauth/token'), { credentials: [] }), ['legacy-token-endpoint']],
    [
      'an endpoint that Jamf removed',
      call(value('<url>/JSSResource/mobiledevicecommands/command/EraseDevice/id/<id>'), { method: 'POST', credentials: [bearer()] }),
      ['removed-endpoint'],
    ],
    [
      'a command that is not known',
      call(value('<url>/JSSResource/mobiledevicecommands/command/<c>/id/<id>'), { method: 'POST', credentials: [bearer()] }),
      [],
    ],
    [
      'a removed command by another method',
      call(value('<url>/JSSResource/mobiledevicecommands/command/EraseDevice/id/1'), { credentials: [bearer()] }),
      [],
    ],
    [
      'a removed command by an unknown method',
      call(value('<url>/JSSResource/mobiledevicecommands/command/EraseDevice/id/1'), { method: undefined, credentials: [bearer()] }),
      [],
    ],
    [
      'a look-up that was never listed',
      call(value('<url>/JSSResource/byoprofiles/id/<id>'), { method: 'DELETE', credentials: [bearer()] }),
      [],
    ],
    [
      'a deprecated endpoint',
      call(value('<url>/JSSResource/computers/serialnumber/<s>'), { credentials: [bearer()] }),
      ['deprecated-endpoint'],
    ],
    [
      'a resource that only starts like a deprecated one',
      call(value('<url>/JSSResource/computersearches'), { credentials: [bearer()] }),
      [],
    ],
    ['patchpolicies by id', call(value('<url>/JSSResource/patchpolicies/id/<id>'), { credentials: [bearer()] }), []],
    ['an unchecked certificate', call(value('<url>/JSSResource/policies'), { ...insecure, credentials: [bearer()] }), ['insecure-tls']],
    ['an unchecked certificate without credentials', call(value('<url>/JSSResource/policies'), { ...insecure, credentials: [] }), []],
    ['an unchecked certificate elsewhere', call(value('https://api.example.com/x'), insecure), []],
    ['plain http', call(value('http://<host>/JSSResource/policies'), { credentials: [bearer()] }), ['plain-http']],
    ['plain http without credentials', call(value('http://<host>/JSSResource/policies'), { credentials: [] }), []],
    ['plain http elsewhere', call(value('http://api.example.com/x')), []],
    [
      'a password in the script',
      call(value('<url>/api/v1/auth/token'), { credentials: [basic({ password: literalPassword })] }),
      ['hardcoded-credentials'],
    ],
    [
      'a password in the script for another host',
      call(value('https://api.example.com/x'), { credentials: [basic({ password: literalPassword })] }),
      [],
    ],
    ['an empty password', call(value('<url>/api/v1/auth/token'), { credentials: [basic({ password: value('', '<p>') })] }), []],
    ['a placeholder', call(value('<url>/api/v1/auth/token'), { credentials: [basic({ password: value('YourPasswordHere') })] }), []],
    ['a user name in the script', call(value('<url>/api/v1/auth/token'), { credentials: [basic({ user: value('apiuser') })] }), []],
    ['a password in part', call(value('<url>/api/v1/auth/token'), { credentials: [basic({ password: value('abc<p>') })] }), []],
    [
      'an encoded pair in the script',
      call(value('<url>/api/v1/auth/token'), {
        credentials: [basic({ user: undefined, password: undefined, encoded: value('YXBpOlMzY3IzdCE=') })],
      }),
      ['hardcoded-credentials'],
    ],
  ])('%s', (_, subject, expected) => {
    expect(ids([subject])).toEqual(expected);
  });

  test('nothing is possible in a file that does not speak of Jamf', () => {
    expect(ids([call(value('<url>'), { span: { file: 'x.sh', start: 0, end: 20 } })], 'curl -u "$u:$p" "$url"')).toEqual([]);
    expect(ids([call(value('<jss_url>'), { span: { file: 'x.sh', start: 0, end: 20 } })], 'curl -u "$u:$p" "$a"')).toEqual([
      'possible-basic-auth',
    ]);
  });

  test('a token endpoint of some other product is left alone', () => {
    const other = call(value('<url>/api/oauth/token'), { credentials: [], span: { file: 'x.sh', start: 0, end: 20 } });
    expect(ids([other], 'curl "$url/api/oauth/token"')).toEqual([]);
  });
});

describe('a finding', () => {
  const [finding] = findings([call(value('https://<host>:8443/JSSResource/policies/id/<id>'))]);

  test('says all that there is to say', () => {
    expect(finding).toEqual({
      rule: 'classic-basic-auth',
      severity: 'error',
      confidence: 'certain',
      guarded: false,
      file: 'jamf.sh',
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 61 } },
      language: 'shell',
      client: 'curl',
      method: 'GET',
      endpoint: { api: 'classic', resource: 'policies/id/{}', base: 'https://{host}:8443' },
      credentials: {
        via: 'user-option',
        user: 'api_user',
        literal: false,
        range: { start: { line: 1, column: 6 }, end: { line: 1, column: 21 } },
      },
      embedded: [],
      related: [],
      message:
        'curl sends a user name and password (-u) to the Classic API: GET /JSSResource/policies/id/{}. Jamf Pro 11.17 and later answer 401.',
      fix: {
        level: 'safe',
        reason: 'The call takes a bearer token in place of the user name and password; nothing else about it changes.',
      },
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test('names the first of several resources and counts the others', () => {
    const many = call(value('<url>/JSSResource/policies', '<url>/JSSResource/scripts', '<url>/JSSResource/sites'), { method: undefined });
    const [merged, ...rest] = findings([many]);
    expect(rest).toEqual([]);
    expect(merged?.message).toContain(': /JSSResource/policies (and 2 more resources).');
    expect(merged?.endpoint?.resource).toBe('policies');
    expect(merged?.method).toBeNull();
  });

  test('is likely where only some of the alternatives are Classic', () => {
    const [mixed] = findings([call(value('<url>/JSSResource/policies', '<url>/api/v1/auth/token'))]);
    expect([mixed?.confidence, mixed?.fix?.level]).toEqual(['likely', 'suggested']);
  });

  test('is one where several argument lists share a place; a bearer list beside it makes it likely', () => {
    const one = call(value('<url>/JSSResource/policies'));
    const two = call(value('<url>/JSSResource/scripts'));
    const three = call(value('<url>/JSSResource/scripts'), { credentials: [bearer()] });
    expect(findings([one, two]).map((found) => [found.rule, found.confidence])).toEqual([['classic-basic-auth', 'certain']]);
    expect(findings([one, three]).map((found) => [found.rule, found.confidence])).toEqual([['classic-basic-auth', 'likely']]);
    expect(findings([three])).toEqual([]);
  });

  test('is guarded only where every Basic list of the place is', () => {
    const one = call(value('<url>/JSSResource/policies'));
    const two = call(value('<url>/JSSResource/scripts'));
    const [both] = findings([one, two], { guarded: [one, two] });
    const [half] = findings([one, two], { guarded: [one] });
    expect([both?.guarded, half?.guarded]).toEqual([true, false]);
    expect(both?.message).toContain('this one can go');
    expect(half?.message).not.toContain('this one can go');
  });

  test.each<[string, Partial<HttpCall>, string]>([
    ['in an embedded script', { embedded: ['here-document'] }, 'manual'],
    ['with netrc', { credentials: [basic({ via: 'netrc' })] }, 'manual'],
    ['with a configuration file', { credentials: [basic({ via: 'config-file' })] }, 'manual'],
    ['with a session', { credentials: [basic({ via: 'session' })] }, 'suggested'],
    ['in Python', { language: 'python' }, 'suggested'],
  ])('%s is not fixed as if it were plain', (_, changes, level) => {
    expect(findings([call(value('<url>/JSSResource/policies'), changes)])[0]?.fix?.level).toBe(level);
  });

  test('says when an endpoint was removed, or is merely no longer documented', () => {
    const command = (path: string) => findings([call(value(`<url>/JSSResource/${path}`), { method: 'POST', credentials: [bearer()] })])[0];
    const stated = command('mobiledevicecommands/command/DeviceLock/id/5');
    expect([stated?.severity, stated?.message]).toEqual([
      'error',
      'Jamf removed POST /JSSResource/mobiledevicecommands/command/DeviceLock/id/5 in Jamf Pro 11.20. A token does not bring it back. Use POST /api/v2/mdm/commands.',
    ]);
    const undocumented = command('computercommands/command/BlankPush/id/<id>');
    expect([undocumented?.severity, undocumented?.message]).toEqual([
      'warning',
      "POST /JSSResource/computercommands/command/BlankPush/id/{} is not in Jamf's documentation from Jamf Pro 11.28.0 on (deprecated on 2025-05-27). It may be gone; a token does not bring it back. Use POST /api/v2/mdm/commands.",
    ]);
  });

  test('of a password stands where it is written, once for all the calls that send it', () => {
    const at = (start: number) =>
      call(value('<url>/api/v1/auth/token'), {
        span: { file: 'jamf.sh', start, end: start + 10 },
        credentials: [basic({ password: literalPassword })],
      });
    const [found, ...rest] = findings([at(0), at(100)]);
    expect(rest).toEqual([]);
    expect(found?.range.start).toEqual({ line: 3, column: 11 });
    expect(found?.related.map((related) => related.range.start.line)).toEqual([1, 3]);
  });
});

test('no literal secret is in a finding', () => {
  const secret = 'Tr0ub4dor&3';
  const url = value(`https://admin:${secret}@jamf.example.com/JSSResource/computers/name/${secret}`);
  const found = findings([call(url, { credentials: [basic({ via: 'url-userinfo', user: value('admin'), password: literalPassword })] })]);
  expect(found.length).toBeGreaterThan(1);
  expect(JSON.stringify(found)).not.toContain(secret);
  expect(found[0]?.endpoint?.base).toBe('https://jamf.example.com');
});

describe('sightings', () => {
  const sighting: Sighting = { language: 'shell', span: { file: 'jamf.sh', start: 70, end: 90 }, what: 'a curl with credentials' };

  test('are reported where the file speaks of Jamf', () => {
    expect(findings([], { sightings: [sighting, sighting] }).map((found) => [found.rule, found.client, found.message])).toEqual([
      ['unparsed-call', null, 'This part of the script could not be read, and it holds a curl with credentials. Look at it by hand.'],
    ]);
    expect(findings([], { sightings: [{ ...sighting, span: { ...sighting.span, file: 'x.sh' } }], text: 'curl -u' })).toEqual([]);
  });

  test('are left out where a call was found after all', () => {
    const found = findings([call(value('<url>/JSSResource/policies'))], {
      sightings: [{ ...sighting, span: { file: 'jamf.sh', start: 50, end: 90 } }],
    });
    expect(found.map((finding) => finding.rule)).toEqual(['classic-basic-auth']);
  });
});

test('findings come in the order of path, place and rule, whatever the order of the calls', () => {
  const at = (file: string, start: number) => call(value('http://<host>/JSSResource/computers'), { span: { file, start, end: start + 5 } });
  const calls = [at('b.sh', 0), at('a.sh', 70), at('a.sh', 3)];
  const found = findings(calls);
  expect(found.map((finding) => `${finding.file}:${finding.range.start.line} ${finding.rule}`)).toEqual([
    ...['a.sh:1', 'a.sh:3', 'b.sh:1'].flatMap((place) =>
      ['classic-basic-auth', 'deprecated-endpoint', 'plain-http'].map((rule) => `${place} ${rule}`),
    ),
  ]);
  expect(findings(calls.reverse())).toEqual(found);
});

describe('a fingerprint', () => {
  function print(text: string, password?: string): string {
    const start = text.indexOf('curl');
    const end = text.indexOf('computers"') + 10;
    const at = password === undefined ? -1 : text.indexOf(password);
    const span = { file: 'jamf.sh', start: at, end: at + (password?.length ?? 0) };
    const credential =
      password === undefined
        ? basic()
        : basic({ password: { alternatives: [[{ kind: 'text', text: password, span, exact: true }]], truncated: false } });
    const subject = call(value('<url>/JSSResource/policies'), { span: { file: 'jamf.sh', start, end }, credentials: [credential] });
    return findings([subject], { text }).find((found) => found.rule === 'classic-basic-auth')!.fingerprint;
  }
  const CALL = 'curl -u "$u:$p" "$url/JSSResource/computers"';

  test('stays when the call moves, is indented, or broken over lines', () => {
    const here = print(CALL);
    expect(print(`#!/bin/sh\n\n# moved\n  if true; then\n    ${CALL}\n  fi\n`)).toBe(here);
    expect(print(CALL.replace(' "$url', ' \\\n      "$url'))).toBe(here);
  });

  test('stays when a password in the call changes, and changes with the call', () => {
    const one = print('curl -u "api:Quince-77" "$url/JSSResource/computers"', 'Quince-77');
    expect(print('curl -u "api:Medlar-88" "$url/JSSResource/computers"', 'Medlar-88')).toBe(one);
    expect(print('curl -s -u "api:Quince-77" "$url/JSSResource/computers"', 'Quince-77')).not.toBe(one);
  });
});

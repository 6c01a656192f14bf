import { expect } from 'vitest';
import { GOT, type ShellCase } from './shell-cases.ts';

const ASK_USER = 'POST /api/v1/auth/token';
const ASK_CLIENT = 'POST /api/v1/oauth/token';
const BACK = 'POST /api/v1/auth/invalidate-token 204';
const READ = 'GET /JSSResource/computers 200';

const ODD_SECRETS = [
  `it's "quoted" \`id\` $HOME \${x} $(id) %s%d 100% \\n\\t !! {h,i} [j] *?~#;| \\`,
  '-leading a&b=c+d/e ',
  '@file:with:colons: grüße € 日本 "',
];

export const CREDENTIAL_CASES: readonly ShellCase[] = [
  ...ODD_SECRETS.flatMap((secret): ShellCase[] => [
    { name: `password ${secret}`, account: { secret }, script: 'token; classic computers', expect: got },
    { name: `client secret ${secret}`, account: { secret, kind: 'client' }, script: 'token; classic computers', expect: got },
  ]),
  {
    name: 'user over TLS',
    server: 'tls',
    script: 'token; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual([`${ASK_USER} 200`, READ, BACK]),
  },
  {
    name: 'client, its token taken where the API is current',
    account: { kind: 'client' },
    script: 'token; classic computers',
    expect(outcome) {
      expect(outcome.lines).toEqual([`${ASK_CLIENT} 200`, READ, BACK]);
      expect(outcome.requests[0]?.body).toMatch(/^grant_type=client_credentials&client_id=[0-9a-f-]{36}&client_secret=/);
    },
  },
  {
    name: 'client of a server without the versioned endpoint',
    server: 'oldOauth',
    account: { kind: 'client' },
    script: 'token; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual([`${ASK_CLIENT} 404`, 'POST /api/oauth/token 200', READ, BACK]),
  },
  {
    name: 'client of a server without either endpoint: said once',
    server: 'noOauth',
    account: { kind: 'client' },
    script: 'token; token; classic computers',
    expect(outcome) {
      expect(outcome.lines).toEqual([`${ASK_CLIENT} 404`, 'POST /api/oauth/token 404']);
      expect(outcome).toMatchObject({ status: 0, stdout: 'classic 401\n' });
      expect(outcome.stderr).toMatch(/^unbasic: http:\/\/127\.0\.0\.1:\d+ gives no token at .*\/api\/oauth\/token \(HTTP 404\).*\n$/);
    },
  },
  {
    name: 'client whose ID is not a UUID, by --auth client',
    helper: { auth: 'client' },
    account: { kind: 'client' },
    script: 'unbasic_token "$URL" "not-$ID" "$SECRET"; classic computers',
    expect: (outcome) => expect(outcome.stderr).toContain('refuses the client ID and secret (HTTP 401)'),
  },
  {
    name: 'client by --auth client',
    helper: { auth: 'client' },
    account: { kind: 'client' },
    script: 'token; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual([`${ASK_CLIENT} 200`, READ, BACK]),
  },
  {
    name: 'user whose name is a UUID, by --auth user',
    helper: { auth: 'user' },
    script: 'unbasic_token "$URL" 01234567-89ab-cdef-0123-456789abcdef "$SECRET"; token; classic computers',
    expect(outcome) {
      expect(outcome.stderr).toContain('refuses the user name and password (HTTP 401)');
      expect(outcome.lines).toEqual([`${ASK_USER} 200`, READ, BACK]);
    },
  },
  {
    name: 'user with a name of the length of a UUID',
    script: 'unbasic_token "$URL" 01234567-89ab-cdef-0123-456789abcxyz "$SECRET"',
    expect: (outcome) => expect(outcome.stderr).toContain('user name and password'),
  },
  {
    name: 'base64 that was made elsewhere',
    helper: { encoded: true },
    script: 'unbasic_token_base64 "$URL" "$ENCODED"; unbasic_token_base64 "$URL/" "$ENCODED"; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual([`${ASK_USER} 200`, READ, BACK]),
  },
  {
    name: 'base64 beside --auth client',
    helper: { auth: 'client', encoded: true },
    script: 'unbasic_token_base64 "$URL" "$ENCODED"; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual([`${ASK_USER} 200`, READ, BACK]),
  },
  {
    name: 'wrong password: asked once, said once, and the calls fail as before',
    script: 'for n in 1 2 3; do unbasic_token "$URL" "$ID" "Wr0ng\'Word"; classic computers; done; echo "[$unbasic_bearer]"',
    expect(outcome) {
      expect(outcome).toMatchObject({ status: 0, wrong: 1, stdout: 'classic 401\nclassic 401\nclassic 401\n[]\n' });
      expect(outcome.stderr).toMatch(/^unbasic: http:\/\/127\.0\.0\.1:\d+ refuses the user name and password \(HTTP 401\)\. Check .*\n$/);
      expect(outcome.stderr).not.toContain('Wr0ng');
    },
  },
  {
    name: 'wrong password under set -eu',
    before: 'set -eu',
    script: 'unbasic_token "$URL" "$ID" wrong; classic computers; echo on',
    expect: (outcome) => expect(outcome).toMatchObject({ status: 0, wrong: 1, stdout: 'classic 401\non\n' }),
  },
  {
    name: 'wrong client secret',
    account: { kind: 'client' },
    script: 'unbasic_token "$URL" "$ID" wrong; unbasic_token "$URL" "$ID" wrong; classic computers',
    expect(outcome) {
      expect(outcome).toMatchObject({ wrong: 1, stdout: 'classic 401\n' });
      expect(outcome.stderr).toMatch(/^.*refuses the client ID and secret.*\n$/);
    },
  },
  {
    name: 'right password after a wrong one',
    script:
      'unbasic_token "$URL" "$ID" wrong; classic computers; token; classic computers; unbasic_token "$URL" "$ID" wrong; classic computers',
    expect: (outcome) => expect(outcome).toMatchObject({ wrong: 1, stdout: `classic 401\n${GOT}classic 401\n` }),
  },
  {
    name: 'wrong password again after the tokens were given back',
    script: 'unbasic_token "$URL" "$ID" wrong; token; unbasic_end; unbasic_token "$URL" "$ID" wrong; token; classic computers',
    expect: (outcome) => expect(outcome).toMatchObject({ wrong: 1, stdout: GOT }),
  },
  {
    name: 'empty user and password',
    script: "unbasic_token \"$URL\" '' ''; classic computers",
    expect: (outcome) => expect(outcome).toMatchObject({ status: 0, stdout: 'classic 401\n' }),
  },
  {
    name: 'no server there: said at each call, which fails as before',
    before: 'set -eu',
    script:
      'for n in 1 2; do unbasic_token http://127.0.0.1:9 "$ID" "$SECRET"; done; curl -s --oauth2-bearer "$unbasic_bearer" http://127.0.0.1:9 || echo "curl $?"',
    expect(outcome) {
      expect(outcome).toMatchObject({ status: 0, stdout: 'curl 7\n' });
      expect(outcome.stderr).toMatch(/^(unbasic: http:\/\/127\.0\.0\.1:9 does not answer \(curl error 7\).*\n){2}$/);
    },
  },
  {
    name: 'server in trouble: asked again at the next call',
    server: 'troubled',
    script: 'token; token; classic computers',
    expect(outcome) {
      expect(outcome.lines).toEqual([`${ASK_USER} 503`, `${ASK_USER} 503`]);
      expect(outcome.stderr).toMatch(/^(unbasic: .* is in trouble \(HTTP 503\).*\n){2}$/);
    },
  },
];

function got(outcome: Parameters<ShellCase['expect']>[0]): void {
  expect(outcome).toMatchObject({ status: 0, stdout: GOT, stderr: '', wrong: 0 });
  expect(outcome.issued).toHaveLength(1);
}

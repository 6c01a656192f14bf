import { expect } from 'vitest';
import { GOT, type ShellCase } from './shell-cases.ts';

const TWICE = ['POST /api/v1/auth/token 200', 'GET /JSSResource/computers 200', 'POST /api/v1/auth/invalidate-token 204'];

/** One token for all the ways in which a script may name the same server. */
function address(name: string, written: string, more: Partial<ShellCase> = {}): ShellCase {
  return {
    name,
    script: `host=\${URL#*://}; token; unbasic_token ${written}; classic computers`,
    expect(outcome) {
      expect(outcome.lines).toEqual(TWICE);
      expect(outcome.stdout).toBe(GOT);
    },
    ...more,
  };
}

export const ADDRESS_CASES: readonly ShellCase[] = [
  address('a slash at the end', '"$URL/" "$ID" "$SECRET"'),
  address('slashes at the end', '"$URL///" "$ID" "$SECRET"'),
  address('the Classic API', '"$URL/JSSResource" "$ID" "$SECRET"'),
  address('the Classic API and a slash', '"$URL//JSSResource/" "$ID" "$SECRET"'),
  address('a whole Classic URL', '"$URL/JSSResource/computers/id/7?x=/JSSResource" "$ID" "$SECRET"'),
  address('no scheme', '"$host" "$ID" "$SECRET" --cacert "$CA"', { server: 'tls' }),
  address('a user in the address', '"http://some:one@$host/" "$ID" "$SECRET"'),
  address('a context path', '"$URL/" "$ID" "$SECRET"', { server: 'context' }),
  address('a context path and the Classic API', '"$URL/JSSResource/computers" "$ID" "$SECRET"', { server: 'context' }),
  {
    name: 'TLS whose certificate nobody vouches for: refused as it was for the call',
    server: 'tls',
    script: 'unbasic_token "$URL" "$ID" "$SECRET"; classic computers',
    expect(outcome) {
      expect(outcome.stdout).toBe('classic 401\n');
      expect(outcome.stderr).toMatch(/^unbasic: .* does not answer \(curl error 60\)/);
    },
  },
  {
    name: '-k',
    server: 'tls',
    script: 'unbasic_token "$URL" "$ID" "$SECRET" -k; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual(TWICE),
  },
  {
    name: '--resolve, --cacert, timeouts',
    server: 'tls',
    script: `port=\${URL##*:}
      unbasic_token "https://jss.example.test:$port/" "$ID" "$SECRET" --resolve "jss.example.test:$port:127.0.0.1" --cacert "$CA" --connect-timeout 5 --max-time 20
      classic computers`,
    expect: (outcome) => expect(outcome.lines).toEqual(TWICE),
  },
  {
    name: '--proxy',
    script: 'unbasic_token http://jss.example.test "$ID" "$SECRET" --proxy "$URL"; classic computers',
    expect: (outcome) => expect(outcome.lines).toEqual(TWICE),
  },
  {
    name: 'options verbatim, also when the token is given back',
    script: String.raw`unbasic_token "$URL" "$ID" "$SECRET" -A 'it'\''s "a" $HOME \ %s *' -b '' --compressed`,
    expect(outcome) {
      const agents = outcome.requests.map((request) => request.headers['user-agent']);
      expect(agents).toEqual([`it's "a" $HOME \\ %s *`, `it's "a" $HOME \\ %s *`]);
    },
  },
];

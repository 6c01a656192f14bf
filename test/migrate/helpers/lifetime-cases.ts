import { expect } from 'vitest';
import { FAKE_CLOCK, GOT, type ShellCase } from './shell-cases.ts';

function at(...offsets: number[]): string {
  const calls = offsets.map((offset) => `NOW=${1_000_000 + offset}; token; echo "${offset} $unbasic_bearer"`);
  return [...calls, 'NOW=1000000'].join('\n');
}

/** The offsets at which the script got a token that it had not had before. */
function renewals(stdout: string): number[] {
  const seen = new Set<string>();
  return stdout
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [offset = '', token = ''] = line.split(' ');
      if (seen.has(token)) return [];
      seen.add(token);
      return [Number(offset)];
    });
}

function renewed(name: string, more: Partial<ShellCase>, offsets: number[], expected: number[]): ShellCase {
  return {
    name,
    before: FAKE_CLOCK,
    script: at(...offsets),
    expect: (outcome) => expect(renewals(outcome.stdout)).toEqual(expected),
    ...more,
  };
}

/** What the helper reads from an answer's head and body. */
function life(date: string, body: string): string {
  return `unbasic_now=1 unbasic_life=30 unbasic_head='HTTP/1.1 200 OK
server: x${date && `\n${date}`}' unbasic_body='${body}'; unbasic_read_life; echo "$unbasic_life"`;
}

/** The one case in which tokens run out while the test waits. */
export const REAL_CLOCK = 'another token by the clock of the machine';

export const LIFETIME_CASES: readonly ShellCase[] = [
  renewed('30 min of a user', { account: { tokenSeconds: 1800 } }, [0, 1, 600, 1345, 1352, 1400, 2690, 2703], [0, 1352, 2703]),
  renewed('30 min by a clock 7 h ahead', { server: 'ahead', account: { tokenSeconds: 1800 } }, [0, 1345, 1352], [0, 1352]),
  renewed('60 s of a client', { account: { kind: 'client', tokenSeconds: 60 } }, [0, 43, 45, 80, 90], [0, 45, 90]),
  renewed('a clock set back', { account: { tokenSeconds: 1800 } }, [0, -100, -90], [0, -100]),
  {
    name: 'no Date header',
    server: 'noDate',
    account: { tokenSeconds: 600 },
    movedClock: true,
    script: 'token; echo "$unbasic_life"',
    expect: (outcome) => expect(outcome).toMatchObject({ stdout: '600\n', stderr: '' }),
  },
  {
    name: 'forms of lifetime',
    script: [
      life('Date: Sun, 22 Nov 2026 08:09:09 GMT', '"token":"x","expires" : "2026-11-22T08:39:08.001Z"}'),
      life('date: Sun, 22 Nov 2026 23:55:00 GMT', '"expires":"2026-11-23T00:15:00Z","token" : "x"}'),
      life('', '"access_token":"x","token_type":"Bearer","expires_in": 59}'),
      life('', '"expires_in":1199,"access_token":"x"}'),
      life('', '"token":"x"}'),
      life('Date: x', '"token":"x","expires":null}'),
    ].join('\n'),
    expect: (outcome) => expect(outcome).toMatchObject({ stdout: '1799\n1200\n59\n1199\n30\n30\n', stderr: '' }),
  },
  {
    name: 'tokens of 3 s in a loop that is longer',
    account: { tokenSeconds: 3 },
    movedClock: true,
    script: 'for n in 1 2 3 4 5 6 7 8 9 10; do token; classic computers; sleep 0.5; done',
    expect(outcome) {
      expect(outcome).toMatchObject({ stdout: GOT.repeat(10), stderr: '' });
      expect(outcome.issued).toHaveLength(3);
      expect(outcome.lines.filter((line) => line.includes('keep-alive'))).toEqual([]);
    },
  },
  {
    name: 'a token that is too old is used no more, as the server says',
    account: { tokenSeconds: 3 },
    movedClock: true,
    script: 'token; classic computers; sleep 3; classic computers; token; classic computers',
    expect: (outcome) => expect(outcome).toMatchObject({ stdout: `${GOT}classic 401\n${GOT}`, stderr: '' }),
  },
  {
    name: REAL_CLOCK,
    account: { tokenSeconds: 2 },
    script:
      'token; first=$unbasic_bearer; for n in $(seq 99); do token; [ "$first" = "$unbasic_bearer" ] || break; sleep 0.1; done; [ "$n" -lt 99 ] && echo another',
    expect: (outcome) => expect(outcome).toMatchObject({ stdout: 'another\n', stderr: '' }),
  },
  {
    name: 'a good token costs no process but date',
    script:
      'token; mkdir "$WORK/bin"; ln -s "$(command -v date)" "$WORK/bin/date"; saved=$PATH; PATH=$WORK/bin; token; PATH=$saved; classic computers',
    expect: (outcome) => expect(outcome).toMatchObject({ stdout: GOT, stderr: '' }),
  },
  {
    name: 'two users in turn, each with one token',
    script: `token; first=$unbasic_bearer; unbasic_token "$URL" "$ID" wrong; token; [ "$first" = "$unbasic_bearer" ] && echo same
      unbasic_token http://127.0.0.1:9 "$ID" "$SECRET" 2>/dev/null; echo "[$unbasic_bearer]"; token; [ "$first" = "$unbasic_bearer" ] && echo same`,
    expect(outcome) {
      expect(outcome.stdout).toBe('same\n[]\nsame\n');
      expect(outcome.issued).toHaveLength(1);
    },
  },
];

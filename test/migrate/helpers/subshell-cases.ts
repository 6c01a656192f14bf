import { expect } from 'vitest';
import { FAKE_CLOCK, GOT, type Outcome, type ShellCase } from './shell-cases.ts';

/** The script gets all it asks for, with so many tokens. */
function uses(name: string, script: string, tokens: number, stdout: string, more: Partial<ShellCase> = {}): ShellCase {
  return {
    name,
    script,
    expect(outcome: Outcome) {
      expect(outcome).toMatchObject({ status: 0, stdout, stderr: '' });
      expect(outcome.issued).toHaveLength(tokens);
    },
    ...more,
  };
}

const three = (body: string) => `for n in 1 2 3; do ${body}; done`;

export const SUBSHELL_CASES: readonly ShellCase[] = [
  uses('a subshell uses the token of the script', 'token; (token; classic computers); classic computers', 1, GOT.repeat(2)),
  uses('a subshell gives back its own', '(token; classic computers); token; classic computers', 2, GOT.repeat(2)),
  uses('a substitution', 'x=$(token; classic computers); echo "$x"; token; x=$(token; classic computers); echo "$x"', 2, GOT.repeat(2)),
  uses(
    'a subshell that renews leaves the token of the script',
    'token; (unbasic_forget; token; classic computers); classic computers',
    2,
    GOT.repeat(2),
  ),
  uses('a subshell that dies', 'token; (unbasic_forget; set -e; token; false; echo no); classic computers', 2, GOT),
  uses('a subshell that exits', 'token; (unbasic_forget; token; exit 3); echo $?; classic computers', 2, `3\n${GOT}`),
  uses(
    'a subshell in a subshell',
    'token; (unbasic_forget; token; (unbasic_forget; token; classic computers); classic computers); classic computers',
    3,
    GOT.repeat(3),
  ),
  uses(
    'a pipeline',
    'token; printf "1\\n2\\n" | while read -r id; do token; classic "computers/id/$id"; done; classic computers',
    1,
    GOT.repeat(3),
  ),
  uses(
    'a pipeline that has no token yet',
    'printf "1\\n2\\n" | while read -r id; do token; classic "computers/id/$id"; done',
    1,
    GOT.repeat(2),
    // bash does not run the EXIT trap of a subshell that is a bare loop: see the next case.
    { shells: ['zsh', 'dash', 'ksh'] },
  ),
  uses(
    'a pipeline that has no token yet, in braces',
    'printf "1\\n2\\n" | { while read -r id; do token; classic "computers/id/$id"; done; }',
    1,
    GOT.repeat(2),
  ),
  uses('the front of a pipeline', '{ token; classic computers; } | cat', 1, GOT),
  uses('jobs', `token; ${three('{ token; classic computers; } &')} wait`.replace('&; done', '& done;'), 1, GOT.repeat(3)),
  uses('jobs that each need a token', `${three('{ token; classic computers; } &')} wait`.replace('&; done', '& done;'), 3, GOT.repeat(3)),
  uses(
    'a job that outlives the script',
    '{ unbasic_forget; token; while kill -0 $$ 2>/dev/null; do sleep 0.1; done; classic computers; } & token; classic computers',
    2,
    GOT.repeat(2),
  ),
  uses(
    'xargs',
    'token; export unbasic_bearer URL; printf "1\\n2\\n3\\n" | xargs -P 3 -I {} sh -c \'curl -s -o /dev/null -w "classic %{http_code}\\n" --oauth2-bearer "$unbasic_bearer" "$URL/JSSResource/computers/id/{}"\'',
    1,
    GOT.repeat(3),
  ),
  {
    name: 'jobs that renew do not disturb each other',
    // Each job's clock is its own: it renews at its second and at its fourth round.
    before: FAKE_CLOCK,
    account: { tokenSeconds: 1800 },
    script: `token; ${three('{ for m in 1 2 3 4 5; do NOW=$((NOW + 700)); token; classic computers; done; NOW=1000000; } &')} wait`.replace(
      '&; done',
      '& done;',
    ),
    expect(outcome) {
      expect(outcome).toMatchObject({ status: 0, stdout: GOT.repeat(15), stderr: '' });
      expect(outcome.issued).toHaveLength(7);
      expect(outcome.lines.filter((line) => line.includes('JSSResource') && line.endsWith(' 401'))).toEqual([]);
    },
  },
  uses(
    'EXIT of the script does not run in a subshell',
    "unbasic_trap 'echo own' EXIT; (token; classic computers); token",
    2,
    `${GOT}own\n`,
    {
      helper: { trap: true },
    },
  ),
  uses('EXIT of a subshell is kept', "token; (trap 'echo sub' EXIT; token; classic computers); classic computers", 1, `${GOT}sub\n${GOT}`),
  {
    name: 'TERM in a subshell',
    shells: ['bash', 'zsh', 'dash'],
    script: `token; { unbasic_forget; token; : > "$WORK/ready"; n=0; while [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done; echo no; } & job=$!
      until [ -e "$WORK/ready" ]; do sleep 0.1; done; kill -TERM "$job"; wait "$job"; echo $?`,
    expect: (outcome) => expect(outcome.stdout).toBe('143\n'),
  },
];

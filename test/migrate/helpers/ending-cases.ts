import { expect } from 'vitest';
import { GOT, type Outcome, type ShellCase } from './shell-cases.ts';

type Ending = Pick<Outcome, 'status'> & Partial<Pick<Outcome, 'stdout' | 'signal'>>;

/** All tokens are given back (asked of every case), and the script ends as it would have. */
function ends(name: string, script: string, ending: Ending, more: Partial<ShellCase> = {}): ShellCase {
  return {
    name,
    script,
    expect(outcome) {
      expect(outcome).toMatchObject(ending);
      expect(outcome.stderr).toBe('');
      expect(outcome.issued.length).toBeGreaterThan(0);
    },
    ...more,
  };
}

const READS_TRAPS = ['bash'];
const CLEANUP = 'cleanup() { echo "cleanup $?"; };';
const WAIT = 'token; echo ready; n=0; while [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done';
const trap = { helper: { trap: true } };

export const ENDING_CASES: readonly ShellCase[] = [
  ends('runs out', 'token', { status: 0 }),
  ends('status of the last command', 'token; (exit 5)', { status: 5 }),
  ends('exit', 'token; exit 3', { status: 3 }),
  ends('exit in a function', 'f() { token; exit 4; }; f; echo no', { status: 4, stdout: '' }),
  ends('set -e', 'set -e; token; false; echo no', { status: 1, stdout: '' }),
  ends('set -e in a function', 'set -e; f() { token; false; echo no; }; f; echo no', { status: 1, stdout: '' }),
  ends(
    'set -u',
    'set -u; f() { token; : "$no_such_variable"; }; f 2>/dev/null; echo no',
    { status: expect.any(Number), stdout: '' },
    { shells: ['bash'] },
  ),
  ends('exec after unbasic_end', 'token; unbasic_end || :; exec sh -c "exit 6"', { status: 6 }),
  ends('unbasic_end and on', 'token; unbasic_end; token; classic computers', { status: 0, stdout: GOT }),
  ends('TERM', WAIT, { status: undefined, signal: 'SIGTERM' }, { signal: 'SIGTERM' }),
  ends('INT', WAIT, { status: undefined, signal: 'SIGINT' }, { signal: 'SIGINT' }),
  ends('HUP', WAIT, { status: undefined, signal: 'SIGHUP' }, { signal: 'SIGHUP', shells: ['bash', 'dash', 'ksh'] }),
  ends('HUP of zsh, which exits', WAIT, { status: 1 }, { signal: 'SIGHUP', shells: ['zsh'] }),
  ends('PIPE', 'token; trap "" PIPE', { status: 0 }),

  // Traps that the helper finds or leaves alone by itself.
  ends(
    'EXIT set before the helper',
    'token',
    { status: 0, stdout: 'before 0\n' },
    { before: 'trap \'echo "before $?"\' EXIT', shells: ['bash', 'zsh'] },
  ),
  ends(
    'EXIT set before the first token',
    `trap 'echo "it'\\''s" "$?"' EXIT; token; exit 3`,
    { status: 3, stdout: "it's 3\n" },
    { shells: ['bash', 'zsh'] },
  ),
  ends(
    'EXIT of several lines',
    'trap "echo one\necho two" EXIT; token; exit 3',
    { status: 3, stdout: 'one\ntwo\n' },
    { shells: ['bash', 'zsh'] },
  ),
  ends('EXIT that exits', "trap 'echo bye; exit 9' EXIT; token; exit 3", { status: 9, stdout: 'bye\n' }, { shells: ['bash', 'zsh'] }),
  ends(
    'EXIT that talks to the server',
    "trap 'token; classic computers' EXIT; token; exit 3",
    { status: 3, stdout: GOT },
    { shells: ['bash', 'zsh'] },
  ),
  ends(
    'EXIT under set -e',
    `set -e; ${CLEANUP} trap cleanup EXIT; token; false`,
    { status: 1, stdout: 'cleanup 1\n' },
    { shells: READS_TRAPS },
  ),
  ends(
    'EXIT set again after a token, found at the next',
    'token; trap "echo own" EXIT; unbasic_forget; token',
    { status: 0, stdout: 'own\n' },
    { shells: READS_TRAPS },
  ),
  ends(
    'EXIT of a zsh function',
    'f() { trap "echo left" EXIT; token; }; f; echo after',
    { status: 0, stdout: 'left\nafter\n' },
    { shells: ['zsh'] },
  ),
  ends(
    'EXIT of the script, token in a zsh function',
    'trap "echo own" EXIT; f() { token; }; f; echo after',
    { status: 0, stdout: 'after\nown\n' },
    { shells: ['zsh'] },
  ),
  ends(
    'hooks of zsh',
    'mine() { echo mine; }; zshexit_functions=(mine); token; exit 3',
    { status: 3, stdout: 'mine\n' },
    { shells: ['zsh'] },
  ),
  ends(
    'TERM that the script traps',
    `trap 'echo term; exit 7' TERM; ${WAIT}`,
    { status: 7, stdout: 'ready\nterm\n' },
    { signal: 'SIGTERM' },
  ),
  ends(
    'INT that the script ignores',
    "trap '' INT; token; kill -INT $$; echo on",
    { status: 0, stdout: 'on\n' },
    { shells: ['bash', 'zsh'] },
  ),
  ends(
    'INT that the script ignores before the helper',
    'token; kill -INT $$; echo on',
    { status: 0, stdout: 'on\n' },
    { before: "trap '' INT", shells: ['bash', 'zsh'] },
  ),

  // Traps that the codemod hands to the helper.
  ends('unbasic_trap before a token', `${CLEANUP} unbasic_trap cleanup EXIT; token; exit 3`, { status: 3, stdout: 'cleanup 3\n' }, trap),
  ends('unbasic_trap after a token', `${CLEANUP} token; unbasic_trap cleanup EXIT; exit 3`, { status: 3, stdout: 'cleanup 3\n' }, trap),
  ends(
    'unbasic_trap between tokens',
    `${CLEANUP} token; unbasic_trap cleanup 0; unbasic_forget; token`,
    { status: 0, stdout: 'cleanup 0\n' },
    trap,
  ),
  ends(
    'unbasic_trap in a function',
    `${CLEANUP} f() { unbasic_trap cleanup EXIT; token; }; f; echo after`,
    { status: 0, stdout: 'after\ncleanup 0\n' },
    trap,
  ),
  ends(
    'unbasic_trap with --, several signals',
    `${CLEANUP} unbasic_trap -- 'cleanup; exit 8' INT TERM; ${WAIT}`,
    { status: 8, stdout: expect.stringMatching(/^ready\ncleanup \d+\n$/) },
    { ...trap, signal: 'SIGTERM' },
  ),
  ends('unbasic_trap EXIT INT TERM', `${CLEANUP} unbasic_trap cleanup EXIT INT; token; exit 2`, { status: 2, stdout: 'cleanup 2\n' }, trap),
  ends(
    'unbasic_trap that talks to the server',
    "unbasic_trap 'token; classic computers' EXIT; token; exit 3",
    { status: 3, stdout: GOT },
    trap,
  ),
  ends('unbasic_trap that exits', "unbasic_trap 'exit 9' EXIT; token; exit 3", { status: 9 }, trap),
  ends('unbasic_trap - EXIT', `${CLEANUP} unbasic_trap cleanup EXIT; token; unbasic_trap - EXIT; exit 3`, { status: 3, stdout: '' }, trap),
  ends(
    'unbasic_trap EXIT alone',
    `${CLEANUP} unbasic_trap cleanup EXIT; token; unbasic_trap EXIT; exit 3`,
    { status: 3, stdout: '' },
    trap,
  ),
  ends(
    'unbasic_trap - INT TERM',
    `unbasic_trap 'echo no' INT TERM; token; unbasic_trap - INT TERM; ${WAIT}`,
    { status: undefined, signal: 'SIGTERM' },
    { ...trap, signal: 'SIGTERM' },
  ),
  ends(
    "unbasic_trap '' INT",
    "unbasic_trap '' INT; token; kill -INT $$; echo on",
    { status: 0, stdout: 'on\n' },
    { ...trap, shells: ['bash', 'dash', 'zsh'] },
  ),
  ends(
    'unbasic_trap in a subshell',
    `${CLEANUP} token; (unbasic_trap cleanup EXIT; unbasic_forget; token; exit 3); echo $?`,
    { status: 0, stdout: 'cleanup 3\n3\n' },
    trap,
  ),
  ends(
    'unbasic_trap under set -eu',
    `set -eu; ${CLEANUP} unbasic_trap cleanup EXIT; token; false`,
    { status: 1, stdout: 'cleanup 1\n' },
    trap,
  ),
];

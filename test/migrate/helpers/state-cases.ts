import { expect } from 'vitest';
import { GOT, type ShellCase } from './shell-cases.ts';

function works(name: string, before: string, script = 'token; classic computers', more: Partial<ShellCase> = {}): ShellCase {
  return { name, before, script, expect: (outcome) => expect(outcome).toMatchObject({ status: 0, stdout: GOT, stderr: '' }), ...more };
}

function says(name: string, script: string, stdout: string, more: Partial<ShellCase> = {}): ShellCase {
  return { name, script, expect: (outcome) => expect(outcome).toMatchObject({ status: 0, stdout, stderr: '' }), ...more };
}

const ZSH_OPTIONS = [
  'KSH_ARRAYS',
  'SH_WORD_SPLIT',
  'GLOB_SUBST',
  'NO_NOMATCH',
  'EXTENDED_GLOB',
  'NO_MULTIBYTE',
  'POSIX_TRAPS',
  'LOCAL_TRAPS',
];

export const STATE_CASES: readonly ShellCase[] = [
  works('set -eu', 'set -eu'),
  works('set -eu -o pipefail', 'set -eu -o pipefail', undefined, { shells: ['bash', 'zsh', 'ksh'] }),
  works('set -f', 'set -f'),
  works('set -a', 'set -a'),
  works('IFS of digits', 'IFS=0123456789'),
  works('IFS of punctuation', 'IFS=:/.-_'),
  works('IFS empty', "IFS=''"),
  ...ZSH_OPTIONS.map((option) => works(`setopt ${option}`, `setopt ${option}`, undefined, { shells: ['zsh'] })),
  works('emulate sh', 'emulate sh', undefined, { shells: ['zsh'] }),
  works('shopt', 'shopt -s extglob nullglob failglob nocasematch', undefined, { shells: ['bash'] }),
  works('in a function', '', 'f() { token; classic computers; }; f a b'),
  works('in a function of a function with locals', '', 'g() { token; }; f() { typeset x=1; g; classic computers; }; f', {
    shells: ['bash', 'zsh', 'ksh'],
  }),
  works('helper read twice', '', '. "$HELPER"; token; . "$HELPER"; token; classic computers'),
  says('status before the call', 'false; token; echo $?; (exit 7); token; echo $?; true; token; echo $?', '1\n7\n0\n'),
  says('status before the end', 'token; (exit 7); unbasic_end; echo $?', '7\n'),
  says('status of a failed list under set -e', 'set -e; false && true; token; echo on', 'on\n'),
  says('in && and ||', 'true && token && echo and; false || token; echo or', 'and\nor\n'),
  says('positional parameters', 'set -- \'a b\' c; token; f() { token; echo "${#}:$1"; }; f x y; echo "${#}:$1$2"', '2:x\n2:a bc\n'),
  says('$!', 'sleep 0 & first=$!; token; [ "$first" = "$!" ] && echo same; wait "$first"; echo $?', 'same\n0\n'),
  says('wait has nothing to wait for', 'token; wait; echo waited', 'waited\n'),
  says('IFS', 'IFS=,; token; [ "$IFS" = , ] && echo same', 'same\n'),
  says('set options', 'set -f; was=$-; token; [ "$was" = "$-" ] && echo same', 'same\n'),
  says('zsh options', 'was=$(setopt); token; [ "$was" = "$(setopt)" ] && echo same', 'same\n', { shells: ['zsh'] }),
  says('standard input', 'while read -r line; do token; echo "<$line>"; done', '<one>\n<two>\n', { input: 'one\ntwo\n' }),
  says('ERR trap', "trap 'echo failed' ERR; token || :; false && true; token || :; echo on", 'on\n', { shells: ['bash', 'ksh', 'zsh'] }),
  says('a wrapper named curl', 'curl() { echo wrapped; }; date() { echo wrapped; }; token; unset -f curl; classic computers', GOT),
];

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHELL_HELPER_END, SHELL_HELPER_START } from '../../../src/migrate/helpers/shell-helper.ts';
import { migrate } from '../../../src/migrate/migrate.ts';
import type { MigrationResult } from '../../../src/migrate/result.ts';

const T = 'unbasic_token "$s" "$u" "$p"';
const B = '--oauth2-bearer "$unbasic_bearer"';

/** What becomes of a line of a bash script; undefined where it must stay as it is. */
const CASES: readonly (readonly [before: string, after: string | undefined])[] = [
  // The option, in all its forms.
  ['curl -u "$u:$p" "$s/JSSResource/a"', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -u"$u:$p" "$s/JSSResource/a"', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -su $u:$p $s/JSSResource/a', `${T}\ncurl -s ${B} $s/JSSResource/a`],
  ['curl --user "$u:$p" "$s/JSSResource/a" -X PUT', `${T}\ncurl ${B} "$s/JSSResource/a" -X PUT`],
  ['curl "$s/JSSResource/a" -u "$u":"$p"', `${T}\ncurl "$s/JSSResource/a" ${B}`],
  ['curl --basic -u "$u:$p" "$s/JSSResource/a"', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -u "$u:$p" "$s/JSSResource/a" --anyauth', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -ku "$u:$p" "$s/JSSResource/a"', `${T} -k\ncurl -k ${B} "$s/JSSResource/a"`],
  ['curl --cacert /x.pem -u "$u:$p" "$s/JSSResource/a"', `${T} --cacert /x.pem\ncurl --cacert /x.pem ${B} "$s/JSSResource/a"`],
  ['curl -u "api:it\'s" "$s/JSSResource/a"', `unbasic_token "$s" api "it's"\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -u \'api:a$b\' "$s/JSSResource/a"', `unbasic_token "$s" api 'a$b'\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -u "$4" "$s/JSSResource/a"', `unbasic_token "$s" "\${4%%:*}" "\${4#*:}"\ncurl ${B} "$s/JSSResource/a"`],
  ['curl -H "Authorization: Basic $4" "$s/JSSResource/a"', `unbasic_token_base64 "$s" "$4"\ncurl ${B} "$s/JSSResource/a"`],
  // The server.
  ['curl -u "$u:$p" "$4":8443/JSSResource/a', `unbasic_token "\${4}:8443" "$u" "$p"\ncurl ${B} "$4":8443/JSSResource/a`],
  ['curl -u "$u:$p" "${s%/}/JSSResource/a"', `unbasic_token "\${s%/}" "$u" "$p"\ncurl ${B} "\${s%/}/JSSResource/a"`],
  ['curl -u "$u:$p" "${s}"JSSResource/a', `unbasic_token "\${s}" "$u" "$p"\ncurl ${B} "\${s}"JSSResource/a`],
  ['x="$s/JSSResource"; curl -u "$u:$p" "$x/a/$4"', `x="$s/JSSResource"; unbasic_token "$x" "$u" "$p"; curl ${B} "$x/a/$4"`],
  ['curl -u "$u:$p" https://h:8443/c/JSSResource/a', `unbasic_token https://h:8443/c "$u" "$p"\ncurl ${B} https://h:8443/c/JSSResource/a`],
  ['curl -u "$u:$p" "$(cat f)/JSSResource/a"', undefined],
  ['curl -u "$u:$p" "$s/JSSResource/a" "$4/JSSResource/b"', undefined],
  // The place.
  ['x=$(curl -u "$u:$p" "$s/JSSResource/a")', `${T}\nx=$(curl ${B} "$s/JSSResource/a")`],
  ['  if curl -u "$u:$p" "$s/JSSResource/a"; then :; fi', `  ${T}\n  if curl ${B} "$s/JSSResource/a"; then :; fi`],
  ['if :; then curl -u "$u:$p" "$s/JSSResource/a"; fi', `if :; then ${T}; curl ${B} "$s/JSSResource/a"; fi`],
  [
    'if :; then :; elif curl -u "$u:$p" "$s/JSSResource/a"; then :; fi',
    `if :; then :; elif ${T}; curl ${B} "$s/JSSResource/a"; then :; fi`,
  ],
  ['! curl -u "$u:$p" "$s/JSSResource/a"', `${T}\n! curl ${B} "$s/JSSResource/a"`],
  ['while curl -u "$u:$p" "$s/JSSResource/a"; do :; done', `while ${T}; curl ${B} "$s/JSSResource/a"; do :; done`],
  ['[ "$4" ] && curl -u "$u:$p" "$s/JSSResource/a"', `[ "$4" ] && { ${T}; curl ${B} "$s/JSSResource/a"; }`],
  ['curl -u "$u:$p" "$s/JSSResource/a" || exit 1', `${T}\ncurl ${B} "$s/JSSResource/a" || exit 1`],
  ['echo x | curl -u "$u:$p" -d @- "$s/JSSResource/a"', `${T}\necho x | curl ${B} -d @- "$s/JSSResource/a"`],
  ['case $4 in a) curl -u "$u:$p" "$s/JSSResource/a";; esac', `case $4 in a) ${T}; curl ${B} "$s/JSSResource/a";; esac`],
  [
    'for i in 1 2; do curl -u "$u:$p" "$s/JSSResource/a"; done | cat',
    `${T}\n{ for i in 1 2; do ${T}; curl ${B} "$s/JSSResource/a"; done; } | cat`,
  ],
  ['x=$(y=$4; curl -u "$y:$p" "$s/JSSResource/a")', `x=$(y=$4; unbasic_token "$s" "$y" "$p"; curl ${B} "$s/JSSResource/a")`],
  ['curl -u "$u:$p" "$s/JSSResource/a" &', `{ unbasic_forget; ${T}; curl ${B} "$s/JSSResource/a"; } &`],
  ['exec curl -u "$u:$p" "$s/JSSResource/a"', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['trap \'rm f\' EXIT\ncurl -u "$u:$p" "$s/JSSResource/a"', `unbasic_trap 'rm f' EXIT\n${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['trap \'echo x\' USR1\ncurl -u "$u:$p" "$s/JSSResource/a"', `trap 'echo x' USR1\n${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['nohup sh -c "curl -u \'$u:$p\' $s/JSSResource/a" &', undefined],
  ['curl -u "$u:$p" "$s/JSSResource/a" & wait', `${T}\ncurl ${B} "$s/JSSResource/a" & wait`],
  ['{ read -r x; } < <(curl -u "$u:$p" "$s/JSSResource/a")', `${T}\n{ read -r x; } < <(curl ${B} "$s/JSSResource/a")`],
  // Elsewhere than at the call.
  ['a=(-s -u "$u:$p")\ncurl "${a[@]}" "$s/JSSResource/a"', `a=(-s)\n${T}\ncurl ${B} "\${a[@]}" "$s/JSSResource/a"`],
  ['a=(-u "$u:$p")\ncurl "${a[@]}" "$s/JSSResource/a"', `a=()\n${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['a="-k -u $u:$p"\ncurl $a "$s/JSSResource/a"', `a="-k"\n${T} -k\ncurl ${B} $a "$s/JSSResource/a"`],
  ['a=(-u "$u:$p")\ncurl "${a[@]}" "$s/JSSResource/a"\ncurl "${a[@]}" https://other.example.com', undefined],
  ['a=(-u "$u:$p"); [ "$4" ] && a=(-s)\ncurl "${a[@]}" "$s/JSSResource/a"', undefined],
  ['b=$(printf %s "$u:$p" | base64)\ncurl -H "Authorization: Basic $b" "$s/JSSResource/a"', `${T}\ncurl ${B} "$s/JSSResource/a"`],
  ['curl "https://$u:$p@h/JSSResource/a"', `unbasic_token https://h "$u" "$p"\ncurl ${B} "https://h/JSSResource/a"`],
  [
    'b=$(echo -n "$4:$5" | base64)\nf() { curl -H "Authorization: Basic $b" "$s/JSSResource/$1"; }',
    `b=$(echo -n "$4:$5" | base64)\nf() { unbasic_token_base64 "$s" "$b"; curl ${B} "$s/JSSResource/$1"; }`,
  ],
  ['o="-s -u $4:$5"\nf() { curl $o "$s/JSSResource/$1"; }', undefined],
  ['o="-s -u $u:$p"\nf() { local u=$1; curl $o "$s/JSSResource/$1"; }', undefined],
  ['h="Authorization: Basic $4"\nf() { curl -H "$h" "$s/JSSResource/$1"; }', undefined],
  ['a=(-u "$u:$p")\ncurl "${a[@]}" "$s/JSSResource/a"\neval \'curl "${a[@]}" "$s/x"\'', undefined],
  // Nothing to change, or nothing that may be.
  ['curl -u "$USER" "$s/JSSResource/a"', undefined],
  ['curl -u api "$s/JSSResource/a"', undefined],
  ['curl -n "$s/JSSResource/a"', undefined],
  ['curl --digest -u "$u:$p" "$s/JSSResource/a"', undefined],
  ['curl -U "$u:$p" -x proxy "$s/JSSResource/a"', undefined],
  ['curl -u "$u:$p" "$s/api/v1/auth/token" -X POST', undefined],
  ['curl -u "$u:$p" https://other.example.com/a', undefined],
  ['eval "curl -u \'$u:$p\' $s/JSSResource/a"', undefined],
  ['ssh host "curl -u \'$u:$p\' $s/JSSResource/a"', undefined],
  ['wget --user "$u" --password "$p" "$s/JSSResource/a"', undefined],
  ['# curl -u "$u:$p" "$s/JSSResource/a"', undefined],
  ['echo "curl -u $u:$p $s/JSSResource/a"', undefined],
];

const HEAD = '#!/bin/bash\ns=$1 u=$2 p=$3\n';
const fileOf = (index: number): string => `case-${String(index).padStart(2, '0')}.sh`;

/** A result without the helper and the empty lines around it. */
function withoutHelper(text: string): string {
  const start = text.indexOf(SHELL_HELPER_START);
  const end = text.indexOf('\n', text.indexOf(SHELL_HELPER_END)) + 1;
  return `${text.slice(0, start).trimEnd()}\n${text.slice(end).replace(/^\n/, '')}`;
}

describe('one call each', () => {
  let result: MigrationResult;

  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'unbasic-edits-')));

  beforeAll(async () => {
    for (const [index, [before]] of CASES.entries()) writeFileSync(join(cwd, fileOf(index)), `${HEAD}${before}\n`);
    result = await migrate({ cwd, paths: ['.'] });
  }, 60_000);

  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  it.each(CASES.map(([before, after], index) => ({ before, after, file: fileOf(index) })))('$before', ({ after, file }) => {
    const change = result.changes.find((candidate) => candidate.file === file);
    expect(change && withoutHelper(change.text)).toBe(after === undefined ? undefined : `${HEAD}${after}\n`);
  });
});

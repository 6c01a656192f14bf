import { describe, expect, it } from 'vitest';
import { BudgetExceeded } from '../../../../src/languages/budget.ts';
import { childBlocks, wordsOf } from '../../../../src/languages/shell/syntax/blocks.ts';
import type { Block, Dialect } from '../../../../src/languages/shell/syntax/ir.ts';
import { scanLexically } from '../../../../src/languages/shell/syntax/lexical.ts';
import { projectOf } from '../values/probe.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const TOKENS = [
  ...'\' " ` $ \\ # ; & | ( ) { } [ ] < > ! = + * ? ~ ^ , : / @ % -'.split(' '),
  ...'$( ${ $(( )) [[ ]] (( && || ;; <<E <<-E <<"E" <<< << >> 2>&1 &> <( >( =( $" \' ${ \\ ${x:- ${x%/} ${x//a/b} ${x:0:3} ${(f)x} ${(s:,:)x} ${${x}} $x[1] "$@" $1 $# $? $!'.split(
    ' ',
  ),
  ...'if then elif else fi for in do done while until case esac select repeat foreach end function always time coproc'.split(' '),
  ...'f() f x x=1 x+=2 x[1]=2 x=(a b) a echo printf read local export eval set -- shift source exit return curl -u E EOF $x'.split(' '),
  ' ',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n',
  '\t',
  '\r\n',
  '\r',
  '\u0000',
  '\u0001',
  '\uFEFF',
  'é',
  '😀',
  '\uD800',
];

const SCRIPTS = [
  `#!/bin/bash\nserver="https://jamf.example.com:8443"\napi() {\n  local path="$1"; shift\n  curl -su "$user:$pass" "$@" "\${server%/}/JSSResource/$path"\n}\nfor id in $(api computers | xmllint --xpath '//id' -); do\n  api "computers/id/$id" -H 'Accept: text/xml' || exit 1\ndone\n`,
  `#!/bin/zsh --no-rcs\ntypeset -A names=(a 1 b 2)\nfor key value (\${(kv)names}) { print -r -- "$key: $value" }\nif [[ -n $4 ]] { url=$4 } else { url=\${(L)default_url} }\ncase $url {\n  http*) api=\${url%%/}/api ;;\n  *) exit 2 ;;\n}\nrepeat 3 { curl -u "$u:$p" $api && break }\n`,
  `cat <<EOF > /tmp/a.sh && sh /tmp/a.sh <<'X' | while IFS=, read -r a b; do\n$(curl -u "$1:$2" \\\n  "https://h/JSSResource/\${x:-\`echo y\`}")\nEOF\nliteral $(not) run\nX\n  args+=(-H "X: $a" --data @<(echo "$b"))\ndone\n(( count++ )); [[ $a =~ ^(x|y)$ && \${#args[@]} -gt $((1 << 2)) ]] && eval "u='$a'"\n`,
];

function evaluateEverything(text: string, dialect: Dialect): void {
  const { project, scripts } = projectOf({ [`soup.${dialect}`]: text });
  const visit = (block: Block): void => {
    block.statements.forEach((statement, index) => {
      const words = wordsOf(statement);
      for (const word of words) project.evaluator.word(word, { block, index }, undefined);
      project.evaluator.argumentLists(words, { block, index }, undefined);
      for (const child of childBlocks(statement)) {
        expect(child.parent).toBeDefined();
        visit(child);
      }
    });
  };
  try {
    visit(scripts[0]!.block);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
  }
}

function check(text: string): void {
  const lines = text.replace(/\r\n/g, ' \n').replace(/\r/g, '\n');
  for (const dialect of ['bash', 'zsh'] as const) {
    const { masked } = scanLexically(lines, dialect);
    expect(masked.length, JSON.stringify(text)).toBe(lines.length);
    expect(masked.replace(/[^\n]/g, ''), JSON.stringify(text)).toBe(lines.replace(/[^\n]/g, ''));
    try {
      evaluateEverything(text, dialect);
    } catch (error) {
      throw new Error(`${dialect} ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

describe('whatever a text holds, it is read and evaluated', () => {
  it('random tokens', () => {
    const random = numbers(1);
    for (let round = 0; round < 600; round++)
      check(Array.from({ length: 1 + random(40) }, () => TOKENS[random(TOKENS.length)]).join(random(3) === 0 ? ' ' : ''));
  });

  it('scripts cut off anywhere', () => {
    for (const script of SCRIPTS) for (let end = 0; end < script.length; end += 5) check(script.slice(0, end));
  });

  it('scripts that start anywhere', () => {
    for (const script of SCRIPTS) for (let start = 1; start < script.length; start += 7) check(script.slice(start));
  });

  it('scripts put together from pieces, with tokens between them', () => {
    const random = numbers(2);
    for (let round = 0; round < 200; round++) {
      let text = '';
      for (let piece = 0; piece < 4; piece++) {
        const script = SCRIPTS[random(SCRIPTS.length)]!;
        const start = random(script.length);
        text += script.slice(start, start + random(120)) + TOKENS[random(TOKENS.length)];
      }
      check(text);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { scanLexically } from '../../../../src/languages/shell/syntax/lexical.ts';
import { probe, projectOf } from '../values/probe.ts';

/** Far more than linear work takes, far less than quadratic work would. */
const TIMEOUT = 120_000;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

describe('texts that invite reading things again and again', () => {
  const texts: Record<string, string> = {
    'stray double quotes': 'a" '.repeat(200_001),
    'stray single quotes': "it's ".repeat(200_001),
    'stray backticks': '`a '.repeat(200_001),
    'open parameters': '${a:-'.repeat(40_000),
    'open substitutions': 'a $(b '.repeat(40_000),
    'open process substitutions': '<('.repeat(100_000),
    'open tests': '[[ '.repeat(200_000),
    'open arithmetic': '(('.repeat(200_000),
    'open arithmetic expansions': '$(('.repeat(200_000),
    'open loops': 'for i in a '.repeat(100_000),
    'shifts that look like here-documents': lines(100_000, () => 'let x=1<<3'),
    'here-documents that nothing ends': lines(100_000, (index) => `cat <<E${index}`),
    'here-documents': lines(100_000, () => 'cat <<E\nx\nE'),
    comments: lines(200_000, (index) => `# it's "${index}`),
    'a for with a name that could be split anywhere': `for ${'a'.repeat(250)}!`,
    'fors with such names': lines(5000, () => `for ${'b'.repeat(60)} ${'b'.repeat(60)}-`),
    'one long word': `curl ${'a'.repeat(5_000_000)}`,
    'one long string': `curl "${'a'.repeat(5_000_000)}"`,
  };
  for (const [name, text] of Object.entries(texts)) {
    it(name, { timeout: TIMEOUT }, () => {
      for (const dialect of ['bash', 'zsh'] as const) expect(scanLexically(text, dialect).masked).toHaveLength(text.length);
    });
  }
});

describe('large scripts', () => {
  const cases: readonly (readonly [name: string, script: string, expected: readonly string[]])[] = [
    ['one variable assigned again and again', `${lines(20_000, (index) => `u=${index}`)}\nprobe "$u"`, ['19999']],
    ['one variable made longer again and again', `u=h\n${lines(100, () => 'u=$u/x')}\nprobe "\${u:0:5}"`, ['h/x/x']],
    ['an array of many elements', `a=(${'x '.repeat(50_000)})\nprobe "\${a[0]}"`, ['x']],
    ['a long list', `u=1${' && u=2'.repeat(30_000)}\nprobe $u`, ['2']],
    ['nested conditionals', `${'if [ x ]; then '.repeat(100)}probe a; ${'fi; '.repeat(100)}`, ['a']],
    ['nested substitutions', `probe "${'$(echo "'.repeat(20)}a${'")'.repeat(20)}"`, ['a']],
    ['a pattern of many wildcards', `u=${'a'.repeat(3000)}\nv=\${u##${'*a'.repeat(40)}*b}\nprobe "\${v:0:3}"`, ['aaa']],
    ['a sed script that nothing ends', `probe "$(echo a | sed 's/${'\\'.repeat(401)}')"`, ['{sed}']],
    ['a sed expression that could run away', `probe "$(echo ${'a'.repeat(200)} | sed -E 's/(a|a)*b//')"`, ['{sed}']],
    ['a chain of functions', `${lines(90, (index) => `f${index}() { f${index + 1} "$1"; }`)}\nf90() { probe "$1"; }\nf0 a`, ['a']],
    ['a longer one', `${lines(2000, (index) => `f${index}() { f${index + 1} "$@"; }`)}\nf2000() { probe "$1"; }\nf0 a`, ['{argument}']],
  ];
  for (const [name, script, expected] of cases) {
    it(name, { timeout: TIMEOUT }, () => {
      expect(probe(script)).toEqual(expected);
    });
  }

  it('says what it has not read', { timeout: TIMEOUT }, () => {
    const nested = projectOf({ 'a.bash': `${'{ '.repeat(1000)}curl x; ${'}; '.repeat(1000)}` }).scripts[0]!;
    expect(nested.hasErrors).toBe(true);
    expect(nested.unread).not.toEqual([]);
    const long = projectOf({ 'a.bash': 'a;'.repeat(70_000) }).scripts[0]!;
    expect(long.unread).toEqual([[119_999, 140_000]]);
  });
});

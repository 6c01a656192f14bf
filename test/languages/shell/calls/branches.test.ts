import { describe, expect, test } from 'vitest';
import { guardedCalls } from '../../../../src/http/guard.ts';
import { extractText, summary } from '../extract.ts';

const BASIC = 'curl -u "$a:$b" https://j.example/JSSResource/sites';
const TOKEN = 'curl --oauth2-bearer "$t" https://j.example/JSSResource/sites';

async function guarded(script: string): Promise<string[]> {
  return [...guardedCalls((await extractText(script)).calls)].map(summary);
}

describe('beside a token on the other branch', () => {
  test.each<[string, string]>([
    ['if and else', `if x; then ${TOKEN}; else ${BASIC}; fi`],
    ['elif', `if x; then ${BASIC}; elif y; then :; else ${TOKEN}; fi`],
    ['case', `case $x in a) ${TOKEN} ;; *) ${BASIC} ;; esac`],
    ['a list', `x && ${TOKEN} || ${BASIC}`],
    ['functions of different branches', `p() { ${BASIC}; }\nq() { ${TOKEN}; }\nif x; then q; else p; fi`],
    ['functions called there more than once', `p() { ${BASIC}; }\nq() { ${TOKEN}; }\nif x; then q; q; else p; p; fi`],
    ['a function of a function', `p() { ${BASIC}; }\nr() { p; }\nq() { ${TOKEN}; }\nif x; then q; else r; fi`],
    [
      'one call with either array',
      `if x; then o=(--oauth2-bearer "$t"); else o=(-u "$a:$b"); fi\ncurl "\${o[@]}" https://j.example/JSSResource/sites`,
    ],
  ])('%s', async (_, script) => {
    expect(await guarded(script)).toEqual(['https://j.example/JSSResource/sites basic']);
  });
});

describe('not beside a token', () => {
  test.each<[string, string]>([
    ['in sequence', `${TOKEN}; ${BASIC}`],
    ['on the same branch', `if x; then ${TOKEN}; ${BASIC}; fi`],
    ['behind the conditional', `if x; then ${TOKEN}; fi; ${BASIC}`],
    ['another resource', `if x; then curl --oauth2-bearer "$t" https://j.example/JSSResource/users; else ${BASIC}; fi`],
    ['another method', `if x; then ${TOKEN} -X DELETE; else ${BASIC}; fi`],
    ['another conditional', `if x; then ${TOKEN}; fi; if y; then ${BASIC}; fi`],
    [
      'a token only for the token endpoint',
      `if x; then curl --oauth2-bearer "$t" https://j.example/api/v1/auth/keep-alive; else ${BASIC}; fi`,
    ],
    ['a function that both branches call', `p() { ${BASIC}; }\nq() { ${TOKEN}; }\nif x; then q; p; else p; fi`],
    ['a function that is called outside too', `p() { ${BASIC}; }\nq() { ${TOKEN}; }\np\nif x; then q; else p; fi`],
    ['functions that call each other', `p() { q; ${BASIC}; }\nq() { p; }\np`],
    ['all in a row', `${TOKEN} && ${BASIC}`],
    ['no token', `if x; then ${BASIC}; else ${BASIC} -s; fi`],
  ])('%s', async (_, script) => {
    expect(await guarded(script)).toEqual([]);
  });
});

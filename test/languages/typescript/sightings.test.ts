import { describe, expect, it } from 'vitest';
import { extraction } from './workspace.ts';

async function sightedLines(script: string): Promise<number[]> {
  const { sightings } = await extraction(script);
  return sightings.map(({ span }) => script.slice(0, span.start).split('\n').length);
}

describe('sightings', () => {
  it.each([
    [
      'behind a backtick that is never closed',
      "const a = `oops;\nfetch('https://j/JSSResource/a', { headers: { Authorization: basic } });",
      [2],
    ],
    ['in a string that is never closed', "run('curl -u a:b https://j/JSSResource/a);\n", [1]],
    ['a call that is read all the same', "class A {\n  get( { return fetch('https://j/JSSResource/a', { auth }) ) } ]\n", []],
    ['no error', "const help = 'curl -u a:b https://j/JSSResource/a';", []],
    ['an error elsewhere', "const a = 1 b = 2;\nconst help = 'curl -u a:b https://j/JSSResource/a';", []],
    ['a comment in a broken statement', "const a = [1 2;\n// fetch('https://j/JSSResource/a', { auth })", []],
    ['no credentials near', "const a = ['https://j/JSSResource/a' 2;", []],
  ])('%s', async (_, script, expected) => {
    expect(await sightedLines(script)).toEqual(expected);
  });
});

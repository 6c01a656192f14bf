import { describe, expect, it } from 'vitest';
import type { Extraction } from '../../src/languages/language.ts';
import { isolate } from '../../src/scan/isolate.ts';

/** Extracts a problem that tells which files were read together, and fails for some. */
function extractor(bad: ReadonlySet<string>, tried: (readonly string[])[] = []) {
  return async (paths: readonly string[]): Promise<Extraction> => {
    tried.push(paths);
    const first = paths.find((path) => bad.has(path));
    if (first !== undefined) throw new Error(`cannot read ${first}`);
    return { calls: [], sightings: [], problems: [{ file: '', code: '', message: paths.join(' ') }] };
  };
}

const cases: readonly (readonly [paths: string, bad: string, together: string[]])[] = [
  ['a b c d', '', ['a b c d']],
  ['a b c d', 'a', ['b c d']],
  ['a b c d', 'd', ['a b c']],
  ['a b c d', 'b c', ['a d']],
  ['a', 'a', []],
  ['a b', 'a b', []],
  ['a b c d e f g h i j', 'a b c d e f g h i', ['j']],
  ['a b c d e f g h i j k', 'a b c d e f g h i', ['j', 'k']],
];

describe('files that make an extraction fail', () => {
  it.each(cases)('of %s, %s', async (paths, bad, together) => {
    const wrong = bad.split(' ').filter((path) => path !== '');
    const { extraction, failed } = await isolate(paths.split(' '), extractor(new Set(wrong)));
    expect([...failed.keys()].sort()).toEqual(wrong);
    expect([...failed.values()].map((error) => (error as Error).message).sort()).toEqual(wrong.map((path) => `cannot read ${path}`));
    expect(extraction.problems.map(({ message }) => message)).toEqual(together);
  });

  it('are found by halves', async () => {
    const tried: (readonly string[])[] = [];
    const paths = Array.from({ length: 1000 }, (_, index) => `f${index}`);
    await isolate(paths, extractor(new Set(['f700']), tried));
    expect(tried.length).toBeLessThan(15);
  });

  it('are not there for the others', async () => {
    const hidden: string[][] = [];
    await isolate(['a', 'b'], async (paths, without) => {
      hidden.push([...without]);
      if (paths.includes('b')) throw new Error('no');
      return { calls: [], sightings: [], problems: [] };
    });
    expect(hidden.at(-1)).toEqual(['b']);
  });
});

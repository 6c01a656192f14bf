import { expect, it } from 'vitest';
import { type Files, probe, probeFiles, probeZsh } from './probe.ts';

/** A script, and everything that the words behind its `probe` commands can be. */
export type Case = readonly [script: string, expected: readonly string[]];

function table<T>(cases: readonly (readonly [T, readonly string[]])[], title: (script: T) => string, run: (script: T) => string[]): void {
  for (const [script, expected] of cases) {
    it(title(script), () => {
      expect(run(script)).toEqual([...expected].sort());
    });
  }
}

export function bash(cases: readonly Case[]): void {
  table(cases, (script) => script.replaceAll('\n', '⏎'), probe);
}

export function zsh(cases: readonly Case[]): void {
  table(cases, (script) => script.replaceAll('\n', '⏎'), probeZsh);
}

/** Cases of several files. */
export function files(cases: readonly (readonly [files: Files, expected: readonly string[]])[]): void {
  table(
    cases,
    (all) =>
      Object.entries(all)
        .map(([path, text]) => `${path}: ${text.replaceAll('\n', '⏎')}`)
        .join(' § '),
    probeFiles,
  );
}

import { createHash } from 'node:crypto';

/** What a fingerprint rests on. Together with the path it identifies a finding; on its own it survives a new name and a move. */
export interface FingerprintContent {
  readonly rule: string;
  /** Not part of the fingerprint: it tells within which findings equal ones are counted. */
  readonly file: string;
  /** The text of the call with its secrets masked. */
  readonly text: string;
  /** What tells findings of one rule at one place apart: a resource. */
  readonly detail?: string | undefined;
}

/** Blanks, line ends and line continuations folded, those inside brackets left out, so that indentation and line breaks do not matter. */
export function normaliseCode(text: string): string {
  return text
    .replace(/\\\r?\n|\\\r/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([()[\]{},]) ?/g, '$1')
    .replace(/,([)\]}])/g, '$1')
    .trim();
}

/** The fingerprints of findings in the order given: equal ones of one file are told apart by their order. */
export function fingerprints(contents: readonly FingerprintContent[]): string[] {
  const seen = new Map<string, number>();
  return contents.map(({ rule, file, text, detail }) => {
    const parts = [rule, normaliseCode(text), detail ?? ''];
    const key = JSON.stringify([file, ...parts]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256')
      .update(JSON.stringify([...parts, ordinal]), 'utf8')
      .digest('hex')
      .slice(0, 16);
  });
}

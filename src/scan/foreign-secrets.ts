import { MASK, MIN_LENGTH, type Secrets } from '../findings/redact.ts';
import type { GroupResult } from './group-result.ts';

const NONE: ReadonlySet<string> = new Set();

/** Texts by their first characters, so that a text is searched for thousands of them at once. */
export class Searched {
  private readonly byStart = new Map<string, string[]>();

  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      const start = text.slice(0, MIN_LENGTH);
      const known = this.byStart.get(start);
      if (known) known.push(text);
      else this.byStart.set(start, [text]);
    }
  }

  /** Whether one that is not among `but` stands in a text. */
  isIn(text: string, but: ReadonlySet<string> = NONE): boolean {
    for (let at = 0; at + MIN_LENGTH <= text.length; at++) {
      for (const found of this.byStart.get(text.slice(at, at + MIN_LENGTH)) ?? []) {
        if (!but.has(found) && text.startsWith(found, at)) return true;
      }
    }
    return false;
  }
}

/** All that is known of secrets in the results of a scan. */
export function secretsOfAll(results: readonly GroupResult[]): Secrets {
  const texts = new Set<string>();
  for (const { secrets } of results) for (const text of secrets.texts) texts.add(text);
  return { texts: [...texts], spans: results.flatMap(({ secrets }) => secrets.spans) };
}

/**
 * Which results show what another group knows to be a secret. Those have to be made again with all secrets known; every other text
 * would be the same.
 */
export function withForeignSecrets(results: readonly GroupResult[], all: Secrets): number[] {
  if (all.texts.length === 0) return [];
  const searched = new Searched(all.texts);
  const odd = all.texts.filter((text) => text.includes(MASK[0]!));
  const found: number[] = [];
  results.forEach(({ shown, secrets }, index) => {
    const own = new Set(secrets.texts);
    // A secret made of what masks others could come about by masking.
    if (odd.some((text) => !own.has(text)) || shown.some((text) => searched.isIn(text, own))) found.push(index);
  });
  return found;
}

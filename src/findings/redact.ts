import type { SourceFile } from '../files/source.ts';
import type { HttpCall } from '../http/call.ts';
import type { Span } from '../values/value.ts';
import { MASK, maskUnparsed } from './mask-unparsed.ts';
import { secretSpans, secretTexts } from './secrets.ts';

/** Shorter secrets, and those made of lower-case letters alone, could be any word: they are masked where they stand, not everywhere. */
export const MIN_LENGTH = 6;

function isDistinctive(secret: string): boolean {
  return secret.length >= MIN_LENGTH && !/^(?:[a-z]+|[A-Z]?[a-z]{0,11})$/.test(secret);
}

type Interval = readonly [start: number, end: number];

/** The secrets of some calls: all that a redactor has to know, and nothing else of them. */
export interface Secrets {
  /** Those that are masked wherever they stand, each once. */
  readonly texts: readonly string[];
  /** Where secrets are written. */
  readonly spans: readonly Span[];
}

/** The secrets that calls hold. */
export function secretsOf(calls: readonly HttpCall[]): Secrets {
  const texts = new Set<string>();
  const spans = new Map<string, Span>();
  for (const { credentials } of calls) {
    for (const credential of credentials) {
      for (const secret of secretTexts(credential)) if (isDistinctive(secret)) texts.add(secret);
      for (const { file, start, end } of secretSpans(credential)) spans.set(`${start} ${end} ${file}`, { file, start, end });
    }
  }
  return { texts: [...texts], spans: [...spans.values()] };
}

/** Masks secrets in whatever is about to be shown. */
export class Redactor {
  private readonly secrets: readonly string[];
  private readonly intervals = new Map<string, Interval[]>();

  /** @param known the calls of a scan, or their secrets alone */
  constructor(known: readonly HttpCall[] | Secrets) {
    const { texts, spans } = 'texts' in known ? known : secretsOf(known);
    for (const { file, start, end } of spans) {
      const intervals = this.intervals.get(file);
      if (intervals) intervals.push([start, end]);
      else this.intervals.set(file, [[start, end]]);
    }
    // The longest first: a part of a secret must not hide the whole.
    this.secrets = [...texts].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    for (const list of this.intervals.values()) list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  /** A text with the secrets in it masked, wherever it came from: a message, a base URL. */
  maskText(text: string): string {
    let result = text.replace(/(:\/\/)[^\s/@"'{}]{1,300}@/g, `$1${MASK}@`);
    for (const secret of this.secrets) if (result.includes(secret)) result = result.replaceAll(secret, MASK);
    return result;
  }

  /** A part of a source as it may be shown: secrets masked where they stand, and wherever their text stands again. */
  maskSource(source: Pick<SourceFile, 'path' | 'text'>, start: number, end: number): string {
    let result = '';
    let at = start;
    for (const [from, to] of this.intervals.get(source.path) ?? []) {
      if (to <= at || from >= end) continue;
      result += `${source.text.slice(at, Math.max(at, from))}${MASK}`;
      at = Math.min(to, end);
    }
    return this.maskText(result + source.text.slice(at, end));
  }

  /** As maskSource, for text that no parser read, or whose readers were not asked: comments, lines around a call. */
  maskUnread(source: Pick<SourceFile, 'path' | 'text'>, start: number, end: number): string {
    return maskUnparsed(this.maskSource(source, start, end));
  }
}

/**
 * For each file a redactor that knows the secrets of its own calls, and those that are written into it. What it masks is the same whatever else is
 * scanned: a fingerprint must not change with the scripts around.
 */
export function redactorsByFile(calls: readonly HttpCall[]): (file: string) => Redactor {
  const byFile = new Map<string, HttpCall[]>();
  for (const call of calls) {
    const files = new Set([call.span.file, ...call.credentials.flatMap(secretSpans).map(({ file }) => file)]);
    for (const file of files) {
      const own = byFile.get(file);
      if (own) own.push(call);
      else byFile.set(file, [call]);
    }
  }
  const redactors = new Map<string, Redactor>();
  return (file) => {
    let redactor = redactors.get(file);
    if (!redactor) {
      redactor = new Redactor(byFile.get(file) ?? []);
      redactors.set(file, redactor);
    }
    return redactor;
  };
}

export { MASK, maskUnparsed };

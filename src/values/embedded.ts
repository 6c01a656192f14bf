import type { Span, Value } from './value.ts';

/** A script held inside another file: its text, and where each part of it stands in that file. */
export interface EmbeddedText {
  readonly text: string;
  /** The range of the real file that a range of `text` (UTF-16 offsets) came from. */
  locate(start: number, end: number): Span;
  /** Identifiers that stand in `text` for values of the script around it. */
  readonly foreign: ReadonlyMap<string, Value>;
}

interface Segment {
  readonly start: number;
  readonly length: number;
  readonly span: Span;
  readonly exact: boolean;
}

/** Builds an EmbeddedText piece by piece; `placeholder` writes a foreign identifier as the inner language reads a variable. */
export class EmbeddedTextBuilder {
  private content = '';
  private readonly segments: Segment[] = [];
  private readonly foreign = new Map<string, Value>();
  private readonly fallback: Span;
  private readonly placeholder: (name: string) => string;

  /** @param fallback where a part stands that has no place of its own */
  constructor(fallback: Span, placeholder: (name: string) => string) {
    this.fallback = fallback;
    this.placeholder = placeholder;
  }

  text(content: string, span: Span | undefined, exact: boolean): this {
    if (content !== '') this.append(content, span, exact);
    return this;
  }

  value(value: Value, span: Span | undefined): this {
    const name = `__unbasic_${this.foreign.size}`;
    this.foreign.set(name, value);
    this.append(this.placeholder(name), span, false);
    return this;
  }

  build(): EmbeddedText {
    const { segments, fallback } = this;
    const at = (offset: number, end: boolean): number => {
      const segment = segments.findLast((candidate) => (end ? candidate.start < offset : candidate.start <= offset)) ?? segments[0];
      if (!segment) return end ? fallback.end : fallback.start;
      if (segment.exact) return segment.span.start + Math.min(offset - segment.start, segment.length);
      return end ? segment.span.end : segment.span.start;
    };
    return {
      text: this.content,
      foreign: this.foreign,
      locate(start, end) {
        const from = at(start, false);
        return { file: fallback.file, start: from, end: Math.max(from, at(Math.max(end, start), end > start)) };
      },
    };
  }

  private append(content: string, span: Span | undefined, exact: boolean): void {
    const place = span?.file === this.fallback.file ? span : this.fallback;
    this.segments.push({ start: this.content.length, length: content.length, span: place, exact: exact && place === span });
    this.content += content;
  }
}

/** The embedded texts that a value can be, one for each alternative: known text as it is, unknowns as placeholders. */
export function embeddedTexts(value: Value, fallback: Span, placeholder: (name: string) => string): EmbeddedText[] {
  return value.alternatives.map((sequence) => {
    const builder = new EmbeddedTextBuilder(fallback, placeholder);
    for (const piece of sequence) {
      if (piece.kind === 'text') builder.text(piece.text, piece.span, piece.exact ?? false);
      else builder.value({ alternatives: [[piece]], truncated: false }, piece.span);
    }
    return builder.build();
  });
}

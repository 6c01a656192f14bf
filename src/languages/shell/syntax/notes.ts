import type { Heredoc } from './heredocs.ts';
import { Masks } from './masks.ts';
import type { ShortForm } from './short-forms.ts';

/** What a lexical pass knows of a shell text before any grammar reads it. All ranges are offsets into that text. */
export interface LexicalScan {
  /** The text as the grammar gets it: same length and lines, with what the bash grammar cannot read replaced by what it can. */
  readonly masked: string;
  /** Here-documents by the offset of their operator. */
  readonly heredocs: ReadonlyMap<number, Heredoc>;
  /** Offsets of `<<<` operators. */
  readonly hereStrings: ReadonlySet<number>;
  /** zsh's short forms of compound commands, by the offset of what stands for them in `masked`. */
  readonly shortForms: ReadonlyMap<number, ShortForm>;
  readonly comments: readonly (readonly [number, number])[];
  /** True when a quote, a bracket or a here-document never closes: what follows may have been misread. */
  readonly unbalanced: boolean;
}

function dropFrom<T>(list: T[], start: number, offset: (item: T) => number): void {
  while (list.length > 0 && offset(list.at(-1)!) >= start) list.pop();
}

/** What a walk through a text notes as it goes. Whatever it noted behind an offset can be taken back. */
export class Notes {
  readonly masks = new Masks();
  readonly heredocs: Heredoc[] = [];
  readonly hereStrings: number[] = [];
  readonly shortForms: ShortForm[] = [];
  readonly comments: [number, number][] = [];
  /** Here-documents whose bodies start at the end of the line. */
  readonly pending: Heredoc[] = [];
  unbalanced = false;

  forgetFrom(start: number): void {
    this.masks.rewind(start);
    dropFrom(this.heredocs, start, (heredoc) => heredoc.start);
    dropFrom(this.hereStrings, start, (at) => at);
    dropFrom(this.shortForms, start, (form) => form.placeholder);
    dropFrom(this.comments, start, (comment) => comment[0]);
    dropFrom(this.pending, start, (heredoc) => heredoc.start);
  }

  result(text: string): LexicalScan {
    return {
      masked: this.masks.apply(text),
      heredocs: new Map(this.heredocs.map((heredoc) => [heredoc.start, heredoc])),
      hereStrings: new Set(this.hereStrings),
      shortForms: new Map(this.shortForms.map((form) => [form.placeholder, form])),
      comments: this.comments,
      unbalanced: this.unbalanced,
    };
  }
}

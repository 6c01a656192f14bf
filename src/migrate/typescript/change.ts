import type { ts } from 'ts-morph';
import type { Edit } from '../plan.ts';
import { unsupported } from './refusal.ts';

/** What a file's helper must be able to do. */
export interface HelperNeeds {
  readonly encoded?: boolean | undefined;
  readonly https?: boolean | undefined;
}

/** Edits of one or more files that belong together: all are made or none. */
export class Change {
  readonly edits = new Map<string, Edit[]>();
  readonly helpers = new Map<string, HelperNeeds>();
  /** True once anything in it wants a look before it is kept. */
  suggested = false;

  edit(file: string, start: number, end: number, replacement: string): void {
    const edits = this.edits.get(file) ?? [];
    if (edits.some((other) => other.start === start && other.end === end && other.replacement === replacement)) return;
    if (edits.some((other) => conflicts(other, { start, end, replacement })))
      throw unsupported('The change would touch the same place twice.');
    this.edits.set(file, [...edits, { start, end, replacement }]);
  }

  replace(node: ts.Node, replacement: string): void {
    this.edit(node.getSourceFile().fileName, node.getStart(), node.end, replacement);
  }

  before(node: ts.Node, text: string): void {
    this.edit(node.getSourceFile().fileName, node.getStart(), node.getStart(), text);
  }

  after(node: ts.Node, text: string): void {
    this.edit(node.getSourceFile().fileName, node.end, node.end, text);
  }

  need(file: string, needs: HelperNeeds): void {
    const known = this.helpers.get(file);
    this.helpers.set(file, { encoded: known?.encoded || needs.encoded, https: known?.https || needs.https });
  }

  /** Takes another change in. Throws a Refusal, and stays as it is, where the two touch the same places in different ways. */
  include(other: Change): void {
    const merged = new Change();
    for (const part of [this, other]) {
      for (const [file, edits] of part.edits) for (const { start, end, replacement } of edits) merged.edit(file, start, end, replacement);
    }
    for (const [file, edits] of merged.edits) this.edits.set(file, edits);
    for (const [file, needs] of other.helpers) this.need(file, needs);
  }
}

function conflicts(one: Edit, other: Edit): boolean {
  if (one.start === one.end && other.start === other.end) return false;
  if (one.start === one.end) return other.start < one.start && one.start < other.end;
  if (other.start === other.end) return one.start < other.start && other.start < one.end;
  return one.start < other.end && other.start < one.end;
}

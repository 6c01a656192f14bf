import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { decode } from '../files/decode.ts';
import { toPosix } from '../files/paths.ts';
import { lineStartsOf, type SourceFile, sourceFromText } from '../files/source.ts';
import type { Workspace } from '../languages/language.ts';
import { applyOrdered, EditError, orderEdits } from './edits.ts';
import { encode, roundTrips } from './encode.ts';
import type { FilePlan, ManualReason } from './plan.ts';
import type { ReasonId } from './reasons.ts';
import type { FileChange } from './result.ts';
import { targetOf } from './target.ts';
import { WriteError } from './write-error.ts';

export interface DraftContext {
  /** Where the migration was started, absolute, and the same without symbolic links. */
  readonly cwd: string;
  readonly realCwd: string;
  readonly workspace: Workspace;
  /** The files that may be changed. */
  readonly allowed: ReadonlySet<string>;
  readonly roots: readonly string[];
}

/** A plan as a change of a file's bytes; or why the file stays as it is; or nothing where the plan changes nothing. */
export type Draft = { readonly change: FileChange } | { readonly reason: ManualReason } | undefined;

function refused(id: ReasonId, message: string): Draft {
  return { reason: { id, message } };
}

/** Works out what a plan makes of its file. Reads the file; writes nothing. */
export function draftOf(plan: FilePlan, context: DraftContext): Draft {
  const { file, language, together } = plan;
  const created = plan.create ?? false;
  try {
    const source: SourceFile | undefined = created ? sourceFromText(file, '') : context.workspace.read(file);
    if (!source) return refused('not-round-trippable', `${file} cannot be read.`);
    const edits = orderEdits(source.text, plan.edits);
    if (edits.length === 0) return undefined;
    if (!context.allowed.has(file)) return refused('outside-root', `${file} is not among the files that are to be migrated.`);
    const absolute = resolve(context.cwd, file);
    const target = targetOf(absolute, file, context.roots, created);
    const before = created ? undefined : readFileSync(target);
    if (before && decode(before).text !== source.text)
      return refused('changed-meanwhile', `${file} has changed since it was read. Run it again.`);
    if (before && !roundTrips(source, before)) return refused('not-round-trippable', `${file} could not be written back byte for byte.`);
    const text = applyOrdered(source.text, edits);
    const after = encode(text, source);
    if (!after) return refused('not-round-trippable', `The change cannot be written in the encoding of ${file} (${source.encoding}).`);
    const diffPath = toPosix(relative(context.realCwd, target));
    return { change: { file, language, created, target, diffPath, source, edits, text, before, after, together } };
  } catch (error) {
    if (error instanceof WriteError) return refused('outside-root', error.message);
    if (error instanceof EditError) return refused('verification-failed', `The change of ${file} contradicts itself. ${error.message}`);
    return refused('not-round-trippable', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
  }
}

/** The source that a change makes of its file. */
export function resultOf({ source, text }: Pick<FileChange, 'source' | 'text'>): SourceFile {
  return { ...source, text, lineStarts: lineStartsOf(text) };
}

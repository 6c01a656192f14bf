import { lineText, positionAt, type SourceFile } from '../files/source.ts';
import type { Redactor } from '../findings/redact.ts';
import type { Proposal, Proposals, ProposedEdit, ProposedFile } from '../report/proposal.ts';
import { applyOrdered } from './edits.ts';
import type { FileChange, MigratedCall, MigrationResult } from './result.ts';

function edit(source: SourceFile, start: number, end: number, text: string): ProposedEdit {
  return { range: { start: positionAt(source, start), end: positionAt(source, end) }, text };
}

type SafetyTest = (text: string) => boolean;

/** Whether a text holds none of the secrets; one of a character or two only as a word of its own. */
function safetyTest(secrets: readonly string[]): SafetyTest {
  const long = secrets.filter((secret) => secret.length > 2);
  const short = new Set(secrets.filter((secret) => secret.length <= 2));
  return (text) =>
    !long.some((secret) => text.includes(secret)) && (short.size === 0 || !text.split(/\W+/).some((word) => short.has(word)));
}

/** Whether what stands between the edits may be shown: comments included, which no parser has read. */
function isShowable({ source, edits }: FileChange, redactor: Redactor, from: number, to: number): boolean {
  let at = from;
  for (const { start, end } of [...edits, { start: to, end: to }]) {
    if (redactor.maskUnread(source, at, start) !== source.text.slice(at, start)) return false;
    at = end;
  }
  return true;
}

/** The whole lines that edits touch, as one edit of them; without the end of the last one. */
function linesOf(change: FileChange, redactor: Redactor, isSafe: SafetyTest): ProposedEdit | undefined {
  const { source, edits } = change;
  const first = positionAt(source, edits[0]!.start).line;
  const end = edits.at(-1)!.end;
  const last = positionAt(source, end).line;
  const from = source.lineStarts[first - 1]!;
  const to = source.lineStarts[last - 1]! + lineText(source, last).length;
  if (to < end || !isShowable(change, redactor, from, to)) return undefined;
  const text = applyOrdered(source.text, edits, from, to);
  return isSafe(text) ? edit(source, from, to, text) : undefined;
}

function callKey({ rule, file, range }: Pick<MigratedCall, 'rule' | 'file' | 'range'>): string {
  return JSON.stringify([rule, file, range.start.line, range.start.column]);
}

/**
 * What a migration offers at each finding, for reports. A file's change stands whole at its first migrated call. A change in whose new text a
 * literal secret would have to be shown is not offered.
 */
export function proposalsOf({ changes, calls, redactor, secrets }: MigrationResult): Proposals {
  const isSafe = safetyTest(secrets);
  const byFile = new Map(changes.map((change) => [change.file, change]));
  const proposed = (change: FileChange): ProposedFile | undefined => {
    const { file, created, source, edits } = change;
    if (edits.length === 0 || !edits.every(({ replacement }) => isSafe(replacement))) return undefined;
    const list = edits.map(({ start, end, replacement }) => edit(source, start, end, replacement));
    return { file, created, edits: list, lines: created ? undefined : linesOf(change, redactor, isSafe) };
  };
  const proposals = new Map<string, Proposal>();
  const done = new Set<string>();
  for (const call of calls) {
    const change = byFile.get(call.file);
    if (call.status !== 'migrated' || !change || done.has(call.file)) continue;
    done.add(call.file);
    const others = change.together.flatMap((file) => byFile.get(file) ?? []);
    const files = [change, ...others].map(proposed);
    if (!files.every((file) => file !== undefined)) continue;
    const count = calls.filter(({ file, status }) => file === call.file && status === 'migrated').length;
    proposals.set(callKey(call), { calls: count, files });
  }
  return (finding) => proposals.get(callKey(finding));
}

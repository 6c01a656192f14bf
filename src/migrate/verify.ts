import { positionAt } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { LanguageId } from '../http/call.ts';
import { resultOf } from './draft.ts';
import { movedOffset, type OrderedEdits } from './edits.ts';
import { interpreterComplaint } from './interpreters.ts';
import type { Planner } from './planner.ts';
import type { FileChange } from './result.ts';
import type { ScanState } from './state.ts';
import { spanOf, subjectKey } from './subjects.ts';

/** What a verification compares in one file. */
export interface Verified {
  readonly file: string;
  readonly language: LanguageId;
  /** Absent for a file whose calls are migrated by a change of another file. */
  readonly change: FileChange | undefined;
  /** subjectKey of each finding that is said to be migrated. */
  readonly migrated: ReadonlySet<string>;
  readonly migratedRules: ReadonlySet<string>;
}

export interface Verification {
  readonly before: ScanState;
  readonly after: ScanState;
  /** The files that a planner, given the result, would change once more. */
  readonly changedAgain: ReadonlySet<string>;
  readonly planner: (language: LanguageId) => Promise<Planner | undefined>;
  /** The faults of syntax found so far, by file: they do not depend on other files. */
  readonly syntaxFaults: Map<string, string | undefined>;
}

/** Rules whose findings must not be new in a result, whatever was migrated. */
const NEVER_NEW: ReadonlySet<string> = new Set(['possible-basic-auth', 'unparsed-call']);

async function syntaxFault({ file, language, change }: Verified, { planner }: Verification): Promise<string | undefined> {
  if (!change) return undefined;
  const judge = await planner(language);
  if (judge) {
    const before = change.created ? 0 : await judge.syntaxErrors(change.source);
    if ((await judge.syntaxErrors(resultOf(change))) > before) return 'the result has a syntax error that the file did not have';
  }
  return interpreterComplaint(file, change.created ? undefined : change.source.text, change.text, language);
}

/** A finding of the result that was to be gone, or that was not there before. */
function leftOver({ file, change, migrated, migratedRules }: Verified, { before, after }: Verification): Finding | undefined {
  const edits: OrderedEdits = change?.edits ?? [];
  const source = before.workspace.read(file);
  const result = after.workspace.read(file);
  const expected = new Set<string>();
  for (const finding of before.findings) {
    if (finding.file !== file || !source || change?.created) continue;
    const span = spanOf(finding, source);
    if (!migrated.has(subjectKey(finding.rule, span))) expected.add(`${finding.rule}\u0000${movedOffset(edits, span.start)}`);
  }
  return after.findings.find((finding) => {
    if (finding.file !== file) return false;
    if (!migratedRules.has(finding.rule) && !NEVER_NEW.has(finding.rule) && finding.severity !== 'error') return false;
    return !expected.has(`${finding.rule}\u0000${spanOf(finding, result).start}`);
  });
}

function scanFault(verified: Verified, verification: Verification): string | undefined {
  const { file } = verified;
  const known = new Set(verification.before.problems.filter((problem) => problem.file === file).map(({ code }) => code));
  const problem = verification.after.problems.find((candidate) => candidate.file === file && !known.has(candidate.code));
  if (problem) return `the result cannot be scanned (${problem.code})`;
  const finding = leftOver(verified, verification);
  if (!finding) return undefined;
  const result = verification.after.workspace.read(file);
  const { line } = result ? positionAt(result, spanOf(finding, result).start) : finding.range.start;
  return `a scan of the result still reports ${finding.rule} at its line ${line}`;
}

/** What is wrong with a planned result, in words; undefined when nothing is. */
export async function faultOf(verified: Verified, verification: Verification): Promise<string | undefined> {
  const { syntaxFaults } = verification;
  if (!syntaxFaults.has(verified.file)) syntaxFaults.set(verified.file, await syntaxFault(verified, verification));
  return (
    syntaxFaults.get(verified.file) ??
    scanFault(verified, verification) ??
    (verification.changedAgain.has(verified.file) ? 'a second run would change the result again' : undefined)
  );
}

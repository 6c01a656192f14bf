import { baseName, byCodeUnit } from '../files/paths.ts';
import { secretTexts } from '../findings/secrets.ts';
import type { Analysis } from '../scan/analyse.ts';
import { distinct } from '../scan/conclude.ts';
import { Dependencies } from './dependencies.ts';
import { resultOf } from './draft.ts';
import type { MigrateOptions } from './options.ts';
import { callsOf, carriedOut } from './outcomes.ts';
import type { ManualReason } from './plan.ts';
import { changedBy, planAll } from './planning.ts';
import type { FileChange, MigrationResult } from './result.ts';
import { type Session, startSession } from './session.ts';
import { rescan } from './state.ts';
import { ENDPOINT_RULES, subjectKey } from './subjects.ts';
import { ownerOf } from './temporary-names.ts';
import { faultOf, type Verified } from './verify.ts';

/** Rounds of verification, each without what failed in the one before, until those that remain are given up as well. */
const MAX_ROUNDS = 8;

type Refusals = Map<string, ManualReason>;

/** Refuses every file that needs one that is refused. */
function spread(refused: Refusals, dependencies: Dependencies, files: Iterable<string>): void {
  for (const file of files) {
    if (refused.has(file)) continue;
    const needed = [...dependencies.closure(file)].find((other) => refused.has(other));
    if (needed === undefined) continue;
    const { id, message } = refused.get(needed)!;
    refused.set(file, { id, message: `It changes together with ${needed}. ${message}` });
  }
}

/** The changes that remain, without those that only served files that do not. */
function remaining(session: Session, refused: Refusals, dependencies: Dependencies): FileChange[] {
  const files = [...session.plans.plans.keys()].filter((file) => !refused.has(file)).sort(byCodeUnit);
  const wanted = new Set<string>();
  for (const file of files) {
    if (carriedOut(file, session).length > 0) for (const needed of dependencies.closure(file)) wanted.add(needed);
  }
  // Nothing in these is reported; they change on behalf of files that do.
  for (const file of files) {
    const { together } = session.plans.plans.get(file)!;
    if (together.length > 0 && together.every((other) => wanted.has(other))) wanted.add(file);
  }
  const changes: FileChange[] = [];
  for (const file of files) {
    const draft = session.drafts.get(file);
    if (wanted.has(file) && draft && 'change' in draft) changes.push(draft.change);
  }
  return changes;
}

function verifiedFiles(session: Session, refused: Refusals, changes: readonly FileChange[]): Verified[] {
  const byFile = new Map(changes.map((change) => [change.file, change]));
  return [...session.plans.plans.values()].flatMap(({ file, language }) => {
    const change = byFile.get(file);
    const outcomes = refused.has(file) ? [] : carriedOut(file, session);
    if (!change && outcomes.length === 0) return [];
    const migrated = new Set(outcomes.map(({ rule, span }) => subjectKey(rule, span)));
    return [{ file, language, change, migrated, migratedRules: new Set(outcomes.map(({ rule }) => rule)) }];
  });
}

/** The faults of what remains, by file. */
async function faults(session: Session, refused: Refusals, changes: readonly FileChange[]): Promise<Map<string, string>> {
  const { analysis, rules, before, planning } = session;
  const sources = changes.map((change) => ({ ...resultOf(change), language: change.language }));
  const after = await rescan(analysis, sources, rules, session);
  const languages = new Set(changes.map(({ language }) => language));
  const changedAgain = changedBy(await planAll(after, planning, languages), after);
  const found = new Map<string, string>();
  for (const verified of verifiedFiles(session, refused, changes)) {
    const fault = await faultOf(verified, {
      before,
      after,
      changedAgain,
      planner: planning.planners.of,
      syntaxFaults: session.syntaxFaults,
    });
    if (fault !== undefined) found.set(verified.file, fault);
  }
  return found;
}

/** Verifies what is not refused, refuses what fails, and goes on until nothing fails. */
async function settle(session: Session, refused: Refusals): Promise<FileChange[]> {
  const { plans } = session.plans;
  const dependencies = new Dependencies([...plans.values()]);
  spread(refused, dependencies, plans.keys());
  for (let round = 1; ; round++) {
    const changes = remaining(session, refused, dependencies);
    if (verifiedFiles(session, refused, changes).length === 0) return [];
    const found = await faults(session, refused, changes);
    if (found.size === 0) {
      const changed = new Set(changes.map(({ file }) => file));
      return changes.map((change) => ({
        ...change,
        together: [...dependencies.closure(change.file)].filter((file) => file !== change.file && changed.has(file)),
      }));
    }
    const refuse = (file: string, fault: string): void => {
      refused.set(file, { id: 'verification-failed', message: `The change was not made: ${fault}.` });
    };
    for (const [file, fault] of found) refuse(file, fault);
    if (round === MAX_ROUNDS) {
      for (const { file } of verifiedFiles(session, refused, changes))
        refuse(file, 'it could not be verified without the changes of other files');
    }
    spread(refused, dependencies, plans.keys());
  }
}

/** One change for each file on the disk: a link and the file that it leads to are one. */
function distinctTargets(changes: readonly FileChange[]): FileChange[] {
  const seen = new Set<string>();
  return changes.filter(({ target }) => !seen.has(target) && seen.add(target));
}

async function resultFor(session: Session, accepted: ReadonlySet<string> | undefined): Promise<MigrationResult> {
  const { analysis, before, drafts } = session;
  const refused: Refusals = new Map();
  for (const [file, draft] of drafts) {
    if (draft && 'reason' in draft) refused.set(file, draft.reason);
    else if (draft && accepted && !accepted.has(file))
      refused.set(file, { id: 'skipped', message: 'You chose to leave this file as it is.' });
  }
  const changes = distinctTargets(await settle(session, refused));
  const calls = callsOf(session, refused);
  const files = new Set(calls.map(({ file }) => file));
  return {
    changes,
    calls,
    endpoints: before.findings.filter(({ file, rule }) => files.has(file) && ENDPOINT_RULES.includes(rule)),
    problems: distinct(before.problems),
    failed: analysis.failed,
    targets: [...analysis.targets].sort(byCodeUnit),
    leftovers: analysis.workspace.paths.filter((path) => ownerOf(baseName(path)) !== undefined),
    redactor: analysis.redactor,
    secrets: [...new Set(before.calls.flatMap((call) => call.credentials).flatMap(secretTexts))].sort(byCodeUnit),
    restrict: (chosen) => resultFor(session, chosen),
  };
}

/**
 * Plans and verifies the migration of files and folders: the library's entry. Reads files, runs `git`, and has `sh`, `bash` and `zsh`, where
 * they are installed, read the results without running them; prints nothing and writes nothing. The same files give the same result.
 * Throws a RuleError when the rules that come with the tool cannot be loaded.
 * @param known the analysis of the same files, where one has been made with the same options
 */
export async function migrate(options: MigrateOptions = {}, known?: Analysis): Promise<MigrationResult> {
  return resultFor(await startSession(options, known), undefined);
}

import type { ShellProject } from '../../languages/shell/project.ts';
import type { ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import { type ShellHelperOptions, shellHelper } from '../helpers/shell-helper.ts';
import type { Edit, MigrationOptions } from '../plan.ts';
import type { CallRewrite } from './call.ts';
import { helperIn, insertHelper, shellOf, topLevelLine, updateHelper } from './helper-place.ts';
import { Insertions } from './insertions.ts';
import { isUsedElsewhere } from './option-variable.ts';
import { endOf, innermostPlace, loopsInPipelines, type Place, placeFor } from './placement.ts';
import { Prefetch } from './prefetch.ts';
import {
  functionsLeadingTo,
  insertBeforeExec,
  isExec,
  type Placed,
  statementsOf,
  trapEdits,
  unwaitedJobs,
  watchesFailures,
  withoutExec,
} from './surroundings.ts';
import type { Unit } from './unit.ts';

/** How the helper comes into a script: its text, or a line that sources the file it is in. */
export type HelperSource = { readonly kind: 'inline' } | { readonly kind: 'file'; readonly line: string };

const READS_STATUS = /PIPESTATUS|pipestatus/;

/** Where each call's own statement goes. Calls with different statements cannot share one place: they get theirs in the shell that runs them. */
function places(rewrites: readonly CallRewrite[], jobs: ReadonlyMap<Statement, Place>): Map<CallRewrite, Place> {
  const shared = new Map<string, Set<string>>();
  const found = rewrites.map((rewrite) => {
    const place = placeFor(rewrite.site.point, rewrite.names, jobs);
    const key = `${place.block.id} ${place.index}`;
    const statements = shared.get(key) ?? new Set();
    shared.set(key, statements.add(rewrite.statement));
    return { rewrite, place, key };
  });
  return new Map(found.map(({ rewrite, place, key }) => [rewrite, shared.get(key)!.size > 1 ? innermostPlace(rewrite.site.point) : place]));
}

export interface ScriptEdits {
  readonly own: readonly Edit[];
  /** Edits of files that source the script, by path. */
  readonly elsewhere: ReadonlyMap<string, readonly Edit[]>;
}

/** The edits that make a script get and use tokens for the calls that are rewritten, in the script's own offsets. @param mayChange whether another script may be changed too */
export function scriptEdits(
  unit: Unit,
  rewrites: readonly CallRewrite[],
  project: ShellProject,
  options: MigrationOptions,
  source: HelperSource,
  mayChange: (script: ShellScript) => boolean,
): ScriptEdits {
  const { script } = unit;
  const { text } = script;
  const statements = statementsOf(script.block);
  const suffix = watchesFailures(text) ? ' || :' : '';
  const insertions = new Insertions();
  const edits = rewrites.flatMap((rewrite) => rewrite.edits);
  const variables = new Map(rewrites.flatMap(({ variable }) => (variable ? [[variable.assignment, variable]] : [])));
  for (const { removal } of variables.values()) edits.push(...removal);
  edits.push(...leftoverEdits(rewrites, statements));
  const offsets = rewrites.map(({ site }) => site.command.start);
  const leading = functionsLeadingTo(offsets, statements, (definition) => project.callSites(definition).map(({ point }) => point));
  const names = new Set([...leading].map(({ name }) => name));
  const needs = (statement: Statement): boolean =>
    offsets.some((offset) => statement.start <= offset && offset < statement.end) ||
    statementsOf({ id: 0, statements: [statement], parent: undefined, script }).some(
      ({ statement: inner }) => inner.kind === 'command' && names.has(plainText(inner.words[0]) ?? ''),
    );
  const loops = new Set<Statement>();
  const jobs = unwaitedJobs(statements, script, needs);
  const prefetch = new Prefetch(unit, project, insertions, new Set(jobs.keys()), mayChange);
  for (const [rewrite, place] of places(rewrites, jobs)) {
    const { before, statement, repeatable, exported } = rewrite;
    insertions.add(place, `${before === '' ? '' : `${before}; `}${statement}${suffix}`);
    if (exported) insertions.add(place, 'export unbasic_bearer');
    if (repeatable) prefetch.around(rewrite, place);
    else prefetch.without(rewrite);
    for (const loop of loopsInPipelines(place)) loops.add(loop);
  }
  for (const place of prefetch.finish()) for (const loop of loopsInPipelines(place)) loops.add(loop);
  // Which members of a pipeline run the trap that gives tokens back only when they stand in braces, differs.
  const bare = new Set([...(script.dialect === 'zsh' ? [] : loops), ...(script.dialect === 'bash' ? [] : prefetch.members)]);
  const braces = [...bare].flatMap((statement) => inBraces(statement));
  for (const place of jobs.values()) insertions.addFirst(place, 'unbasic_forget');
  const traps = trapEdits(statements, script);
  const first = Math.min(insertions.first, ...traps.map(({ start }) => start));
  const line = topLevelLine(script, first);
  const finals = rewrites.filter(({ site }) => isExec(site.command));
  insertBeforeExec(statements, line, insertions, new Set<Statement>(finals.map(({ site }) => site.command)));
  const lasts = finals.flatMap(({ site }) => withoutExec(site.command, site.point, script));
  const helper = { auth: options.auth, shell: shellOf(text), encoded: rewrites.some(({ encoded }) => encoded), trap: traps.length > 0 };
  // Two insertions at one place keep their order: the helper comes first.
  return {
    own: [...helperEdits(text, line, helper, source), ...lasts, ...insertions.edits(script), ...braces, ...edits, ...traps],
    elsewhere: new Map([...prefetch.elsewhere].map(([other, inserted]) => [other.file, inserted.edits(other)])),
  };
}

function inBraces(statement: Statement): Edit[] {
  const end = endOf(statement);
  return [
    { start: statement.start, end: statement.start, replacement: '{ ' },
    { start: end, end, replacement: '; }' },
  ];
}

/** Takes away the assignments of what was put together for headers that are gone, where nothing else reads it. */
function leftoverEdits(rewrites: readonly CallRewrite[], statements: readonly Placed[]): Edit[] {
  const changed = new Set<Statement>(rewrites.map(({ site }) => site.command));
  const leftovers = new Map(rewrites.flatMap((rewrite) => rewrite.leftovers.map((leftover) => [leftover.assignment, leftover])));
  for (let size = -1; size !== leftovers.size; ) {
    size = leftovers.size;
    const gone = new Set([...leftovers.values()].map(({ name }) => name));
    for (const [assignment, { name }] of leftovers) if (isUsedElsewhere(name, changed, gone, statements)) leftovers.delete(assignment);
  }
  return [...leftovers.values()].map(({ edit }) => edit);
}

function helperEdits(text: string, line: number, helper: ShellHelperOptions, source: HelperSource): Edit[] {
  if (source.kind === 'file') return text.includes(source.line) ? [] : [insertHelper(text, line, `${source.line}\n`)];
  return helperIn(text) ? updateHelper(text, helper) : [insertHelper(text, line, shellHelper(helper))];
}

/** Whether a statement reads the status of the pipeline before it, which one in between would hide. */
export function readsStatus({ site }: CallRewrite): boolean {
  const statement = site.point.block.statements[site.point.index]!;
  return READS_STATUS.test(site.point.block.script.text.slice(statement.start, statement.end));
}

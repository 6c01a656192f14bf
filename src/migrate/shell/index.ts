import { posix } from 'node:path';
import type { SourceFile } from '../../files/source.ts';
import { dialectOf, parseShell } from '../../languages/shell/syntax/parse.ts';
import { loadGrammar } from '../../languages/tree-sitter/engine.ts';
import { shellHelper } from '../helpers/shell-helper.ts';
import { interpretersOf, readBy } from '../interpreters.ts';
import type { Edit, FilePlan } from '../plan.ts';
import type { Planner, PlannerInput } from '../planner.ts';
import { ShellFilePlan } from './plan-file.ts';
import type { HelperSource } from './script-edits.ts';
import { shellSites } from './sites.ts';

/** The line that sources a helper file, as each shell finds the folder of the script. */
function sourceLine(file: string, helper: string, text: string): string {
  const path = posix.relative(posix.dirname(file), helper);
  switch (dialectOf(text, file)) {
    case 'bash':
      return `. "$(dirname "\${BASH_SOURCE[0]}")/${path}"`;
    case 'zsh':
      return `. "\${0:A:h}/${path}"`;
    default:
      return `. "$(dirname "$0")/${path}"`;
  }
}

function helperFile(file: string, { workspace, options }: PlannerInput): FilePlan | undefined {
  const text = shellHelper({ auth: options.auth, shell: 'any', encoded: true, trap: true });
  const known = workspace.read(file);
  if (known)
    return known.text === text
      ? undefined
      : { file, language: 'shell', edits: [{ start: 0, end: known.text.length, replacement: text }], outcomes: [], together: [] };
  return { file, language: 'shell', edits: [{ start: 0, end: 0, replacement: text }], outcomes: [], together: [], create: true };
}

/** Whether every shell that is at hand refuses a script as it is. */
async function refusedByAll({ path, text }: SourceFile): Promise<boolean> {
  const verdicts = await Promise.all(interpretersOf(path, text, 'shell').map((interpreter) => readBy(interpreter, text)));
  const given = verdicts.filter((verdict) => verdict !== undefined);
  return given.length > 0 && given.every((verdict) => !verdict.accepts);
}

/** Adds edits to the plan of their file, those that it has already left out. */
function addTo(plans: FilePlan[], { file, edits, together }: FilePlan): void {
  const index = plans.findIndex((plan) => plan.file === file);
  const known = plans[index];
  if (!known) return;
  const same = (edit: Edit): boolean =>
    known.edits.some(({ start, replacement }) => start === edit.start && replacement === edit.replacement);
  plans[index] = {
    ...known,
    edits: [...known.edits, ...edits.filter((edit) => !same(edit))],
    together: [...new Set([...known.together, ...together])],
  };
}

async function plan(input: PlannerInput): Promise<readonly FilePlan[]> {
  const { files, workspace, options } = input;
  const { helper } = options;
  const sites = await shellSites(files, workspace);
  const plans: FilePlan[] = [];
  const elsewhere: FilePlan[] = [];
  for (const file of files) {
    const source = file === helper ? undefined : workspace.read(file);
    if (!source) continue;
    const from: HelperSource = helper === undefined ? { kind: 'inline' } : { kind: 'file', line: sourceLine(file, helper, source.text) };
    const isRefused = sites.project.load(file)?.hasErrors === true && (await refusedByAll(source));
    const planner = new ShellFilePlan(source, input, sites, isRefused);
    const own = planner.plan(from);
    for (const [other, edits] of planner.elsewhere)
      elsewhere.push({ file: other, language: 'shell', edits, outcomes: [], together: [file] });
    plans.push(helper !== undefined && own.edits.length > 0 ? { ...own, together: [helper] } : own);
  }
  for (const plan of elsewhere) addTo(plans, plan);
  const needed = helper !== undefined && plans.some(({ edits }) => edits.length > 0) ? helperFile(helper, input) : undefined;
  return needed ? [...plans, needed] : plans;
}

async function syntaxErrors(source: SourceFile): Promise<number> {
  const locate = (start: number, end: number) => ({ file: source.path, start, end });
  const text = { text: source.text, foreign: new Map(), locate };
  const script = parseShell(await loadGrammar('bash'), text, { file: source.path, dialect: dialectOf(source.text, source.path) });
  return script.unread.length;
}

/** Plans the migration of shell scripts. */
export const shellPlanner: Planner = { plan, syntaxErrors };

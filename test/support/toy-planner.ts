import type { CallOutcome, Edit, FilePlan } from '../../src/migrate/plan.ts';
import type { Planner, PlannerInput, PlannerLoaders } from '../../src/migrate/planner.ts';
import { MIGRATED_RULES, spanOf } from '../../src/migrate/subjects.ts';

const INSERT = 'ensure_token\n';

/** Edits of one line, and what is said of its call. A word behind `#` on the line asks for something else than the ordinary. */
function lineEdits(text: string, start: number, end: number): { edits: Edit[]; outcome: Pick<CallOutcome, 'level' | 'reason'> } {
  const word = /# *(\w+)/.exec(text.slice(start, end))?.[1];
  if (word === 'manual') return { edits: [], outcome: { level: 'manual', reason: { id: 'dynamic-url', message: 'Not known.' } } };
  const insertion = word === 'syntax' ? 'SYNTAX\n' : word === 'unbalanced' ? 'if true\n' : INSERT;
  const edits = [
    { start, end: start, replacement: insertion },
    { start: start + 5, end: start + 7, replacement: word === 'kept' ? '-uu' : '--oauth2-bearer' },
  ];
  if (word === 'overlapping') edits.push({ start: start + 6, end: start + 8, replacement: 'x' });
  if (word === 'wide') edits[0]!.replacement = '# \u20ac\n';
  return { edits, outcome: { level: word === 'suggested' ? 'suggested' : 'safe' } };
}

function planFile(file: string, input: PlannerInput): FilePlan {
  const source = input.workspace.read(file)!;
  const edits: Edit[] = [];
  const outcomes: CallOutcome[] = [];
  for (const finding of input.findings) {
    if (finding.file !== file || !MIGRATED_RULES.includes(finding.rule) || source.text.includes('SILENT')) continue;
    const span = spanOf(finding, source);
    const line = lineEdits(source.text, span.start, span.end);
    if (line.outcome.level !== 'suggested' || input.options.level === 'suggested') edits.push(...line.edits);
    outcomes.push({ rule: finding.rule, span, method: 'GET', resource: 'computers', ...line.outcome });
  }
  const again = source.text.indexOf('AGAIN');
  if (again >= 0) edits.push({ start: again, end: again, replacement: '+' });
  const together = [...source.text.matchAll(/NEEDS (\S+)/g)].map((match) => match[1]!);
  return { file, language: 'shell', edits, outcomes, together };
}

/** A planner for the language of fakeLanguages: puts a line before each call and another option in the place of `-u`. */
export const toyPlanner: Planner = {
  async plan(input) {
    if (input.files.some((file) => input.workspace.read(file)?.text.includes('PLANNER FAILS'))) throw new Error('boom');
    const plans = input.files.map((file) => planFile(file, input));
    const needed = new Set(plans.flatMap(({ together }) => together).filter((file) => !input.files.includes(file)));
    for (const file of needed) {
      const start = input.workspace.read(file)?.text.indexOf('# SETTINGS') ?? -1;
      const edits = start < 0 ? [] : [{ start, end: start + 1, replacement: '# NEW' }];
      plans.push({ file, language: 'shell', edits, outcomes: [], together: [] });
    }
    const { helper } = input.options;
    if (helper === undefined || !plans.some(({ edits }) => edits.length > 0)) return plans;
    const together = input.workspace.has(helper) ? [] : [helper];
    const own: FilePlan[] = together.map((file) => ({
      file,
      language: 'shell',
      edits: [{ start: 0, end: 0, replacement: 'ensure_token() { :; }\n' }],
      outcomes: [],
      together: [],
      create: true,
    }));
    return [
      ...plans.map((plan) => ({ ...plan, together: plan.edits.length > 0 ? [...plan.together, ...together] : plan.together })),
      ...own,
    ];
  },
  syntaxErrors: async ({ text }) => text.split('SYNTAX').length - 1,
};

export const toyPlanners: PlannerLoaders = { shell: async () => toyPlanner };

import { wordsOf } from '../../languages/shell/syntax/blocks.ts';
import type { Arm, Block, Conditional, Point, ShellScript } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import type { Edit } from '../plan.ts';
import { assignmentsOf } from './lasting.ts';
import { lineStart } from './lines.ts';
import { type Placed, statementsOf } from './surroundings.ts';

/** Whether a script's variable is always empty: every assignment says so, and nothing else gives it a value. */
function isAlwaysEmpty(name: string, statements: readonly Placed[]): boolean {
  const { found, others } = assignmentsOf(name, statements);
  const empty = found.every(
    ({ assignment: { value, append, index } }) => !append && !index && value.kind === 'word' && plainText(value.word) === '',
  );
  return found.length > 0 && empty && !others;
}

/** The most text between a branch's `then` or `else` and its first statement. */
const MAX_HEAD = 4000;
const VARIABLE = '"?\\$(?:(\\w+)|\\{(\\w+)\\})"?';
/** `[[ -z "$name" ]]`, `[ "$name" = yes ]` and the like, between `if` and `then`. */
const TEST = new RegExp(
  `^if[ \\t]+(!?)[ \\t]*(?:\\[\\[?|test)[ \\t]+(!?)[ \\t]*(?:(-[zn])[ \\t]+)?${VARIABLE}(?:[ \\t]*(==?|!=)[ \\t]*(?:"([^"$\`*?[]*)"|'([^'*?[]*)'|([\\w.-]*)))?[ \\t]*(?:\\]\\]?)?[ \\t]*;?\\s*then\\b`,
);

/** What the test of a conditional comes to, when it asks for one variable that is always empty. Undefined for others. */
function outcome({ start, end }: Conditional, text: string, statements: readonly Placed[]): boolean | undefined {
  const match = TEST.exec(text.slice(start, Math.min(end, start + 400)));
  if (!match) return undefined;
  const [, not1, not2, unary, plain, braced, operator, ...values] = match;
  if ((unary && operator) || !isAlwaysEmpty(plain ?? braced ?? '', statements)) return undefined;
  const other = values.find((value) => value !== undefined) ?? '';
  const result = operator ? (other === '') === (operator !== '!=') : unary === '-z';
  return result !== ((not1 === '!') !== (not2 === '!'));
}

/** The two-armed conditional around a point whose arm with that point never runs, and the arm that always does. */
export function deadBranchAround(point: Point): { readonly conditional: Conditional; readonly live: Arm } | undefined {
  const { script } = point.block;
  const statements = statementsOf(script.block);
  for (let { block } = point; block.parent; block = block.parent.block) {
    const { statement } = block.parent;
    if (statement?.kind !== 'conditional' || statement.form !== 'if' || statement.arms.length !== 2) continue;
    const [first, last] = statement.arms;
    const result = first!.condition && !last!.condition ? outcome(statement, script.text, statements) : undefined;
    if (result === undefined) continue;
    const live = result ? first! : last!;
    if (live.body !== block && statement.arms.some((arm) => arm.body === block)) return { conditional: statement, live };
  }
  return undefined;
}

/** Whether the start of a line lies inside a word or a here-document: such a line is not indentation. */
function startsInside(offset: number, block: Block): boolean {
  return statementsOf(block).some(({ statement }) => {
    const bodies = 'redirects' in statement ? statement.redirects.flatMap(({ body }) => (body ? [body] : [])) : [];
    return [...wordsOf(statement), ...bodies].some(({ start, end }) => start < offset && offset <= end);
  });
}

/** Leaves of a conditional the body of the arm that always runs, at the indentation of the conditional. Undefined where it is not on lines of its own. */
export function removeDeadBranch(
  { conditional, live }: { readonly conditional: Conditional; readonly live: Arm },
  script: ShellScript,
): Edit | undefined {
  const { text } = script;
  const { statements } = live.body;
  const start = lineStart(text, conditional.start);
  const newline = text.indexOf('\n', conditional.end);
  const end = newline < 0 ? text.length : newline;
  const indentation = text.slice(start, conditional.start);
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last || indentation.trim() !== '' || text.slice(conditional.end, end).trim() !== '') return undefined;
  const other = conditional.arms.find((arm) => arm !== live)!.body.statements;
  // From behind `then` or `else` to the line of `else` or `fi`.
  const window = Math.max(0, first.start - MAX_HEAD);
  const found = text.slice(window, first.start).search(/(?:\bthen|\belse)[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*$/);
  const head = window + found;
  if (found < 0 || head < conditional.start) return undefined;
  const bodyStart = text.indexOf('\n', head) + 1;
  const isFirst = (other[0]?.start ?? 0) > first.start;
  const closing = (isFirst ? /\n[ \t]*else\b[ \t]*(?:#[^\n]*)?\n/g : /\n[ \t]*fi$/g) as RegExp;
  closing.lastIndex = 0;
  const tail = text.slice(bodyStart, conditional.end);
  const from = Math.max(...statements.map((statement) => statement.end)) - bodyStart;
  const close = [...tail.matchAll(closing)].find(({ index }) => index >= from - 1);
  if (!close) return undefined;
  const bodyEnd = bodyStart + close.index;
  const extra = text.slice(lineStart(text, first.start), first.start);
  if (!extra.startsWith(indentation)) return undefined;
  let at = bodyStart;
  const lines = text
    .slice(bodyStart, bodyEnd)
    .split('\n')
    .map((line) => {
      const inside = startsInside(at, live.body);
      at += line.length + 1;
      return !inside && line.startsWith(extra) ? indentation + line.slice(extra.length) : line;
    });
  return { start, end, replacement: lines.join('\n') };
}

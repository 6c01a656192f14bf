import type { Block, Command, FunctionDefinition, Point, ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import { childBlocks } from '../../languages/shell/syntax/lower.ts';
import { functionAround, plainText } from '../../languages/shell/values/frames.ts';
import type { Edit } from '../plan.ts';
import type { Insertions } from './insertions.ts';
import { endOf, innermostPlace, isBackground, type Place } from './placement.ts';

/** A statement and where it stands. */
export interface Placed<S extends Statement = Statement> {
  readonly statement: S;
  readonly point: Point;
}

const known = new WeakMap<Block, readonly Placed[]>();

/** Every statement of a block, those inside others included, in the order of the text. */
export function statementsOf(block: Block): readonly Placed[] {
  let statements = known.get(block);
  if (!statements) known.set(block, (statements = collect(block)));
  return statements;
}

function collect(block: Block): Placed[] {
  return block.statements.flatMap((statement, index) => [
    { statement, point: { block, index } },
    ...childBlocks(statement).flatMap((child) => (child.script === block.script ? collect(child) : [])),
  ]);
}

function commandsNamed(statements: readonly Placed[], name: string): Placed<Command>[] {
  return statements.filter(
    (placed): placed is Placed<Command> => placed.statement.kind === 'command' && plainText(placed.statement.words[0]) === name,
  );
}

const HOOKED = /^(?:EXIT|0|INT|2|TERM|15|HUP|1|SIG(?:INT|TERM|HUP))$/i;

/** `trap` becomes `unbasic_trap` where it sets or resets what the helper hooks into. */
export function trapEdits(statements: readonly Placed[], script: ShellScript): Edit[] {
  return commandsNamed(statements, 'trap').flatMap(({ statement, point }) => {
    const words = statement.words.slice(1).map((word) => plainText(word));
    const operands = words[0] === '--' ? words.slice(1) : words;
    if (operands.length === 0 || /^-[lpP]/.test(operands[0] ?? '')) return [];
    const signals = operands.length === 1 ? operands : operands.slice(1);
    const exits = signals.some((signal) => signal !== undefined && HOOKED.test(signal));
    const isLocal =
      script.dialect === 'zsh' && functionAround(point) !== undefined && signals.every((signal) => /^(?:EXIT|0)$/.test(signal ?? ''));
    const [name] = statement.words;
    return exits && !isLocal ? [{ start: name!.start, end: name!.end, replacement: 'unbasic_trap' }] : [];
  });
}

/** Whether the shell ends with a command: `exec curl …`. */
export function isExec(command: Command): boolean {
  return plainText(command.words[0]) === 'exec';
}

/** Has the shell outlive a call, to give its token back: without `exec`, and with an `exit` behind it where more follows. */
export function withoutExec(command: Command, { block, index }: Point, script: ShellScript): Edit[] {
  const [exec, client] = command.words;
  const last = block === script.block && index === block.statements.length - 1;
  const end = endOf(command);
  const removal = { start: exec!.start, end: client!.start, replacement: '' };
  return last ? [removal] : [removal, { start: end, end, replacement: '; exit' }];
}

/** Gives the tokens back before the script becomes another program. @param except commands whose `exec` goes away */
export function insertBeforeExec(
  statements: readonly Placed[],
  from: number,
  insertions: Insertions,
  except: ReadonlySet<Statement>,
): void {
  for (const { statement, point } of commandsNamed(statements, 'exec'))
    if (statement.words.length > 1 && statement.start >= from && !except.has(statement) && !insideSubstitution(point))
      insertions.add(innermostPlace(point), 'unbasic_end || :');
}

function insideSubstitution(point: Point): boolean {
  for (let { parent } = point.block; parent; parent = parent.block.parent)
    if (parent.statement?.kind === 'command' || parent.statement?.kind === 'assignment') return true;
  return false;
}

/** Jobs in the background that the script does not wait for, and the place of the first statement in each. */
export function unwaitedJobs(
  statements: readonly Placed[],
  script: ShellScript,
  needs: (statement: Statement) => boolean,
): ReadonlyMap<Statement, Place> {
  const jobs = new Map<Statement, Place>();
  const waits = commandsNamed(statements, 'wait');
  for (const { statement } of statements) {
    if (statement.kind !== 'group' || statement.form !== 'subshell' || !isBackground(statement, script) || !needs(statement)) continue;
    if (waits.some((wait) => wait.statement.start >= statement.end || functionAround(wait.point))) continue;
    const [block] = statement.members;
    const [first] = block!.statements;
    if (first?.kind === 'group' && (first.form === 'subshell' || (first.form === 'brace' && script.text[first.start] === '{')))
      jobs.set(statement, { block: first.members[0]!, index: 0, braces: false });
    else if (first) jobs.set(statement, { block: block!, index: 0, braces: true });
  }
  return jobs;
}

/** Whether a failing statement runs something of the script's own: then the helper's must not look like one. */
export function watchesFailures(text: string): boolean {
  return /\btrap\b[^\n]*\bZ?ERR\b/.test(text) || /\berr_?return\b/i.test(text);
}

/** The functions of a script that lead to one of its own statements, those that call them included. */
export function functionsLeadingTo(
  offsets: readonly number[],
  statements: readonly Placed[],
  callers: (definition: FunctionDefinition) => readonly Point[],
): Set<FunctionDefinition> {
  const found = new Set<FunctionDefinition>();
  const definitions = statements.map(({ statement }) => statement).filter((statement) => statement.kind === 'function');
  const queue = definitions.filter(({ start, end }) => offsets.some((offset) => start <= offset && offset < end));
  while (queue.length > 0) {
    const definition = queue.pop()!;
    if (found.has(definition)) continue;
    found.add(definition);
    for (const point of callers(definition)) {
      const around = functionAround(point);
      if (around) queue.push(around);
    }
  }
  return found;
}

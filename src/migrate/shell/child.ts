import type { Command, Point, ShellScript, Word } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import type { ManualReason } from '../plan.ts';
import type { CallRewrite } from './call.ts';
import { manual } from './credentials.ts';
import { isBackground, mayAssign } from './placement.ts';
import { type Placed, statementsOf } from './surroundings.ts';
import { toFile, type Unit } from './unit.ts';
import { RAW_END, RAW_START } from './words.ts';

/** A script that another shell is started for: `sh -c '…'`, `xargs sh -c '…'`. */
export interface Child {
  readonly unit: Unit;
  /** The command that starts the shell. */
  readonly command: Command;
  readonly point: Point;
}

const SHELL_COMMAND = /^(?:ba|z|da|k)?sh -c$/;

/** The script of a `sh -c` that stands, in one pair of quotes, in a command of the file's own script. */
export function childOf(script: ShellScript, fileText: string, file: ShellScript | undefined): Child | undefined {
  if (!file || script.embedded.length !== 1 || !SHELL_COMMAND.test(script.embedded[0]!)) return undefined;
  const { start, end } = script.locate(0, script.text.length);
  const holds = (word: Word): boolean => word.start <= start && end <= word.end;
  const host = statementsOf(file.block).findLast(
    (placed): placed is Placed<Command> => placed.statement.kind === 'command' && placed.statement.words.some(holds),
  );
  const word = host?.statement.words.find(holds);
  if (!host || !word) return undefined;
  const quote = fileText[word.start];
  if ((quote !== "'" && quote !== '"') || word.start + 1 !== start || fileText[end] !== quote || word.end !== end + 1) return undefined;
  return { unit: { script, fileText, quoting: quote === '"' ? 'double' : 'none' }, command: host.statement, point: host.point };
}

/** Whether a variable is handed on to the programs that a script starts, or comes from its surroundings. */
function isInherited(name: string, statements: readonly Placed[]): boolean {
  let assigned = false;
  for (const { statement } of statements) {
    if (statement.kind !== 'command' && statement.kind !== 'assignment') continue;
    assigned ||= statement.assignments.some((assignment) => assignment.name === name);
    if (statement.kind !== 'command' || !statement.declares) continue;
    const exports = statement.declares === 'export' || statement.words.some((word) => /^-[a-zA-Z]*x/.test(plainText(word) ?? ''));
    const named =
      statement.assignments.some((assignment) => assignment.name === name) || statement.words.some((word) => plainText(word) === name);
    if (exports && named) return true;
  }
  return !assigned;
}

function isInBackground({ block }: Point, file: ShellScript): boolean {
  for (let { parent } = block; parent; parent = parent.block.parent)
    if (parent.statement && isBackground(parent.statement, file)) return true;
  return false;
}

/**
 * The change of a call in a script for another shell: the shell around it gets the token and hands it on as a variable of the
 * environment, which all its children share.
 */
export function rewriteForParent(rewrite: CallRewrite, child: Child, file: ShellScript): CallRewrite | ManualReason {
  const { unit, command, point } = child;
  const statements = statementsOf(file.block);
  if (isInBackground(point, file))
    return manual(
      'inside-eval',
      `The shell that ${unit.script.embedded[0]} starts runs in the background, where it may outlive the token.`,
    );
  const own = [...rewrite.names].filter((name) => !unit.script.foreign.has(name));
  if (own.some((name) => !/^[A-Za-z_]\w*$/.test(name) || !isInherited(name, statements)))
    return manual('inside-eval', `The server or the credentials are known only to the shell that ${unit.script.embedded[0]} starts.`);
  if (unit.script.block.statements.some((statement) => mayAssign(statement, new Set(own))))
    return manual('inside-eval', `The shell that ${unit.script.embedded[0]} starts sets the server or the credentials itself.`);
  const edits = toFile(unit, rewrite.edits);
  if (!edits || (unit.quoting === 'none' && edits.some(({ replacement }) => replacement.includes("'"))))
    return manual('inside-eval', 'The text of the script is put together from pieces.');
  const marks = new RegExp(`[${RAW_START}${RAW_END}]`, 'g');
  // What the outer shell fills in stands between its double quotes, whatever quotes are in the text.
  const inDoubleQuotes = rewrite.statement.replace(new RegExp(`'([^']*${RAW_START}[^']*)'`, 'g'), '"$1"');
  const statement = inDoubleQuotes.replaceAll(marks, '');
  const outer = [...statement.matchAll(/\$\{?(\w+)/g)].map((match) => match[1]!);
  return {
    ...rewrite,
    edits,
    statement,
    exported: true,
    names: new Set(outer),
    certain: false,
    site: { ...rewrite.site, command, point },
  };
}

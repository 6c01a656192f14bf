import { childBlocks, wordsOf } from '../syntax/blocks.ts';
import type { Command, Statement, Word } from '../syntax/ir.ts';
import { evaluatedNames } from './evaluated-texts.ts';
import { plainText } from './frames.ts';
import { readTargets } from './reading-commands.ts';

/** What a statement may change, its inner statements included: a quick test in front of the exact analysis. */
export interface Assigned {
  readonly names: ReadonlySet<string>;
  /** First words of commands inside: functions that may assign more. */
  readonly calls: ReadonlySet<string>;
  /** True when a file is sourced: any name may come out of it. */
  readonly loads: boolean;
}

/** Commands that assign to the names among their arguments, and read nothing. */
const ASSIGNING = new Set(['printf', 'print', 'unset', 'let']);
const NAME = /^[A-Za-z_]\w*/;
const NONE: ReadonlySet<string> = new Set();
const NOTHING: Assigned = { names: NONE, calls: NONE, loads: false };
const cache = new WeakMap<Statement, Assigned>();

/** Collects what a statement may change. Most change nothing and call one command: sets are made for what there is. */
class Collector {
  loads = false;
  private names: Set<string> | undefined;
  private calls: Set<string> | undefined;

  name(name: string): void {
    this.names ??= new Set();
    this.names.add(name);
  }

  call(name: string): void {
    this.calls ??= new Set();
    this.calls.add(name);
  }

  add({ names, calls, loads }: Assigned): void {
    for (const name of names) this.name(name);
    for (const call of calls) this.call(call);
    this.loads ||= loads;
  }

  result(): Assigned {
    const { names, calls, loads } = this;
    return names || calls || loads ? { names: names ?? NONE, calls: calls ?? NONE, loads } : NOTHING;
  }
}

function visitWord(word: Word, into: Collector): void {
  for (const part of word.parts) {
    if (part.kind !== 'parameter') continue;
    for (const operation of part.parameter.operations)
      if (operation.kind === 'default' && operation.assigns) into.name(part.parameter.name);
  }
}

function visitCommand(command: Command, into: Collector): void {
  for (const assignment of command.assignments) into.name(assignment.name);
  const first = plainText(command.words[0]);
  if (first === undefined) return;
  if (command.declares) {
    for (let at = 1; at < command.words.length; at++) into.name(plainText(command.words[at]) ?? '');
    return;
  }
  into.call(first);
  for (const name of readTargets(command)?.names ?? []) into.name(name);
  if (ASSIGNING.has(first)) {
    for (let at = 1; at < command.words.length; at++) {
      const name = NAME.exec(plainText(command.words[at]) ?? '')?.[0];
      if (name) into.name(name);
    }
  }
  for (const name of evaluatedNames(command)) into.name(name);
  if (first === 'source' || first === '.') into.loads = true;
}

/** Past so many words it is worth remembering what a statement does, even where it holds no others. */
const FEW_WORDS = 16;

function isSmall(statement: Statement): boolean {
  if (childBlocks(statement).length > 0) return false;
  const words = statement.kind === 'command' ? statement.words.length : 0;
  return words <= FEW_WORDS && (!('assignments' in statement) || statement.assignments.length <= FEW_WORDS);
}

/** What a statement may assign; computed once, but for those where to look it up takes longer. */
export function assignedBy(statement: Statement): Assigned {
  const small = isSmall(statement);
  const known = small ? undefined : cache.get(statement);
  if (known) return known;
  const into = new Collector();
  visit(statement, into);
  const result = into.result();
  if (!small) cache.set(statement, result);
  return result;
}

function visit(statement: Statement, into: Collector): void {
  for (const word of wordsOf(statement)) visitWord(word, into);
  if (statement.kind === 'command') visitCommand(statement, into);
  else if (statement.kind === 'assignment') for (const assignment of statement.assignments) into.name(assignment.name);
  else if (statement.kind === 'loop') for (const name of statement.names) into.name(name);
  if (statement.kind !== 'function') {
    for (const block of childBlocks(statement)) {
      for (const inner of block.statements) {
        if (isSmall(inner)) visit(inner, into);
        else into.add(assignedBy(inner));
      }
    }
  }
}

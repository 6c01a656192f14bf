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
const cache = new WeakMap<Statement, Assigned>();

function visitWord(word: Word, names: Set<string>): void {
  for (const part of word.parts) {
    if (part.kind !== 'parameter') continue;
    for (const operation of part.parameter.operations)
      if (operation.kind === 'default' && operation.assigns) names.add(part.parameter.name);
  }
}

function visitCommand(command: Command, names: Set<string>, calls: Set<string>): boolean {
  for (const assignment of command.assignments) names.add(assignment.name);
  const first = plainText(command.words[0]);
  if (first === undefined) return false;
  if (command.declares) {
    for (const word of command.words.slice(1)) names.add(plainText(word) ?? '');
    return false;
  }
  calls.add(first);
  for (const name of readTargets(command)?.names ?? []) names.add(name);
  if (ASSIGNING.has(first)) {
    for (const word of command.words.slice(1)) {
      const name = NAME.exec(plainText(word) ?? '')?.[0];
      if (name) names.add(name);
    }
  }
  for (const name of evaluatedNames(command)) names.add(name);
  return first === 'source' || first === '.';
}

/** What a statement may assign; computed once. */
export function assignedBy(statement: Statement): Assigned {
  const known = cache.get(statement);
  if (known) return known;
  const names = new Set<string>();
  const calls = new Set<string>();
  let loads = false;
  for (const word of wordsOf(statement)) visitWord(word, names);
  if (statement.kind === 'command') loads = visitCommand(statement, names, calls);
  else if (statement.kind === 'assignment') for (const assignment of statement.assignments) names.add(assignment.name);
  else if (statement.kind === 'loop') for (const name of statement.names) names.add(name);
  if (statement.kind !== 'function') {
    for (const block of childBlocks(statement)) {
      for (const inner of block.statements) {
        const assigned = assignedBy(inner);
        for (const name of assigned.names) names.add(name);
        for (const call of assigned.calls) calls.add(call);
        loads ||= assigned.loads;
      }
    }
  }
  const result = { names, calls, loads };
  cache.set(statement, result);
  return result;
}

import type { Block, Command, FunctionDefinition } from '../syntax/ir.ts';
import { plainText } from './frames.ts';

const LOCAL = /^(?:local|declare|typeset|float|integer)$/;

const GLOBAL = /^-[a-zA-Z]*g/;
const REFERENCE = /^-[a-zA-Z]*n/;

function has(command: Command, option: RegExp): boolean {
  return command.words.some((word) => option.test(plainText(word) ?? ''));
}

/** Whether a declaration makes its names local to the function it stands in: `local`, `declare` without `-g`. */
export function declaresLocals(command: Command): boolean {
  return command.declares !== undefined && LOCAL.test(command.declares) && !has(command, GLOBAL);
}

/** Whether a declaration makes its names stand for other variables: `declare -n`. */
export function declaresReferences(command: Command): boolean {
  return command.declares !== undefined && LOCAL.test(command.declares) && has(command, REFERENCE);
}

const cache = new WeakMap<FunctionDefinition, ReadonlySet<string>>();

/** The names that a function makes its own, anywhere in its body. */
export function localNames(definition: FunctionDefinition): ReadonlySet<string> {
  let names = cache.get(definition);
  if (!names) {
    const found = new Set<string>();
    collect(definition.body, found);
    cache.set(definition, (names = found));
  }
  return names;
}

function collect(block: Block, into: Set<string>): void {
  for (const statement of block.statements) {
    if (statement.kind === 'command' && declaresLocals(statement)) {
      for (const assignment of statement.assignments) into.add(assignment.name);
      for (const word of statement.words) into.add(plainText(word) ?? '');
    } else if (statement.kind === 'conditional') for (const arm of statement.arms) collect(arm.body, into);
    else if (statement.kind === 'loop') collect(statement.body, into);
    else if (statement.kind === 'group' && statement.form !== 'subshell') for (const member of statement.members) collect(member, into);
  }
}

import type { Assignment, Part, Point, Word } from '../../languages/shell/syntax/ir.ts';
import type { BearerStyle, Edit, ManualReason } from '../plan.ts';
import { bearerWords, type CredentialRewrite, manual, rewriteCredentials } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import type { Placed } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { variablesOf } from './words.ts';

/** A variable or an array of curl's options that holds the credentials. */
export interface OptionVariable {
  readonly name: string;
  /** What takes the credentials out of its assignment. */
  readonly removal: readonly Edit[];
  /** The words of the commands that expand it. */
  readonly assignment: Assignment;
}

export interface VariableRewrite extends CredentialRewrite {
  readonly variable: OptionVariable;
}

/** The options that an assignment holds, as words: of an array its elements, of a string what blanks separate. */
function optionWords({ value }: Assignment): readonly Word[] {
  if (value.kind === 'array') return value.words;
  return value.kind === 'word' ? splitAtBlanks(value.word) : [];
}

function splitAtBlanks(word: Word): Word[] {
  const words: Word[] = [];
  let parts: Part[] = [];
  const close = (): void => {
    if (parts.length > 0) words.push({ start: parts[0]!.start, end: parts.at(-1)!.end, parts });
    parts = [];
  };
  for (const part of word.parts) {
    if (part.kind !== 'text') {
      parts.push(part);
      continue;
    }
    if (!part.exact) return [];
    let at = 0;
    for (const piece of part.text.split(/([ \t\n]+)/)) {
      if (/^[ \t\n]/.test(piece)) close();
      else if (piece !== '') parts.push({ ...part, text: piece, start: part.start + at, end: part.start + at + piece.length });
      at += piece.length;
    }
  }
  close();
  return words;
}

/** Takes the credentials' option and its value out of a list of words, with the blanks in front of them. */
function removal(words: readonly Word[], line: WrittenCommandLine, unit: Unit): { edits: Edit[]; empty: boolean } | undefined {
  const edits: Edit[] = [];
  const option = line.options.find(
    ({ name, value }) => value && (name === 'user' || name === 'header') && line.options.length > 0 && isCredential(name, value, unit),
  );
  if (!option?.value) return undefined;
  const first = option.index;
  const last = words.indexOf(option.value);
  const letters = option.letter > 1 ? unit.script.text.slice(option.word.start, option.word.start + option.letter) : '';
  if (letters !== '') {
    edits.push({ start: option.word.start, end: option.value.end, replacement: letters });
    return { edits, empty: false };
  }
  const before = words[first - 1];
  const after = words[last + 1];
  if (before) edits.push({ start: before.end, end: option.value.end, replacement: '' });
  else edits.push({ start: option.word.start, end: after ? after.start : option.value.end, replacement: '' });
  return { edits, empty: !before && !after };
}

function isCredential(name: string, value: Word, { script }: Unit): boolean {
  return name === 'user' || /authorization\s*:\s*basic\s/i.test(script.text.slice(value.start, value.end));
}

/** The assignments of a name, and whether something else gives it a value too. */
function assignmentsOf(
  name: string,
  statements: readonly Placed[],
): { found: { assignment: Assignment; point: Point }[]; others: boolean } {
  const found: { assignment: Assignment; point: Point }[] = [];
  for (const { statement, point } of statements) {
    if (statement.kind !== 'command' && statement.kind !== 'assignment') continue;
    for (const assignment of statement.assignments) if (assignment.name === name) found.push({ assignment, point });
  }
  return { found, others: statements.some(({ statement }) => statement.kind === 'loop' && statement.names.includes(name)) };
}

/** Whether the variables that an assignment reads are what they were wherever the assigned value is used later. */
function isLasting(names: ReadonlySet<string>, assignment: Assignment, statements: readonly Placed[]): boolean {
  for (const name of names) {
    if (!/^[A-Za-z_]\w*$/.test(name)) return false;
    const { found, others } = assignmentsOf(name, statements);
    if (others || found.some((other) => other.assignment.end > assignment.start)) return false;
  }
  return true;
}

/**
 * Finds the credentials of a call in a variable that it expands. The bearer form goes to the call, since the variable is set once and the
 * token changes.
 */
export function rewriteOptionVariable(
  line: WrittenCommandLine,
  style: BearerStyle,
  unit: Unit,
  statements: readonly Placed[],
): VariableRewrite | ManualReason | undefined {
  for (const word of line.expansions) {
    const [part] = word.parts;
    if (part?.kind !== 'parameter' || !/^[A-Za-z_]\w*$/.test(part.parameter.name) || part.parameter.operations.length > 0) continue;
    const { name } = part.parameter;
    const { found, others } = assignmentsOf(name, statements);
    const holding = found.filter(({ assignment }) => rewriteCredentials(readCurlWords(optionWords(assignment)), style, unit) !== undefined);
    const [only] = holding;
    if (!only) continue;
    if (others || holding.length > 1 || found.some(({ assignment }) => !assignment.append && assignment !== only.assignment))
      return manual('unsupported-construct', `The credentials stand in $${name}, which is set in more than one way.`);
    const words = optionWords(only.assignment);
    const own = readCurlWords(words);
    const rewrite = rewriteCredentials(own, style, unit);
    if (!rewrite || 'id' in rewrite) return rewrite;
    const removed = removal(words, own, unit);
    const { credentials } = rewrite;
    const parts = credentials.kind === 'pair' ? [...credentials.user, ...credentials.password] : credentials.parts;
    if (!removed || !isLasting(variablesOf(parts), only.assignment, statements))
      return manual('unsupported-construct', `The credentials stand in $${name}, and what they are made of changes later.`);
    const bearer = bearerWords(style);
    const form = `${bearer.option} ${bearer.value}`;
    const edit: Edit = removed.empty
      ? { start: word.start, end: word.end, replacement: form }
      : { start: word.start, end: word.start, replacement: `${form} ` };
    return { edits: [edit], credentials, variable: { name, removal: removed.edits, assignment: only.assignment } };
  }
  return undefined;
}

/** Whether each command that expands a variable is among those that are changed. */
export function isUsedElsewhere(name: string, changed: ReadonlySet<unknown>, statements: readonly Placed[]): boolean {
  return statements.some(
    ({ statement }) =>
      statement.kind === 'command' && !changed.has(statement) && statement.words.some((word) => variablesOf(word.parts).has(name)),
  );
}

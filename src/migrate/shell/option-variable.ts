import { wordsOf } from '../../languages/shell/syntax/blocks.ts';
import type { Assignment, Block, Part, Point, Statement, Word } from '../../languages/shell/syntax/ir.ts';
import type { BearerStyle, Edit, ManualReason } from '../plan.ts';
import { bearerWords, type CredentialRewrite, manual, methodEdits, rewriteCredentials } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import { wholeLine } from './encoded.ts';
import { assignmentsOf, isLasting, type PlacedAssignment } from './lasting.ts';
import { type Placed, statementsOf } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { variablesOf } from './words.ts';

/** A variable or an array of curl's options that holds the credentials. */
export interface OptionVariable {
  /** The names that lead from the call to the credentials: the last is the variable that holds them. */
  readonly path: readonly string[];
  readonly assignment: Assignment;
  /** What takes the credentials out of the assignment. */
  readonly removal: readonly Edit[];
  /** The other options in the variables on the way. */
  readonly lines: readonly WrittenCommandLine[];
}

export interface VariableRewrite extends CredentialRewrite {
  readonly variable: OptionVariable;
}

interface Held {
  readonly path: readonly string[];
  readonly placed: PlacedAssignment;
  readonly words: readonly Word[];
  readonly lines: readonly WrittenCommandLine[];
}

const MAX_DEPTH = 4;

/** The options that an assignment holds, as words: of an array its elements, of a string what blanks separate. */
function optionWords({ value }: Assignment): readonly Word[] {
  if (value.kind === 'array') return value.words;
  const words = value.kind === 'word' ? splitAtBlanks(value.word) : [];
  const client = words.findIndex((word) =>
    /(?:^|\/)curl$/.test(word.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')),
  );
  return words.slice(client + 1);
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
      else if (piece !== '')
        parts.push({ ...part, text: piece, quoted: false, start: part.start + at, end: part.start + at + piece.length });
      at += piece.length;
    }
  }
  close();
  return words;
}

/** The variable that a word is, as a whole. */
export function expandedName(word: Word): string | undefined {
  const [only] = word.parts;
  if (word.parts.length !== 1 || only?.kind !== 'parameter') return undefined;
  const { name, operations, length, indirect } = only.parameter;
  return operations.length === 0 && !length && !indirect && /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
}

/** Follows the variables among words to the one that holds credentials. */
function held(
  expansions: readonly Word[],
  unit: Unit,
  statements: readonly Placed[],
  path: readonly string[],
): Held | ManualReason | undefined {
  for (const word of path.length < MAX_DEPTH ? expansions : []) {
    const name = expandedName(word);
    if (name === undefined || path.includes(name)) continue;
    const { found, others } = assignmentsOf(name, statements);
    const candidates: (Held | ManualReason)[] = [];
    for (const placed of found) {
      const words = optionWords(placed.assignment);
      const line = readCurlWords(words);
      const here = [...path, name];
      if (rewriteCredentials(line, 'option', unit)) candidates.push({ path: here, placed, words, lines: [line] });
      else {
        const further = held(line.expansions, unit, statements, here);
        if (further) candidates.push('id' in further ? further : { ...further, lines: [line, ...further.lines] });
      }
    }
    const [only] = candidates;
    if (!only || 'id' in only) {
      if (only) return only;
      continue;
    }
    const certain = !others && candidates.length === 1 && found.filter(({ assignment }) => !assignment.append).length <= 1;
    return certain ? only : manual('unsupported-construct', `The credentials stand in $${name}, which is set in more than one way.`);
  }
  return undefined;
}

/** Takes the option that holds the credentials out of a list of words, with the blanks around it. */
function removalOf(
  words: readonly Word[],
  rewrite: CredentialRewrite,
  unit: Unit,
): { readonly edits: Edit[]; readonly empty: boolean } | undefined {
  const { word, value, letter, index } = rewrite.option;
  if (!value) return undefined;
  const letters = letter > 1 ? unit.script.text.slice(word.start, word.start + letter) : '';
  if (letters !== '') return { edits: [{ start: word.start, end: value.end, replacement: letters }], empty: false };
  const before = words[index - 1];
  const after = words[words.indexOf(value) + 1];
  const edit = before
    ? { start: before.end, end: value.end, replacement: '' }
    : { start: word.start, end: after ? after.start : value.end, replacement: '' };
  if (unit.script.text.slice(edit.start, word.start).includes('#')) return undefined;
  return { edits: [edit], empty: !before && !after };
}

/**
 * Finds the credentials of a call in a variable that it expands. The bearer form goes to the call, since the variable is set once and the
 * token changes.
 * @param client the command's first word, where it is a variable that holds curl and its options
 */
export function rewriteOptionVariable(
  line: WrittenCommandLine,
  client: Word | undefined,
  style: BearerStyle,
  unit: Unit,
  point: Point,
): VariableRewrite | ManualReason | undefined {
  const statements = statementsOf(unit.script.block);
  for (const word of [...(client ? [client] : []), ...line.expansions]) {
    const found = held([word], unit, statements, []);
    if (!found || 'id' in found) {
      if (found) return found;
      continue;
    }
    const own = readCurlWords(found.words);
    const rewrite = rewriteCredentials(own, style, unit);
    if (!rewrite || 'id' in rewrite) return rewrite;
    const removed = removalOf(found.words, rewrite, unit);
    const { credentials } = rewrite;
    const parts = credentials.kind === 'pair' ? [...credentials.user, ...credentials.password] : credentials.parts;
    const name = found.path.at(-1)!;
    if (isConditional(found.placed.point, point))
      return manual('unsupported-construct', `The credentials stand in $${name} in some cases only.`);
    if (!removed) return manual('unsupported-construct', `The credentials cannot be taken out of $${name}.`);
    if (!isLasting(variablesOf(parts), found.placed, point, statements))
      return manual('unsupported-construct', `The credentials stand in $${name}, and what they are made of changes later.`);
    const { assignment } = found.placed;
    const isWhole = removed.empty && assignmentsOf(name, statements).found.length === 1;
    const emptied = removed.empty && assignment.append ? wholeLine(assignment, unit.script.text) : undefined;
    const bearer = bearerWords(style);
    const form = `${bearer.option} ${bearer.value}`;
    const edit: Edit =
      word === client
        ? { start: word.end, end: word.end, replacement: ` ${form}` }
        : isWhole && found.path.length === 1
          ? { start: word.start, end: word.end, replacement: form }
          : { start: word.start, end: word.start, replacement: `${form} ` };
    const removal = emptied ? [emptied] : [...removed.edits, ...methodEdits(own, found.words)];
    return { ...rewrite, edits: [edit], variable: { path: found.path, removal, lines: found.lines, assignment } };
  }
  return undefined;
}

/** Whether a statement runs in some cases only in which a call does. */
function isConditional(earlier: Point, call: Point): boolean {
  const around = new Set<Block>();
  for (let block: Block | undefined = call.block; block; block = block.parent?.block) around.add(block);
  for (let { block } = earlier; block.parent && !around.has(block); block = block.parent.block) {
    const { statement } = block.parent;
    if (statement?.kind === 'conditional' || statement?.kind === 'loop') return true;
    if (statement?.kind === 'group' && statement.form === 'list' && statement.members.indexOf(block) > 0) return true;
    if (statement?.kind === 'function') return false;
  }
  return false;
}

function reads(words: readonly Word[], name: string): boolean {
  return words.some((word) => variablesOf(word.parts).has(name) || mentions(word, name));
}

/** Whether a text names a variable: a script for `eval` or for another shell. */
function mentions({ parts }: Word, name: string): boolean {
  const use = new RegExp(`\\$\\{?${name}\\b`);
  return parts.some((part) => part.kind === 'text' && part.text.includes(name) && use.test(part.text));
}

/** Whether something else than the given commands, and the given variables' assignments, expands a variable. */
export function isUsedElsewhere(
  name: string,
  changed: ReadonlySet<Statement>,
  variables: ReadonlySet<string>,
  statements: readonly Placed[],
): boolean {
  return statements.some(({ statement }) => {
    if (changed.has(statement) || !reads(wordsOf(statement), name)) return false;
    if (statement.kind !== 'assignment' && !(statement.kind === 'command' && statement.declares)) return true;
    return statement.assignments.some(({ name: target, index, value }) => {
      const words = value.kind === 'array' ? value.words : value.kind === 'word' ? [value.word] : [];
      return reads([...words, ...(index ? [index] : [])], name) && !variables.has(target);
    });
  });
}

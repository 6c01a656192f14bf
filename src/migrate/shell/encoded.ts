import type { Assignment, Block, Command, Part, Point, Word } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import type { Edit } from '../plan.ts';
import { splitCredentials, type WrittenCredentials } from './credentials.ts';
import { assignmentsOf, isLasting } from './lasting.ts';
import { lineStart } from './lines.ts';
import type { Placed } from './surroundings.ts';
import { variablesOf } from './words.ts';

/** A variable that may be of no use any more, and what takes its assignment away. */
export interface Leftover {
  readonly name: string;
  readonly assignment: Assignment;
  readonly edit: Edit;
}

/** What was encoded in base64, traced to where the script does so. */
export interface Traced {
  readonly credentials: WrittenCredentials;
  /** The variable that holds the base64 form, where one does. */
  readonly leftovers: readonly Leftover[];
}

const ENCODERS = /^(?:base64|openssl|iconv|tr)$/;

/** The commands of a substitution, when it is one command or one pipeline. */
function commandsOf({ statements }: Block): readonly Command[] | undefined {
  const [only] = statements;
  if (statements.length !== 1 || !only) return undefined;
  if (only.kind === 'command') return [only];
  if (only.kind !== 'group' || only.form !== 'pipeline') return undefined;
  const commands = only.members.map((member) => (member.statements.length === 1 ? member.statements[0]! : undefined));
  return commands.every((command): command is Command => command?.kind === 'command') ? commands : undefined;
}

function programOf(command: Command): string {
  return plainText(command.words[0])?.replace(/^.*\//, '') ?? '';
}

/** The parts that `echo` or `printf` writes, when it writes one line of its arguments as they are. */
function printedParts(command: Command): readonly Part[] | undefined {
  const [, ...words] = command.words;
  const texts = words.map((word) => plainText(word));
  if (programOf(command) === 'echo') {
    const rest = /^-[neE]+$/.test(texts[0] ?? '') ? words.slice(1) : words;
    return rest.length === 1 ? rest[0]!.parts : undefined;
  }
  if (programOf(command) !== 'printf') return undefined;
  const operands = texts[0] === '--' ? words.slice(1) : words;
  const format = plainText(operands[0]);
  if (operands.length === 1) return operands[0]!.parts;
  if (operands.length === 2 && (format === '%s' || format === '%b')) return operands[1]!.parts;
  if (operands.length !== 3 || format !== '%s:%s') return undefined;
  const colon: Part = { kind: 'text', text: ':', exact: false, quoted: true, start: operands[1]!.end, end: operands[1]!.end };
  return [...operands[1]!.parts, colon, ...operands[2]!.parts];
}

/** What a substitution encodes: `printf '%s' "$user:$password" | base64`, `base64 <<< "$user:$password"`. */
function encodedParts(body: Block): readonly Part[] | undefined {
  const commands = commandsOf(body);
  if (!commands?.some((command) => /^(?:base64|openssl)$/.test(programOf(command)))) return undefined;
  const [first, ...rest] = commands;
  if (!first || !rest.every((command) => ENCODERS.test(programOf(command)))) return undefined;
  if (rest.length > 0) return printedParts(first);
  const here = first.redirects.filter(({ kind, word }) => kind === 'here-string' && word);
  return here.length === 1 ? here[0]!.word!.parts : undefined;
}

function fromSubstitution(parts: readonly Part[]): WrittenCredentials | undefined {
  const [only] = parts;
  const inner = parts.length === 1 && only?.kind === 'command' ? encodedParts(only.body) : undefined;
  const credentials = inner && splitCredentials(inner);
  return credentials && !('id' in credentials) ? credentials : undefined;
}

/** The line of an assignment that stands alone on it. */
export function wholeLine(assignment: Assignment, text: string): Edit | undefined {
  const start = lineStart(text, assignment.start);
  const newline = text.indexOf('\n', assignment.end);
  const end = newline < 0 ? text.length : newline + 1;
  const around = text.slice(start, assignment.start) + text.slice(assignment.end, end);
  return around.trim() === '' ? { start, end, replacement: '' } : undefined;
}

/** Traces base64 to the user name and password that the script makes it of. Undefined where it does not, or where they change in between. */
export function traceEncoded(parts: readonly Part[], call: Point, text: string, statements: readonly Placed[]): Traced | undefined {
  const inline = fromSubstitution(parts);
  if (inline) return { credentials: inline, leftovers: [] };
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter' || only.parameter.operations.length > 0 || only.parameter.index) return undefined;
  const { name } = only.parameter;
  const { found, others } = assignmentsOf(name, statements);
  const [single] = found;
  if (others || found.length !== 1 || single?.assignment.value.kind !== 'word') return undefined;
  const { assignment } = single;
  const credentials = fromSubstitution((assignment.value as { readonly word: Word }).word.parts);
  if (!credentials) return undefined;
  const read = credentials.kind === 'pair' ? [...credentials.user, ...credentials.password] : credentials.parts;
  if (!isLasting(variablesOf(read), single, call, statements)) return undefined;
  const edit = wholeLine(assignment, text);
  return { credentials, leftovers: edit ? [{ name, assignment, edit }] : [] };
}

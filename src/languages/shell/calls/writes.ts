import { text, unknown, type Value } from '../../../values/value.ts';
import type { Block, Command, Point, Redirect, Statement, Word } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import type { Field } from '../values/fields.ts';
import { plainText } from '../values/frames.ts';
import { type Program, programOf } from '../values/program.ts';

/** What one command writes: a here-document as it stands, or what `echo` or `printf` makes of its words. */
export interface Content {
  readonly document?: Word | undefined;
  readonly words: readonly Word[];
  readonly point: Point;
}

export interface Write {
  readonly target: Word | undefined;
  readonly appends: boolean;
  readonly contents: readonly Content[];
  readonly point: Point;
}

/** A command's words as far as they are plain text, without any evaluation. */
export function plainFields(words: readonly Word[]): Field[] {
  const plain = (word: Word): Value => {
    const content = plainText(word);
    return content === undefined ? unknown('word', 'computed') : text(content);
  };
  return words.map((word) => ({ value: plain(word), span: NOWHERE }));
}

const NOWHERE = { file: '', start: 0, end: 0 };

function documentOf(redirects: readonly Redirect[]): Word | undefined {
  return redirects.find((redirect) => redirect.kind === 'here-document' || redirect.kind === 'here-string')?.word;
}

function outputOf(redirects: readonly Redirect[]): Redirect | undefined {
  return redirects.find((redirect) => redirect.kind === 'output' && redirect.word);
}

/** What the commands of a block print out of texts that the script holds. */
function contentsOf(block: Block): Content[] {
  return block.statements.flatMap((statement, index): Content[] => {
    const point = { block, index };
    if (statement.kind === 'group') return statement.members.length === 1 ? contentsOf(statement.members[0]!) : [];
    return statement.kind === 'command' && !outputOf(statement.redirects) ? contentOf(statement, point) : [];
  });
}

function contentOf(command: Command, point: Point): Content[] {
  const program = plainText(command.words[0]);
  const document = documentOf(command.redirects);
  if (program === 'cat' && document) return [{ document, words: [], point }];
  return program === 'echo' || program === 'printf' ? [{ words: command.words, point }] : [];
}

/** The file that `tee` writes, behind `sudo` or not. */
function teeTarget(command: Command, program: Program): { target: Word; appends: boolean } | undefined {
  const words = command.words.slice(command.words.length - program.args.length);
  const target = words.find((word) => !/^-/.test(plainText(word) ?? ''));
  return target && { target, appends: words.some((word) => /^(?:-(?=\w*a)\w+|--append)$/.test(plainText(word) ?? '')) };
}

/** Whether a command's plain words say that it prints a text, or hand one to `tee`. */
function mayWrite(command: Command): boolean {
  const program = plainText(command.words[0]);
  if (program === 'cat' || program === 'echo' || program === 'printf') return command.redirects.length > 0;
  return command.words.some((word) => plainText(word) === 'tee');
}

function writeOf(statement: Statement, block: Block, index: number): Write | undefined {
  if (statement.kind !== 'command' && statement.kind !== 'group') return undefined;
  if (statement.kind === 'command' && !mayWrite(statement)) return undefined;
  const point = { block, index };
  const output = outputOf(statement.redirects);
  const appends = output !== undefined && point.block.script.text.slice(output.start, output.word!.start).includes('>>');
  if (statement.kind === 'group') {
    const contents = output && statement.members.length === 1 ? contentsOf(statement.members[0]!) : [];
    return contents.length > 0 ? { target: output!.word, appends, contents, point } : undefined;
  }
  const own = contentOf(statement, point);
  if (own.length > 0) return output || own[0]!.document ? { target: output?.word, appends, contents: own, point } : undefined;
  const program = programOf(plainFields(statement.words));
  const tee = program?.name === 'tee' ? teeTarget(statement, program) : undefined;
  if (!tee) return undefined;
  const document = documentOf(statement.redirects);
  const contents = document ? [{ document, words: [], point }] : pipedInto(point);
  return contents.length > 0 ? { ...tee, contents, point } : undefined;
}

/** What the member in front of a pipeline's member prints. */
function pipedInto({ block }: Point): Content[] {
  const pipeline = block.parent?.statement;
  if (pipeline?.kind !== 'group' || pipeline.form !== 'pipeline') return [];
  const before = pipeline.members[pipeline.members.indexOf(block) - 1];
  return before ? contentsOf(before) : [];
}

/** Every place of a script where known text goes to a file, in the order of the text. */
export function collectWrites(block: Block, into: Write[] = []): Write[] {
  const { statements } = block;
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index]!;
    const write = writeOf(statement, block, index);
    if (write) into.push(write);
    for (const child of childBlocks(statement)) collectWrites(child, into);
  }
  return into;
}

import { concat, literal, type Span, text, type Value } from '../../../values/value.ts';
import type { InnerLanguage } from '../embedding.ts';
import type { Field } from '../values/fields.ts';
import type { Program } from '../values/program.ts';
import { shellInAppleScript } from './applescript.ts';

/** A script that a command runs out of its arguments or its input. */
export interface InnerScript {
  readonly value: Value;
  readonly span: Span;
  readonly language: InnerLanguage;
  /** What runs it: `eval`, `sh -c`, `ssh`, `osascript`. */
  readonly how: string;
  /** True when it sees the variables of the script around it. */
  readonly inherits: boolean;
}

const SHELLS = /^(?:sh|bash|zsh|ksh|dash|ash|rbash)$/;
const PYTHON = /^(?:python|pypy|managed_python)[\d.]*$/;
const NODE = /^(?:node|nodejs|bun|deno)$/;
const OTHERS = /^(?:eval|trap|ssh|su|runuser|osascript|at|batch)$/;

/** Whether a program can run a script out of its arguments or its input. */
export function runsScripts(name: string): boolean {
  return SHELLS.test(name) || PYTHON.test(name) || NODE.test(name) || OTHERS.test(name);
}

/** Whether a program is a shell, or one of the commands by which a shell reads a file. */
export function readsScriptFile(name: string): boolean {
  return SHELLS.test(name) || name === 'source' || name === '.';
}

/** The argument that names the script file of `bash file …`, `source file`. */
export function scriptFile({ name, args }: Program): Field | undefined {
  if (!readsScriptFile(name)) return undefined;
  for (const field of args) {
    const content = first(field);
    if (content === undefined || !/^[-+]./.test(content)) return field;
    if (!content.startsWith('--') && /[cs]$/.test(content)) return undefined;
  }
  return undefined;
}

function first(field: Field | undefined): string | undefined {
  if (!field) return undefined;
  for (const sequence of field.value.alternatives) {
    const content = literal(sequence);
    if (content !== undefined) return content;
  }
  return undefined;
}

function joinFields(fields: readonly Field[], separator = ' '): { value: Value; span: Span } | undefined {
  if (fields.length === 0) return undefined;
  const value = concat(fields.flatMap((field, position) => (position === 0 ? [field.value] : [text(separator), field.value])));
  const [head, tail] = [fields[0]!.span, fields.at(-1)!.span];
  return { value, span: { file: head.file, start: head.start, end: Math.max(head.end, tail.end) } };
}

/** The field behind the option that hands over a script: `-c`, `-lc`, `--command`. */
function optionArgument(args: readonly Field[], letter: string, long?: string): Field | undefined {
  for (let at = 0; at < args.length; at++) {
    const content = first(args[at]);
    if (content === undefined || !content.startsWith('-')) return undefined;
    if (content === long || (!content.startsWith('--') && content.endsWith(letter))) return args[at + 1];
    if (/^-[oO]$/.test(content) || content === '--rcfile') at++;
  }
  return undefined;
}

/** Whether an interpreter with these arguments reads its script from standard input: behind `-s` or `-` come the script's own. */
function readsInput(args: readonly Field[]): boolean {
  for (const field of args) {
    const content = first(field);
    if (content === undefined) return false;
    if (content === '-' || content === '/dev/stdin' || /^-(?=[a-z]*s)[a-z]+$/.test(content)) return true;
    if (!content.startsWith('-')) return false;
  }
  return true;
}

/** Whether a command line in one text is a shell that reads standard input: `bash -s`, `sudo /bin/sh`. */
function isShellOnInput(command: Value | undefined): boolean {
  const words = command?.alternatives.map((sequence) => (literal(sequence) ?? '').trim().split(/\s+/)) ?? [];
  return words.some((list) => {
    const at = list.findIndex((word) => SHELLS.test(word.slice(word.lastIndexOf('/') + 1)));
    return (
      at >= 0 &&
      at < 4 &&
      list.slice(at + 1).every((word, position, rest) => word.startsWith('-') || rest.slice(0, position).includes('-s'))
    );
  });
}

const SSH_VALUED = 'bcDEeFIiJLlmOopQRSWw';

function ssh(args: readonly Field[]): readonly Field[] | undefined {
  let at = 0;
  while (at < args.length) {
    const content = first(args[at]);
    if (content?.startsWith('-') && content.length > 1) at += content.length === 2 && SSH_VALUED.includes(content[1]!) ? 2 : 1;
    else return args.slice(at + 1);
  }
  return undefined;
}

function fromInput(stdin: Value | undefined, span: Span, language: InnerLanguage, how: string): InnerScript[] {
  return stdin ? [{ value: stdin, span, language, how, inherits: false }] : [];
}

function osascript(args: readonly Field[], stdin: Value | undefined, span: Span): InnerScript[] {
  const javascript = args.some((field, position) => first(field) === '-l' && /^javascript$/i.test(first(args[position + 1]) ?? ''));
  const expressions = args.filter((_, position) => position > 0 && first(args[position - 1]) === '-e');
  const lines = joinFields(expressions, '\n');
  const sources = lines ? [lines] : stdin ? [{ value: stdin, span }] : [];
  if (javascript) return sources.map((source) => ({ ...source, language: 'javascript', how: 'osascript -l JavaScript', inherits: false }));
  return sources.flatMap((source) =>
    shellInAppleScript(source.value).map((value) => ({
      value,
      span: source.span,
      language: 'shell' as const,
      how: 'osascript',
      inherits: false,
    })),
  );
}

/** The scripts that a program runs; empty for programs that run none. */
export function innerScripts(program: Program, stdin: Value | undefined, span: Span): InnerScript[] {
  const { name, args } = program;
  const given = (field: { value: Value; span: Span } | undefined, language: InnerLanguage, how: string, inherits = false): InnerScript[] =>
    field ? [{ value: field.value, span: field.span, language, how, inherits }] : [];
  if (name === 'eval') return given(joinFields(args), 'shell', 'eval', true);
  if (name === 'parallel' || name === 'watch') return given(args[0], 'shell', name, true);
  if (name === 'trap') return first(args[0]) !== undefined && args.length > 1 ? given(args[0], 'shell', 'trap', true) : [];
  if (SHELLS.test(name)) {
    const command = optionArgument(args, 'c');
    if (command) return given(command, 'shell', `${name} -c`, true);
    return readsInput(args) ? fromInput(stdin, span, 'shell', name) : [];
  }
  if (name === 'ssh') {
    const remote = ssh(args);
    const command = remote && joinFields(remote);
    if (!command || isShellOnInput(command.value)) return fromInput(stdin, span, 'shell', 'ssh');
    return given(command, 'shell', 'ssh');
  }
  if (name === 'su' || name === 'runuser') {
    const at = args.findIndex((field) => first(field) === '-c' || first(field) === '--command');
    if (at >= 0 && isShellOnInput(args[at + 1]?.value)) return fromInput(stdin, span, 'shell', name);
    return at >= 0 ? given(args[at + 1], 'shell', `${name} -c`) : fromInput(stdin, span, 'shell', name);
  }
  if (name === 'at' || name === 'batch') return fromInput(stdin, span, 'shell', name);
  if (name === 'osascript') return osascript(args, stdin, span);
  if (PYTHON.test(name)) {
    const command = optionArgument(args, 'c');
    if (command) return given(command, 'python', `${name} -c`);
    return readsInput(args) || first(args[0]) === '-' ? fromInput(stdin, span, 'python', name) : [];
  }
  if (NODE.test(name)) return given(optionArgument(args, 'e', '--eval'), 'javascript', `${name} -e`);
  return [];
}

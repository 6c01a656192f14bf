import { concat, literal, type Span, text, type Value } from '../../../values/value.ts';
import type { Program } from '../values/program.ts';
import type { Field } from '../values/fields.ts';
import { shellInAppleScript } from './applescript.ts';

export type InnerLanguage = 'shell' | 'python' | 'javascript';

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

function first(field: Field | undefined): string | undefined {
  if (!field) return undefined;
  for (const sequence of field.value.alternatives) {
    const content = literal(sequence);
    if (content !== undefined) return content;
  }
  return undefined;
}

function joinFields(fields: readonly Field[]): { value: Value; span: Span } | undefined {
  if (fields.length === 0) return undefined;
  const value = concat(fields.flatMap((field, position) => (position === 0 ? [field.value] : [text(' '), field.value])));
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

function readsInput(args: readonly Field[]): boolean {
  return args.every((field, position) => {
    const content = first(field);
    return content !== undefined && (content.startsWith('-') || content.startsWith('/dev/stdin') || (position > 0 && args.slice(0, position).some((earlier) => first(earlier) === '-s' || first(earlier) === '-')));
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
  const sources = expressions.length > 0 ? expressions.map((field) => ({ value: field.value, span: field.span })) : stdin ? [{ value: stdin, span }] : [];
  if (javascript) return sources.map((source) => ({ ...source, language: 'javascript', how: 'osascript -l JavaScript', inherits: false }));
  return sources.flatMap((source) => shellInAppleScript(source.value).map((value) => ({ value, span: source.span, language: 'shell' as const, how: 'osascript', inherits: false })));
}

/** The scripts that a program runs; empty for programs that run none. */
export function innerScripts(program: Program, stdin: Value | undefined, span: Span): InnerScript[] {
  const { name, args } = program;
  const given = (field: { value: Value; span: Span } | undefined, language: InnerLanguage, how: string, inherits = false): InnerScript[] =>
    field ? [{ value: field.value, span: field.span, language, how, inherits }] : [];
  if (name === 'eval') return given(joinFields(args), 'shell', 'eval', true);
  if (name === 'trap') return first(args[0]) !== undefined && args.length > 1 ? given(args[0], 'shell', 'trap', true) : [];
  if (SHELLS.test(name)) {
    const command = optionArgument(args, 'c');
    if (command) return given(command, 'shell', `${name} -c`, true);
    return readsInput(args) ? fromInput(stdin, span, 'shell', name) : [];
  }
  if (name === 'ssh') {
    const remote = ssh(args);
    if (remote && remote.length > 0 && !SHELLS.test(first(remote[0])?.replace(/^.*\//, '') ?? '')) return given(joinFields(remote), 'shell', 'ssh');
    if (remote && optionArgument(remote.slice(1), 'c')) return given(joinFields(remote), 'shell', 'ssh');
    return fromInput(stdin, span, 'shell', 'ssh');
  }
  if (name === 'su' || name === 'runuser') {
    const at = args.findIndex((field) => first(field) === '-c' || first(field) === '--command');
    return at >= 0 ? given(args[at + 1], 'shell', `${name} -c`) : fromInput(stdin, span, 'shell', name);
  }
  if (name === 'osascript') return osascript(args, stdin, span);
  if (PYTHON.test(name)) {
    const command = optionArgument(args, 'c');
    if (command) return given(command, 'python', `${name} -c`);
    return readsInput(args) || first(args[0]) === '-' ? fromInput(stdin, span, 'python', name) : [];
  }
  if (NODE.test(name)) return given(optionArgument(args, 'e', '--eval'), 'javascript', `${name} -e`);
  return [];
}

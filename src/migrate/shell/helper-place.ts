import type { ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import { SHELL_HELPER_END, SHELL_HELPER_START, type ShellHelperOptions, shellHelper } from '../helpers/shell-helper.ts';
import type { Edit } from '../plan.ts';
import { lineStart } from './lines.ts';

/** The helper that a script carries already, its last line end included. */
export function helperIn(text: string): { readonly start: number; readonly end: number } | undefined {
  const start = text.indexOf(SHELL_HELPER_START);
  const last = start < 0 ? -1 : text.indexOf(SHELL_HELPER_END, start);
  if (last < 0) return undefined;
  const lineEnd = text.indexOf('\n', last);
  return { start, end: lineEnd < 0 ? text.length : lineEnd + 1 };
}

/** The start of the line on which a statement of a script's own level stands that holds an offset, above the comment that goes with it. */
export function topLevelLine({ block, text }: ShellScript, offset: number): number {
  let index = block.statements.findLastIndex((statement: Statement) => statement.start <= offset);
  const startsLine = (at: number): boolean => /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
  const readsStatus = (statement: Statement): boolean =>
    /\$\?|\$\{\?|PIPESTATUS|pipestatus/.test(text.slice(statement.start, statement.end));
  while (index > 0 && (!startsLine(block.statements[index]!.start) || readsStatus(block.statements[index]!))) index--;
  const line = lineStart(text, block.statements[Math.max(index, 0)]?.start ?? offset);
  let above = line;
  while (above > 0) {
    const previous = lineStart(text, above - 1);
    if (!/^[ \t]*#(?!!)/.test(text.slice(previous, above))) break;
    above = previous;
  }
  // A comment that starts the script is about the script.
  return above === 0 || (text.startsWith('#!') && above === text.indexOf('\n') + 1) ? line : above;
}

/** Puts text that defines the helper in front of a line, with an empty line around it. */
export function insertHelper(text: string, line: number, helper: string): Edit {
  const above = text.slice(0, line);
  const gap = line === 0 || /\n[ \t\r]*\n$/.test(above) ? '' : '\n';
  return { start: line, end: line, replacement: `${gap}${helper}\n` };
}

/** Brings the helper of a script that has one up to what the script now needs; no edit when that is what it is. */
export function updateHelper(text: string, options: ShellHelperOptions): Edit[] {
  const known = helperIn(text);
  if (!known) return [];
  const present = text.slice(known.start, known.end);
  const replacement = shellHelper({
    ...options,
    encoded: options.encoded || present.includes('unbasic_token_base64()'),
    trap: options.trap || present.includes('unbasic_trap()'),
  });
  return present === replacement ? [] : [{ ...known, replacement }];
}

/** The shell that a script's first line names. */
export function shellOf(text: string): ShellHelperOptions['shell'] {
  const [, name] = /^#!.*?\b(bash|zsh)\b/.exec(text.slice(0, 200).split('\n')[0] ?? '') ?? [];
  return name === 'bash' || name === 'zsh' ? name : 'any';
}

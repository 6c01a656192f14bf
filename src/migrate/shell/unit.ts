import type { Block, Redirect, ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import { childBlocks } from '../../languages/shell/syntax/lower.ts';
import type { Edit, ManualReason } from '../plan.ts';
import { RAW_END, RAW_START } from './words.ts';

/**
 * A script that is changed as a whole: a file's own, or one that it writes with a here-document. Edits are made in the script's
 * own offsets and text; `toFile` makes edits of the file out of them.
 */
export interface Unit {
  readonly script: ShellScript;
  /** The text of the real file. */
  readonly fileText: string;
  /** What the shell around the script does to its text first: nothing, what it does in a here-document, or in double quotes. */
  readonly quoting: Quoting;
}

export type Quoting = 'none' | 'document' | 'double';

/** How scripts are called that a here-document writes or feeds to a shell. */
const WRITTEN = /^(?:here-document|written file|(?:ba|z|da|k)?sh)$/;

/** Where the shells of embedded scripts run that cannot be changed by themselves. */
export function unitOf(script: ShellScript, fileText: string, file: ShellScript | undefined): Unit | ManualReason {
  const [how] = script.embedded;
  if (how === undefined) return { script, fileText, quoting: 'none' };
  if (script.embedded.includes('ssh'))
    return { id: 'remote-shell', message: 'The call is run on another machine, where the token of this script is not known.' };
  const { start, end } = script.locate(0, script.text.length);
  const body = file && script.embedded.length === 1 && WRITTEN.test(how) ? documentAround(file.block, start, end) : undefined;
  if (!body) return { id: 'inside-eval', message: `The call stands in a text that ${how} runs as a script of its own.` };
  return { script, fileText, quoting: body.quoted ? 'none' : 'document' };
}

/** The tabs that `<<-` strips in front of the first line. */
const MARGIN = 20;

/** The here-document that holds a range of a script and nothing else. */
function documentAround(block: Block, start: number, end: number): Redirect['body'] {
  for (const statement of block.statements) {
    if (statement.start > end) break;
    for (const { body } of redirectsOf(statement))
      if (body && body.start <= start && end <= body.end && start - body.start <= MARGIN) return body;
    for (const child of childBlocks(statement)) {
      const found = documentAround(child, start, end);
      if (found) return found;
    }
  }
  return undefined;
}

function redirectsOf(statement: Statement): readonly Redirect[] {
  return 'redirects' in statement ? statement.redirects : [];
}

const SPECIAL: Readonly<Record<Quoting, RegExp>> = { none: /(?!)/g, document: /[\\$`]/g, double: /[\\$`"]/g };

function unescaped(text: string, quoting: Quoting): string {
  if (quoting === 'none') return text;
  return text.replace(quoting === 'double' ? /\\([\\$`"])/g : /\\([\\$`])/g, '$1').replaceAll('\\\n', '');
}

function escaped(text: string, quoting: Quoting): string {
  const pieces = text.split(new RegExp(`[${RAW_START}${RAW_END}]`));
  return pieces.map((piece, index) => (index % 2 === 0 ? piece.replace(SPECIAL[quoting], '\\$&') : piece)).join('');
}

/** Edits of the script as edits of its file. Undefined where one has no exact place in the file. */
export function toFile({ script, fileText, quoting }: Unit, edits: readonly Edit[]): Edit[] | undefined {
  const own = script.embedded.length === 0;
  const result: Edit[] = [];
  for (const { start, end, replacement } of edits) {
    const span = own ? { start, end } : script.locate(start, end);
    if (!own && !isExact(script, fileText, quoting, start, end)) return undefined;
    result.push({ start: span.start, end: span.end, replacement: escaped(replacement, quoting) });
  }
  return result;
}

/** Whether the text of a range, and the character at its start, stand in the file as in the script. */
function isExact(script: ShellScript, fileText: string, quoting: Quoting, start: number, end: number): boolean {
  const to = Math.min(Math.max(end, start + 1), script.text.length);
  const span = script.locate(start, to);
  const inner = script.text.slice(start, to);
  const outer = fileText.slice(span.start, span.end);
  if (unescaped(outer, quoting) === inner) return true;
  // Expansions of the outer shell have a placeholder in the inner text; both ends of the range have to be exact all the same.
  const first = script.locate(start, start + 1);
  const last = script.locate(to - 1, to);
  return (
    script.foreign.size > 0 &&
    unescaped(fileText.slice(first.start, first.end), quoting) === inner[0] &&
    unescaped(fileText.slice(last.start, last.end), quoting) === inner.at(-1)
  );
}

import { ts } from 'ts-morph';
import { lineEndOf } from '../line-ends.ts';

/** How a file is written. */
export interface Style {
  readonly quote: "'" | '"';
  readonly semicolon: ';' | '';
  /** One step of indentation. */
  readonly indent: string;
}

const styles = new WeakMap<ts.SourceFile, Style>();

function indentOf(text: string): string {
  const counts = new Map<string, number>();
  let previous = '';
  for (const line of text.split(lineEndOf(text)).slice(0, 5000)) {
    const [lead = ''] = /^[ \t]*/.exec(line) ?? [];
    if (lead.length === line.length || line.startsWith(`${lead}*`)) continue;
    const step = lead.startsWith(previous) ? lead.slice(previous.length) : '';
    if (step === '\t' || step === '  ' || step === '    ' || step === '   ') counts.set(step, (counts.get(step) ?? 0) + 1);
    previous = lead;
  }
  let best = '  ';
  let most = 0;
  for (const [step, count] of counts) if (count > most) [best, most] = [step, count];
  return best;
}

export function styleOf(root: ts.SourceFile): Style {
  const known = styles.get(root);
  if (known) return known;
  let single = 0;
  let double = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) root.text[node.getStart(root)] === "'" ? single++ : double++;
    ts.forEachChild(node, visit);
  };
  visit(root);
  const ended = root.statements.filter(
    (node) => ts.isVariableStatement(node) || ts.isExpressionStatement(node) || ts.isImportDeclaration(node),
  );
  const withSemicolon = ended.filter((node) => root.text[node.end - 1] === ';').length;
  const style: Style = {
    quote: double > single ? '"' : "'",
    semicolon: ended.length > 0 && withSemicolon * 2 < ended.length ? '' : ';',
    indent: indentOf(root.text),
  };
  styles.set(root, style);
  return style;
}

/** The blanks in front of the line that an offset stands in. */
export function indentationAt(root: ts.SourceFile, offset: number): string {
  const start = Math.max(root.text.lastIndexOf('\n', offset - 1), root.text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(root.text.slice(start, offset))?.[0] ?? '';
}

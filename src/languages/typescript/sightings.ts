import { ts } from 'ts-morph';
import type { HttpCall, Sighting } from '../../http/call.ts';
import { hasSyntaxErrors, type Unit } from './syntax/unit.ts';

const CALL_TEXT = /\/JSSResource\b/g;
const AUTH_TEXT = /authorization|\bauth\b|basic|password|-u\b/i;
const MAX_LINE = 2000;

/** Text that looks like a Jamf call where the parser lost its way. */
export function unreadSightings(unit: Unit, calls: readonly HttpCall[]): Sighting[] {
  if (!hasSyntaxErrors(unit.root)) return [];
  const found: Sighting[] = [];
  const { text } = unit.root;
  CALL_TEXT.lastIndex = 0;
  for (let match = CALL_TEXT.exec(text); match; match = CALL_TEXT.exec(text)) {
    const statement = statementAround(unit.root, match.index);
    if (!isBroken(statement) || isComment(unit.root, match.index)) continue;
    const start = Math.max(statement.getStart(), match.index - MAX_LINE);
    const end = Math.min(statement.getEnd(), match.index + MAX_LINE);
    if (!AUTH_TEXT.test(text.slice(start, end))) continue;
    const span = unit.locate(match.index, match.index + match[0].length);
    if (calls.some((call) => call.span.file === span.file && call.span.start <= span.start && call.span.end >= span.end)) continue;
    found.push({ language: 'typescript', span, what: 'a Classic API URL beside credentials' });
  }
  return found;
}

/** The innermost statement around an offset. */
function statementAround(root: ts.SourceFile, offset: number): ts.Node {
  let current: ts.Node = root;
  for (;;) {
    const inner = childAround(current, offset);
    if (!inner || (ts.isStatement(current) && !ts.isBlock(current) && !containsStatements(current))) return current;
    current = inner;
  }
}

function childAround(node: ts.Node, offset: number): ts.Node | undefined {
  if (!ts.isSourceFile(node) && !ts.isBlock(node))
    return ts.forEachChild(node, (child) => (child.pos <= offset && child.end > offset ? child : undefined));
  // There may be as many statements as there are offsets to look at.
  const { statements } = node;
  let first = 0;
  for (let above = statements.length; first < above; ) {
    const middle = (first + above) >> 1;
    if (statements[middle]!.end > offset) above = middle;
    else first = middle + 1;
  }
  const found = statements[first];
  return found && found.pos <= offset ? found : undefined;
}

function containsStatements(node: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isIfStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isExpressionStatement(node) ||
    ts.isVariableStatement(node) ||
    ts.isReturnStatement(node)
  );
}

function isBroken(node: ts.Node): boolean {
  for (let current: ts.Node | undefined = node; current; current = current.parent) {
    if (current.flags & ts.NodeFlags.ThisNodeHasError) return true;
    if (ts.isStatement(current)) return false;
  }
  return false;
}

function isComment(root: ts.SourceFile, offset: number): boolean {
  const before = root.text.slice(Math.max(0, offset - MAX_LINE), offset);
  return /^\s*(?:\/\/|\*)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

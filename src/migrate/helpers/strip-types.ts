import { ts } from 'ts-morph';

type Range = readonly [start: number, end: number];

/** The parts of a script that only a type checker reads; statements with the blank line behind them. */
function typeRanges(root: ts.SourceFile): Range[] {
  const ranges: Range[] = [];
  const list = (nodes: ts.NodeArray<ts.Node> | undefined): void => {
    if (nodes) ranges.push([nodes.pos - 1, nodes.end + 1]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      const rest = /^[^\S\n]*\n(?:[^\S\n]*\n)?/.exec(root.text.slice(node.end))?.[0] ?? '';
      ranges.push([node.getStart(root), node.end + rest.length]);
      return;
    }
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && node.type) ranges.push([node.name.end, node.type.end]);
    if (ts.isFunctionLike(node)) {
      list(node.typeParameters);
      if (node.type) ranges.push([root.text.lastIndexOf(':', node.type.getStart(root)), node.type.end]);
    }
    if (ts.isAsExpression(node)) ranges.push([node.expression.end, node.end]);
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) list(node.typeArguments);
    ts.forEachChild(node, (child) => {
      if (!ts.isTypeNode(child)) visit(child);
    });
  };
  visit(root);
  return ranges.sort(([left], [right]) => left - right);
}

/** A TypeScript text without its types, everything else as it is. For the forms that the helpers are written in: no enums, no casts in front. */
export function stripTypes(text: string): string {
  const root = ts.createSourceFile('helper.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  let result = '';
  let at = 0;
  for (const [start, end] of typeRanges(root)) {
    if (start < at) continue;
    result += text.slice(at, start);
    at = end;
  }
  return result + text.slice(at);
}

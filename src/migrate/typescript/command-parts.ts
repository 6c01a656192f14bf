import { ts } from 'ts-morph';

/** A piece of a text that a script puts together: written out, with the place of each character, or an expression. */
export type CommandPart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'expression'; readonly node: ts.Expression; readonly start: number; readonly end: number };

function written(node: ts.Node & { readonly text: string }, before: number, behind: number): CommandPart | undefined {
  const root = node.getSourceFile();
  const start = node.getStart(root) + before;
  const end = node.end - behind;
  // With escapes, characters and places differ.
  return root.text.slice(start, end) === node.text ? { kind: 'text', text: node.text, start, end } : undefined;
}

/** The pieces of a template or of a sum of texts. Undefined where a text holds escapes. */
export function commandParts(expression: ts.Expression): CommandPart[] | undefined {
  if (ts.isParenthesizedExpression(expression)) return commandParts(expression.expression);
  if (ts.isStringLiteralLike(expression)) {
    const part = written(expression, 1, 1);
    return part && [part];
  }
  if (ts.isTemplateExpression(expression)) {
    const parts = [written(expression.head, 1, 2)];
    for (const span of expression.templateSpans) {
      const { expression: node, literal } = span;
      parts.push({ kind: 'expression', node, start: node.getStart() - 2, end: node.end + 1 });
      parts.push(written(literal, 1, ts.isTemplateTail(literal) ? 1 : 2));
    }
    return parts.every((part) => part !== undefined) ? parts : undefined;
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = commandParts(expression.left);
    const right = commandParts(expression.right);
    return left && right && [...left, ...right];
  }
  return [{ kind: 'expression', node: expression, start: expression.getStart(), end: expression.end }];
}

/** The credentials of curl in a text: where they stand from the option to what closes them, and what they are. */
export interface CommandCredentials {
  readonly start: number;
  readonly end: number;
  /** The end of the text in which the option stands. */
  readonly textEnd: number;
  /** Where the value's first expression starts and its last one ends. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly quote: string;
  readonly user?: ts.Expression;
  readonly password?: ts.Expression;
  /** `user:password`, or its base64. */
  readonly whole?: ts.Expression;
  readonly encoded: boolean;
}

const USER = /(?:^|\s)(?:-[a-zA-Z]*u|--user)(?: +|=)?(["']?)$/;
const HEADER = /(?:^|\s)(?:-H|--header)\s*(["'])Authorization: *Basic +$/i;
const NEVER_PLAIN = /(?:^|\s)-[a-zA-Z]+u(?: +|=)?["']?$/;

/** The credentials that stand at an offset of a text's pieces. Undefined where they are written in another way. */
export function credentialsIn(parts: readonly CommandPart[], offset: number): CommandCredentials | undefined {
  const index = parts.findIndex((part) => part.kind === 'text' && part.start <= offset && offset < part.end);
  const option = parts[index];
  const first = parts[index + 1];
  if (option?.kind !== 'text' || first?.kind !== 'expression') return undefined;
  const tail = option.text.slice(offset - option.start);
  const lead = ` ${tail}`;
  const isHeader = HEADER.test(lead);
  const match = HEADER.exec(lead) ?? (NEVER_PLAIN.test(lead) ? null : USER.exec(lead));
  if (match?.index !== 0) return undefined;
  const quote = match[1] ?? '';
  const colon = parts[index + 2];
  const second = parts[index + 3];
  const isPair = !isHeader && colon?.kind === 'text' && colon.text === ':' && second?.kind === 'expression';
  const last = isPair ? second : first;
  const behind = parts[isPair ? index + 4 : index + 2];
  const closing = behind?.kind === 'text' ? behind.text : '';
  if (!closing.startsWith(quote) || (behind?.kind === 'text' && closing.length > quote.length && !/^\s/.test(closing.slice(quote.length))))
    return undefined;
  const base = { start: offset, textEnd: option.end, valueStart: first.start, valueEnd: last.end, quote, encoded: isHeader };
  const end = quote === '' || behind?.kind !== 'text' ? last.end : behind.start + quote.length;
  return isPair ? { ...base, end, user: first.node, password: second.node } : { ...base, end, whole: first.node };
}

/** The pieces in front of `/JSSResource` in a command line, back to the start of their word. */
export function serverParts(parts: readonly CommandPart[]): (string | ts.Expression)[] | undefined {
  const at = parts.findIndex((part) => part.kind === 'text' && /JSSResource/i.test(part.text));
  const found: (string | ts.Expression)[] = [];
  for (let index = at; index >= 0; index--) {
    const part = parts[index]!;
    if (part.kind === 'expression') {
      found.unshift(part.node);
      continue;
    }
    const text = index === at ? part.text.slice(0, part.text.search(/(?<!\/)\/*JSSResource/i)) : part.text;
    const word = /(?<![^\s"'])[^\s"']*$/.exec(text)?.[0] ?? '';
    if (word !== '') found.unshift(word);
    if (word.length < text.length) return found;
  }
  return undefined;
}

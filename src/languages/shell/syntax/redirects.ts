import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { adopt } from './blocks.ts';
import type { Redirect, Statement, Word } from './ir.ts';
import type { Lowering } from './lower.ts';

/** What redirections say, and the command's own words that the grammar has taken for more of their operands: `> file -k`. */
export interface Redirections {
  readonly redirects: Redirect[];
  readonly words: Word[];
}

export function isRedirect(node: SyntaxNode): boolean {
  return node.type.endsWith('_redirect');
}

/** Lowers the redirections among the children of a node. */
export function lowerRedirects(lowering: Lowering, nodes: readonly SyntaxNode[]): Redirections {
  const found: Redirections = { redirects: [], words: [] };
  for (const node of nodes) if (node && isRedirect(node)) lowerRedirect(lowering, node, found);
  return found;
}

function lowerRedirect(lowering: Lowering, node: SyntaxNode, into: Redirections): void {
  const { start, end } = lowering.range(node);
  const descriptor = node.namedChildren.find((child) => child.type === 'file_descriptor');
  const operator = descriptor ? lowering.range(descriptor).end : start;
  const [operand, ...further] = node.namedChildren.filter((child) => child.type !== 'file_descriptor');
  const heredoc = lowering.lexical.heredocs.get(operator - lowering.base);
  if (heredoc) {
    const bodyStart = heredoc.bodyStart + lowering.base;
    const bodyEnd = heredoc.bodyEnd + lowering.base;
    into.redirects.push({
      kind: 'here-document',
      start,
      end: heredoc.end + lowering.base,
      body: { start: bodyStart, end: bodyEnd, quoted: heredoc.quoted, stripTabs: heredoc.stripTabs },
      word: lowering.words.document(bodyStart, bodyEnd, heredoc.quoted, heredoc.stripTabs),
    });
  } else if (node.type === 'herestring_redirect' || lowering.lexical.hereStrings.has(operator - lowering.base)) {
    if (operand) into.redirects.push({ kind: 'here-string', start, end, word: lowering.word(operand) });
  } else if (node.type === 'heredoc_redirect') {
    for (const child of node.namedChildren) if (isRedirect(child)) lowerRedirect(lowering, child, into);
    return;
  } else
    into.redirects.push({
      kind: redirectKind(node.children.find((child) => !child.isNamed)?.type ?? '>', descriptor && lowering.sourceOf(descriptor)),
      start,
      end,
      word: operand ? lowering.word(operand) : undefined,
    });
  for (const word of further) if (word) into.words.push(lowering.word(word));
}

/** Only standard input and standard output count: what a script writes to another descriptor is not what it prints. */
export function redirectKind(operator: string, descriptor: string | undefined): Redirect['kind'] {
  if (operator.startsWith('<')) return descriptor === undefined || descriptor === '0' ? 'input' : 'other';
  return (operator.startsWith('>') || operator.startsWith('&>')) && (descriptor === undefined || descriptor === '1') ? 'output' : 'other';
}

/** The grammar hangs the redirection of the last command on a whole list or pipeline: bash gives it to that command. */
export function attachToLast(statement: Statement | undefined, found: Redirections): void {
  if (!statement) return;
  if (statement.kind === 'group' && statement.form !== 'brace' && statement.form !== 'subshell') {
    const block = statement.members.at(-1);
    attachToLast(block?.statements.at(-1), found);
    if (block && block.statements.length > 0) adopt(block, block.statements.length - 1);
  } else if (statement.kind !== 'assignment' && statement.kind !== 'conditional' && statement.kind !== 'function') {
    (statement.redirects as Redirect[]).push(...found.redirects);
    if (statement.kind === 'command') (statement.words as Word[]).push(...found.words);
  }
}

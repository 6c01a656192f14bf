import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { arithmeticAssignments } from './arithmetic.ts';
import { lowerShortForm } from './compounds.ts';
import type { AssignedValue, Assignment, Command, Redirect, Statement, Word } from './ir.ts';
import type { Lowering } from './lower.ts';
import { isRedirect, lowerRedirects } from './redirects.ts';

const DECLARATIONS = /^(?:export|local|declare|typeset|readonly|float|integer)$/;
/** The most words of a command, and the most elements of an array, that are read. */
const MAX_ELEMENTS = 5000;

/** The first children of a node: a list of many thousands is not worth its time. */
function firstChildren(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.slice(0, MAX_ELEMENTS);
}

export function lowerCommand(lowering: Lowering, node: SyntaxNode, redirects: readonly Redirect[], further: readonly Word[]): Statement {
  const { start, end } = lowering.range(node);
  const form = lowering.shortFormAt(start);
  if (form) return lowerShortForm(lowering, form, redirects);
  const assignments: Assignment[] = [];
  // Words that touch are one word which the grammar has split.
  const ranges: { start: number; end: number }[] = [];
  const children = firstChildren(node);
  const own = lowerRedirects(lowering, children);
  for (const child of children) {
    if (child.startIndex === child.endIndex || isRedirect(child)) continue;
    if (child.type === 'variable_assignment') assignments.push(lowerAssignment(lowering, child));
    else if (child.type === 'ERROR') lowering.noteUnread(child);
    else if (child.type === 'subshell' || child.type === 'comment' || child.type === '==' || child.type === '=~') continue;
    else if (child.isNamed || child.type === 'unset' || child.type === '$' || child.type === 'unsetenv') {
      const range = lowering.range(child);
      if (ranges.at(-1)?.end === range.start) ranges.at(-1)!.end = range.end;
      else ranges.push(range);
    }
  }
  const words = inOrder([...own.words, ...ranges.map((range) => lowering.words.word(range.start, range.end)), ...further]);
  return { kind: 'command', start, end, assignments, words, redirects: [...redirects, ...own.redirects] };
}

export function lowerDeclaration(lowering: Lowering, node: SyntaxNode, redirects: readonly Redirect[], further: readonly Word[]): Command {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  for (const child of node.children) {
    if (child.type === 'variable_assignment') assignments.push(lowerAssignment(lowering, child));
    else if (child.isNamed || DECLARATIONS.test(child.type)) words.push(lowering.word(child));
  }
  const declares = node.children[0]?.type ?? 'declare';
  return { kind: 'command', ...lowering.range(node), assignments, words: [...words, ...further], redirects, declares };
}

export function lowerAssignment(lowering: Lowering, node: SyntaxNode): Assignment {
  const { start, end } = lowering.range(node);
  const target = node.namedChildren[0];
  const nameNode = target?.type === 'subscript' ? target.namedChildren[0] : target;
  let at = target ? lowering.range(target).end : start;
  const index = target?.type === 'subscript' && nameNode ? lowering.words.word(lowering.range(nameNode).end + 1, at - 1) : undefined;
  const append = lowering.text[at] === '+';
  at += append ? 2 : 1;
  const valueNode = node.namedChildren.find((child) => child.startIndex + lowering.base >= at);
  const value: AssignedValue =
    valueNode?.type === 'array'
      ? {
          kind: 'array',
          words: firstChildren(valueNode)
            .filter((child) => child.isNamed && child.type !== 'comment')
            .map((child) => lowering.word(child)),
        }
      : { kind: 'word', word: lowering.words.word(valueNode ? lowering.range(valueNode).start : Math.min(at, end), end) };
  return { start, end, name: nameNode ? lowering.sourceOf(nameNode) : '', index, append, value };
}

export function lowerTest(lowering: Lowering, node: SyntaxNode): Statement[] {
  const { start, end } = lowering.range(node);
  if (lowering.text.startsWith('((', start)) return lowerArithmetic(lowering, start, end);
  return [{ kind: 'command', start, end, assignments: [], words: [lowering.words.word(start, end)], redirects: [], declares: 'test' }];
}

export function lowerArithmetic(lowering: Lowering, start: number, end: number): Statement[] {
  const assignments = arithmeticAssignments(lowering.text, start, end);
  const test: Statement = {
    kind: 'command',
    start,
    end,
    assignments: [],
    words: [lowering.words.arithmetic(start, end)],
    redirects: [],
    declares: 'test',
  };
  return assignments.length > 0 ? [test, { kind: 'assignment', start, end, assignments }] : [test];
}

function inOrder(words: readonly Word[]): readonly Word[] {
  if (words.every((word, index) => index === 0 || words[index - 1]!.start <= word.start)) return words;
  return words.toSorted((a, b) => a.start - b.start);
}

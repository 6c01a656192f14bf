import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { arithmeticAssignments } from './arithmetic.ts';
import type { Arm, Block, Conditional, FunctionDefinition, Group, Loop, Redirect, Statement, Word } from './ir.ts';
import type { Lowering } from './lower.ts';
import type { ShortForm } from './short-forms.ts';

export function lowerIf(lowering: Lowering, node: SyntaxNode): Conditional {
  const clauses = node.children.filter((child) => child.type === 'elif_clause' || child.type === 'else_clause');
  const own = node.children.filter((child) => !clauses.includes(child));
  const arms: Arm[] = [armOf(lowering, own)];
  for (const clause of clauses)
    arms.push(clause.type === 'elif_clause' ? armOf(lowering, clause.children) : { body: lowering.blockOf(clause.children) });
  return {
    kind: 'conditional',
    form: 'if',
    ...lowering.range(node),
    arms,
    exhaustive: clauses.some((clause) => clause.type === 'else_clause'),
  };
}

/** `if condition then body`: the condition stands in front of `then`, or of the brace of zsh. */
function armOf(lowering: Lowering, nodes: readonly SyntaxNode[]): Arm {
  const split = nodes.findIndex((node) => node?.type === 'then' || node?.type === '{');
  const at = split < 0 ? nodes.length : split;
  return { condition: lowering.blockOf(nodes.slice(0, at)), body: lowering.blockOf(nodes.slice(at)) };
}

export function lowerCase(lowering: Lowering, node: SyntaxNode): Conditional {
  const subject = node.namedChildren[0];
  const arms: Arm[] = [];
  let exhaustive = false;
  for (const item of node.namedChildren) {
    if (item?.type !== 'case_item') continue;
    const close = item.children.findIndex((child) => child.type === ')');
    const patterns = item.children
      .slice(0, close < 0 ? 1 : close)
      .filter((child) => child.isNamed)
      .map((pattern) => lowering.word(pattern!));
    exhaustive ||= patterns.some((word) => lowering.text.slice(word.start, word.end) === '*');
    const body = item.children.slice(close + 1);
    arms.push({ patterns, body: lowering.blockOf(body), continues: body.some((child) => child.type === ';&' || child.type === ';;&') });
  }
  return {
    kind: 'conditional',
    form: 'case',
    ...lowering.range(node),
    subject: subject && subject.type !== 'case_item' ? lowering.word(subject) : undefined,
    arms,
    exhaustive,
  };
}

export function lowerLoop(lowering: Lowering, node: SyntaxNode, redirects: readonly Redirect[]): Loop {
  const bodyNode = node.namedChildren.find((child) => child.type === 'do_group' || child.type === 'compound_statement');
  const body = lowering.blockOf(bodyNode ? bodyNode.children : []);
  const range = lowering.range(node);
  if (node.type === 'while_statement') {
    const form = lowering.shortFormAt(range.start);
    if (form) return { kind: 'loop', ...range, names: form.names, words: wordsOfForm(lowering, form), body, redirects };
    const condition = node.namedChildren.filter((child) => child !== bodyNode);
    return { kind: 'loop', ...range, condition: lowering.blockOf(condition), names: [], body, redirects };
  }
  const header = lowering.text.slice(range.start, bodyNode ? lowering.range(bodyNode).start : range.end);
  if (node.type === 'c_style_for_statement') {
    const names = arithmeticAssignments(lowering.text, lowering.text.indexOf('((', range.start), range.start + header.length).map(
      (assignment) => assignment.name,
    );
    return { kind: 'loop', ...range, names: [...new Set(names)], words: [], body, redirects };
  }
  const names: string[] = [];
  const words: Word[] = [];
  let listed = /^\w+\s+\w+\s+in\b/.test(header.slice(0, 200));
  for (const child of node.children) {
    if (child === bodyNode) continue;
    if (child.type === 'in') listed = true;
    else if (child.type === 'variable_name' && names.length === 0) names.push(lowering.sourceOf(child));
    else if (child.isNamed && child.type !== 'comment' && child.type !== 'ERROR' && listed) words.push(lowering.word(child));
  }
  return { kind: 'loop', ...range, names, words: listed ? words : undefined, body, redirects };
}

function wordsOfForm(lowering: Lowering, form: ShortForm): Word[] {
  return form.words.map((word) => lowering.words.word(word.start + lowering.base, word.end + lowering.base));
}

/** A compound command in one of zsh's short forms, whose parts are parsed on their own. */
export function lowerShortForm(lowering: Lowering, form: ShortForm, redirects: readonly Redirect[]): Statement {
  const { base } = lowering;
  const block = (range: { start: number; end: number }): Block => lowering.fragment(range.start + base, range.end + base);
  const range = { start: form.start + base, end: form.end + base };
  if (form.kind === 'for' || form.kind === 'while') {
    const arm = form.arms[0]!;
    const condition = arm.condition && block(arm.condition);
    return {
      kind: 'loop',
      ...range,
      condition,
      names: form.names,
      words: form.kind === 'for' ? wordsOfForm(lowering, form) : undefined,
      body: block(arm.body),
      redirects,
    };
  }
  const arms = form.arms.map(
    (arm): Arm => ({
      condition: arm.condition && block(arm.condition),
      patterns: arm.patterns?.map((pattern) => lowering.words.word(pattern.start + base, pattern.end + base)),
      body: block(arm.body),
    }),
  );
  const subject = form.subject && lowering.words.word(form.subject.start + base, form.subject.end + base);
  return { kind: 'conditional', form: form.kind, ...range, subject, arms, exhaustive: form.exhaustive };
}

export function lowerFunction(lowering: Lowering, node: SyntaxNode): FunctionDefinition {
  const nameNode = node.childForFieldName('name');
  const bodyNode = node.childForFieldName('body');
  const name = nameNode ? lowering.sourceOf(nameNode) : '';
  const body = lowering.blockOf(bodyNode ? (bodyNode.type === 'compound_statement' ? bodyNode.children : [bodyNode]) : []);
  const definition: FunctionDefinition = { kind: 'function', ...lowering.range(node), name, body };
  lowering.define(definition);
  return definition;
}

export function lowerPipeline(lowering: Lowering, node: SyntaxNode): Group {
  const members = node.namedChildren.filter((child) => child && child.type !== 'comment').map((child) => lowering.blockOf([child]));
  return { kind: 'group', form: 'pipeline', ...lowering.range(node), members, operators: [], redirects: [] };
}

/** `a && b || c`, which the grammar nests to the left. */
export function lowerList(lowering: Lowering, node: SyntaxNode): Group {
  const children: SyntaxNode[] = [];
  for (let list: SyntaxNode | undefined = node; list; ) {
    const own: SyntaxNode[] = list.children.filter((child) => child !== null);
    list = own[0]?.type === 'list' ? own.shift() : undefined;
    children.push(...own.reverse());
  }
  children.reverse();
  const members: Block[] = [];
  const operators: ('&&' | '||')[] = [];
  for (const child of children) {
    if (child.type === '&&' || child.type === '||') operators.push(child.type);
    else if (child.isNamed && child.type !== 'comment') members.push(lowering.blockOf([child]));
  }
  return { kind: 'group', form: 'list', ...lowering.range(node), members, operators, redirects: [] };
}

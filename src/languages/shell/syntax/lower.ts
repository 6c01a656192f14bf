import type { SyntaxNode } from '../../tree-sitter/engine.ts';
import { arithmeticAssignments } from './arithmetic.ts';
import type { Arm, AssignedValue, Assignment, Block, Command, FunctionDefinition, Group, Loop, Redirect, ShellScript, Statement, Word } from './ir.ts';
import type { LexicalScan } from './lexical.ts';
import { WordReader } from './words.ts';

const DECLARATIONS = /^(?:export|local|declare|typeset|readonly|float|integer)$/;
const STATEMENTS = new Set([
  'command', 'variable_assignment', 'variable_assignments', 'declaration_command', 'unset_command', 'test_command', 'if_statement', 'case_statement',
  'while_statement', 'for_statement', 'c_style_for_statement', 'compound_statement', 'subshell', 'function_definition', 'pipeline', 'list',
  'negated_command', 'redirected_statement', 'do_group', 'command_substitution',
]);
const MAX_DEPTH = 400;

/** Parses a piece of a script's text that the tree does not cover, and lowers it: `parse` is called back with its range. */
export type ParseFragment = (start: number, end: number) => Block;

/** Turns a syntax tree into the statements of `ir.ts`, reading every word from the original text. */
export class Lowering {
  readonly functions = new Map<string, FunctionDefinition[]>();
  readonly unread: [number, number][] = [];
  readonly words: WordReader;
  private readonly script: ShellScript;
  private readonly lexical: LexicalScan;
  private readonly substitutions = new Map<number, Block>();
  private readonly parseFragment: ParseFragment;
  private base = 0;
  private blocks = 0;
  private depth = 0;

  constructor(script: ShellScript, lexical: LexicalScan, parseFragment: ParseFragment) {
    this.script = script;
    this.lexical = lexical;
    this.parseFragment = parseFragment;
    this.words = new WordReader(script.text, { substitution: (start, end, opening) => this.substitutions.get(opening) ?? this.fragment(start, end, opening) });
  }

  /** Lowers a tree whose text starts at `base` of the script into a block. */
  program(root: SyntaxNode, base: number, block = this.newBlock()): Block {
    const outer = this.base;
    this.base = base;
    this.fill(block, root.namedChildren);
    this.base = outer;
    return block;
  }

  newBlock(): Block {
    return { id: this.blocks++, statements: [], parent: undefined, script: this.script };
  }

  private fragment(start: number, end: number, opening: number): Block {
    const block = start < end && this.depth < MAX_DEPTH ? this.parseFragment(start, end) : this.newBlock();
    this.substitutions.set(opening, block);
    return block;
  }

  private fill(block: Block, nodes: readonly (SyntaxNode | null)[]): void {
    if (this.depth++ > MAX_DEPTH) this.depth--;
    else {
      for (const node of nodes) if (node) this.into(block, node);
      this.depth--;
    }
  }

  private into(block: Block, node: SyntaxNode): void {
    if (node.type === 'comment' || node.type === 'heredoc_body') return;
    if (STATEMENTS.has(node.type)) {
      this.collectSubstitutions(node, true);
      for (const statement of this.statement(node)) this.add(block, statement);
    } else if (node.type === 'ERROR' || node.namedChildCount > 0) {
      if (node.type === 'ERROR') this.unread.push([node.startIndex + this.base, node.endIndex + this.base]);
      this.fill(block, node.namedChildren);
    }
  }

  private add(block: Block, statement: Statement): void {
    const index = block.statements.push(statement) - 1;
    for (const child of childBlocks(statement)) child.parent ??= { statement, block, index };
  }

  private blockOf(nodes: readonly (SyntaxNode | null)[]): Block {
    const block = this.newBlock();
    this.fill(block, nodes);
    return block;
  }

  /** Lowers the command substitutions of a statement's own words, so that the word reader finds them by their offset. */
  private collectSubstitutions(node: SyntaxNode, top: boolean): void {
    if (!top && STATEMENTS.has(node.type) && node.type !== 'command_substitution') return;
    for (const child of node.namedChildren) {
      if (!child) continue;
      if (child.type === 'command_substitution' || child.type === 'process_substitution') {
        this.substitutions.set(child.startIndex + this.base, this.blockOf(child.namedChildren));
      } else if (child.namedChildCount > 0) this.collectSubstitutions(child, false);
    }
  }

  private range(node: SyntaxNode): { start: number; end: number } {
    return { start: node.startIndex + this.base, end: node.endIndex + this.base };
  }

  private word(node: SyntaxNode): Word {
    return this.words.word(node.startIndex + this.base, node.endIndex + this.base);
  }

  private statement(node: SyntaxNode): Statement[] {
    switch (node.type) {
      case 'command':
      case 'unset_command':
        return [this.command(node, [])];
      case 'declaration_command':
        return [this.declaration(node, [])];
      case 'variable_assignment':
        return [{ kind: 'assignment', ...this.range(node), assignments: [this.assignment(node)] }];
      case 'variable_assignments':
        return [{ kind: 'assignment', ...this.range(node), assignments: node.namedChildren.filter((child) => child?.type === 'variable_assignment').map((child) => this.assignment(child!)) }];
      case 'test_command':
        return this.test(node);
      case 'redirected_statement':
        return this.redirected(node);
      case 'if_statement':
        return [this.conditional(node)];
      case 'case_statement':
        return [this.caseOf(node)];
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        return [this.loop(node, [])];
      case 'function_definition':
        return [this.functionDefinition(node)];
      case 'compound_statement':
      case 'subshell':
      case 'do_group':
        return this.group(node, []);
      case 'pipeline':
        return [this.pipeline(node)];
      case 'list':
        return [this.list(node)];
      case 'negated_command':
        return [{ kind: 'group', form: 'brace', ...this.range(node), members: [this.blockOf(node.namedChildren)], operators: [], redirects: [] }];
      case 'command_substitution':
        return [{ kind: 'command', ...this.range(node), assignments: [], words: [this.word(node)], redirects: [] }];
      default:
        return [];
    }
  }

  private command(node: SyntaxNode, redirects: readonly Redirect[]): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const own: Redirect[] = [...redirects];
    for (const child of node.children) {
      if (!child) continue;
      if (child.type === 'variable_assignment') assignments.push(this.assignment(child));
      else if (/_redirect$/.test(child.type)) own.push(...this.redirects(child));
      else if (child.type === 'ERROR') this.unread.push([child.startIndex + this.base, child.endIndex + this.base]);
      else if (child.type === 'subshell' || child.type === 'comment' || child.type === '==' || child.type === '=~') continue;
      else if (child.isNamed || child.type === 'unset' || child.type === '$' || child.type === 'unsetenv') {
        const previous = words.at(-1);
        const word = this.word(child);
        if (previous && previous.end === word.start) words[words.length - 1] = this.words.word(previous.start, word.end);
        else words.push(word);
      }
    }
    return { kind: 'command', ...this.range(node), assignments, words, redirects: own };
  }

  private declaration(node: SyntaxNode, redirects: readonly Redirect[]): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    for (const child of node.children) {
      if (!child) continue;
      if (child.type === 'variable_assignment') assignments.push(this.assignment(child));
      else if (child.isNamed || DECLARATIONS.test(child.type)) words.push(this.word(child));
    }
    const declares = node.child(0)?.type ?? 'declare';
    return { kind: 'command', ...this.range(node), assignments, words, redirects, declares };
  }

  private assignment(node: SyntaxNode): Assignment {
    const { start, end } = this.range(node);
    const target = node.namedChild(0);
    const text = this.script.text;
    const nameNode = target?.type === 'subscript' ? target.namedChild(0) : target;
    const name = nameNode ? text.slice(nameNode.startIndex + this.base, nameNode.endIndex + this.base) : '';
    let at = target ? target.endIndex + this.base : start;
    let index: Word | undefined;
    if (target?.type === 'subscript' && nameNode) index = this.words.word(nameNode.endIndex + this.base + 1, at - 1);
    const append = text[at] === '+';
    at = Math.min(text.indexOf('=', at) + 1 || end, end);
    const valueNode = node.namedChildren.find((child) => child && child.startIndex + this.base >= at);
    const value: AssignedValue =
      valueNode?.type === 'array'
        ? { kind: 'array', words: valueNode.namedChildren.filter((child) => child && child.type !== 'comment').map((child) => this.word(child!)) }
        : { kind: 'word', word: this.words.word(valueNode ? valueNode.startIndex + this.base : at, end) };
    return { start, end, name, index, append, value };
  }

  private test(node: SyntaxNode): Statement[] {
    const { start, end } = this.range(node);
    const assigned = arithmeticAssignments(this.script.text, start, end);
    const words = this.script.text.startsWith('((', start) ? [] : [this.words.word(start, end)];
    const statements: Statement[] = [{ kind: 'command', start, end, assignments: [], words, redirects: [], declares: 'test' }];
    if (assigned.length > 0) statements.push({ kind: 'assignment', start, end, assignments: assigned });
    return statements;
  }

  private redirected(node: SyntaxNode): Statement[] {
    const body = node.namedChildren.find((child) => child && !/_redirect$/.test(child.type) && child.type !== 'ERROR');
    const redirects: Redirect[] = [];
    for (const child of node.namedChildren) {
      if (child && /_redirect$/.test(child.type)) redirects.push(...this.redirects(child));
      else if (child?.type === 'ERROR') this.unread.push([child.startIndex + this.base, child.endIndex + this.base]);
    }
    if (!body) return [{ kind: 'command', ...this.range(node), assignments: [], words: [], redirects }];
    switch (body.type) {
      case 'command':
        return [this.command(body, redirects)];
      case 'declaration_command':
        return [this.declaration(body, redirects)];
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        return [this.loop(body, redirects)];
      case 'compound_statement':
      case 'subshell':
        return this.group(body, redirects);
      case 'pipeline':
      case 'list': {
        // The grammar hangs the redirection of the last command on the whole: bash gives it to that command.
        const statements = this.statement(body);
        attachToLast(statements, redirects);
        return statements;
      }
      default: {
        const statements = this.statement(body);
        if (redirects.length === 0) return statements;
        return [{ kind: 'group', form: 'brace', ...this.range(node), members: [this.blockFrom(statements)], operators: [], redirects }];
      }
    }
  }

  private blockFrom(statements: readonly Statement[]): Block {
    const block = this.newBlock();
    for (const statement of statements) this.add(block, statement);
    return block;
  }

  private redirects(node: SyntaxNode): Redirect[] {
    const { start, end } = this.range(node);
    const result: Redirect[] = [];
    const heredoc = this.lexical.heredocs.find((candidate) => candidate.start >= start && candidate.start < Math.max(end, start + 1));
    const operand = node.namedChildren.filter((child) => child && child.type !== 'file_descriptor').at(-1);
    if (heredoc) {
      result.push({
        kind: 'here-document',
        start,
        end: heredoc.end,
        body: { start: heredoc.bodyStart, end: heredoc.bodyEnd, quoted: heredoc.quoted, stripTabs: heredoc.stripTabs },
        word: heredoc.quoted ? this.words.verbatim(heredoc.bodyStart, heredoc.bodyEnd) : this.words.expanding(heredoc.bodyStart, heredoc.bodyEnd),
      });
    } else if (node.type === 'herestring_redirect' || hasHereString(this.lexical, start, end)) {
      if (operand) result.push({ kind: 'here-string', start, end, word: this.word(operand) });
    } else if (node.type === 'heredoc_redirect') {
      for (const child of node.namedChildren) if (child && /_redirect$/.test(child.type)) result.push(...this.redirects(child));
    } else {
      const operator = node.children.find((child) => child && !child.isNamed)?.type ?? '>';
      const kind = operator.startsWith('<') ? 'input' : operator.startsWith('>') || operator.startsWith('&>') ? 'output' : 'other';
      result.push({ kind, start, end, word: operand ? this.word(operand) : undefined });
    }
    return result;
  }

  private conditional(node: SyntaxNode): Statement {
    const arms: Arm[] = [];
    let condition: (SyntaxNode | null)[] = [];
    let body: (SyntaxNode | null)[] = [];
    let inBody = false;
    let exhaustive = false;
    for (const child of node.children) {
      if (!child) continue;
      if (child.type === 'then' || (child.type === '{' && !inBody)) inBody = true;
      else if (child.type === 'elif_clause' || child.type === 'else_clause') {
        if (inBody) arms.push({ condition: this.blockOf(condition), body: this.blockOf(body) });
        inBody = false;
        const split = child.children.findIndex((inner) => inner?.type === 'then');
        const inner = child.children;
        if (child.type === 'else_clause') {
          exhaustive = true;
          arms.push({ body: this.blockOf(inner) });
        } else arms.push({ condition: this.blockOf(inner.slice(0, split)), body: this.blockOf(inner.slice(split)) });
      } else if (inBody) body.push(child);
      else condition.push(child);
    }
    if (inBody || arms.length === 0) arms.unshift({ condition: this.blockOf(condition), body: this.blockOf(body) });
    condition = [];
    body = [];
    return { kind: 'conditional', form: 'if', ...this.range(node), arms, exhaustive };
  }

  private caseOf(node: SyntaxNode): Statement {
    const subject = node.namedChild(0);
    const arms: Arm[] = [];
    let exhaustive = false;
    for (const item of node.namedChildren) {
      if (item?.type !== 'case_item') continue;
      const close = item.children.findIndex((child) => child?.type === ')');
      const patterns = item.children.slice(0, close < 0 ? 1 : close).filter((child) => child?.isNamed);
      const words = patterns.map((pattern) => this.word(pattern!));
      exhaustive ||= words.some((word) => this.script.text.slice(word.start, word.end) === '*');
      arms.push({ patterns: words, body: this.blockOf(item.children.slice(close + 1)) });
    }
    return { kind: 'conditional', form: 'case', ...this.range(node), subject: subject && subject.type !== 'case_item' ? this.word(subject) : undefined, arms, exhaustive };
  }

  private loop(node: SyntaxNode, redirects: readonly Redirect[]): Loop {
    const bodyNode = node.namedChildren.find((child) => child?.type === 'do_group' || child?.type === 'compound_statement');
    const body = this.blockOf(bodyNode ? bodyNode.namedChildren : []);
    if (node.type === 'while_statement') {
      const condition = node.namedChildren.filter((child) => child !== bodyNode && child?.id !== bodyNode?.id);
      return { kind: 'loop', ...this.range(node), condition: this.blockOf(condition), names: [], body, redirects };
    }
    if (node.type === 'c_style_for_statement') {
      const header = this.script.text.slice(node.startIndex + this.base, (bodyNode?.startIndex ?? node.endIndex) + this.base);
      const names = [...header.matchAll(/([A-Za-z_]\w*)\s*(?:=(?!=)|\+\+|--|[+\-*/]=)/g)].map((match) => match[1]!);
      return { kind: 'loop', ...this.range(node), names: [...new Set(names)], words: [], body, redirects };
    }
    const names: string[] = [];
    const words: Word[] = [];
    let listed = false;
    for (const child of node.children) {
      if (!child || child.id === bodyNode?.id) continue;
      if (child.type === 'in') listed = true;
      else if (child.type === 'variable_name' && !listed) names.push(this.script.text.slice(child.startIndex + this.base, child.endIndex + this.base));
      else if (child.isNamed && child.type !== 'comment' && listed) words.push(this.word(child));
    }
    return { kind: 'loop', ...this.range(node), names, words: listed ? words : undefined, body, redirects };
  }

  private functionDefinition(node: SyntaxNode): FunctionDefinition {
    const nameNode = node.childForFieldName('name');
    const name = nameNode ? this.script.text.slice(nameNode.startIndex + this.base, nameNode.endIndex + this.base) : '';
    const bodyNode = node.childForFieldName('body');
    const isGroup = bodyNode?.type === 'compound_statement' || bodyNode?.type === 'subshell';
    const body = this.blockOf(bodyNode ? (isGroup ? bodyNode.namedChildren : [bodyNode]) : []);
    const definition: FunctionDefinition = { kind: 'function', ...this.range(node), name, body };
    const known = this.functions.get(name);
    if (known) known.push(definition);
    else this.functions.set(name, [definition]);
    return definition;
  }

  private group(node: SyntaxNode, redirects: readonly Redirect[]): Statement[] {
    const { start, end } = this.range(node);
    if (this.script.text.startsWith('((', start)) {
      const assignments = arithmeticAssignments(this.script.text, start, end);
      return assignments.length > 0 ? [{ kind: 'assignment', start, end, assignments }] : [];
    }
    const form = node.type === 'subshell' ? 'subshell' : 'brace';
    return [{ kind: 'group', form, start, end, members: [this.blockOf(node.namedChildren)], operators: [], redirects }];
  }

  private pipeline(node: SyntaxNode): Group {
    const members = node.namedChildren.filter((child) => child && child.type !== 'comment').map((child) => this.blockOf([child]));
    return { kind: 'group', form: 'pipeline', ...this.range(node), members, operators: [], redirects: [] };
  }

  private list(node: SyntaxNode): Group {
    const members: Block[] = [];
    const operators: ('&&' | '||')[] = [];
    const walk = (list: SyntaxNode): void => {
      for (const child of list.children) {
        if (!child) continue;
        if (child.type === 'list') walk(child);
        else if (child.type === '&&' || child.type === '||') operators.push(child.type);
        else if (child.isNamed && child.type !== 'comment') members.push(this.blockOf([child]));
      }
    };
    walk(node);
    return { kind: 'group', form: 'list', ...this.range(node), members, operators, redirects: [] };
  }
}

function hasHereString(lexical: LexicalScan, start: number, end: number): boolean {
  for (let at = start; at < Math.min(end, start + 4); at++) if (lexical.hereStrings.has(at)) return true;
  return false;
}

function attachToLast(statements: readonly Statement[], redirects: readonly Redirect[]): void {
  const last = statements.at(-1);
  if (!last) return;
  if (last.kind === 'group' && last.form !== 'brace' && last.form !== 'subshell') {
    attachToLast(last.members.at(-1)?.statements ?? [], redirects);
  } else if (last.kind !== 'assignment' && last.kind !== 'conditional' && last.kind !== 'function') {
    (last.redirects as Redirect[]).push(...redirects);
  }
}

function wordBlocks(words: readonly Word[]): Block[] {
  const blocks: Block[] = [];
  const visit = (word: Word): void => {
    for (const part of word.parts) {
      if (part.kind === 'command' || part.kind === 'process') blocks.push(part.body);
      else if (part.kind === 'parameter') {
        if (part.parameter.index) visit(part.parameter.index);
        if (part.parameter.nested) visit(part.parameter.nested);
        for (const operation of part.parameter.operations) {
          if ('word' in operation) visit(operation.word);
          if ('pattern' in operation) visit(operation.pattern);
          if ('replacement' in operation) visit(operation.replacement);
        }
      }
    }
  };
  for (const word of words) visit(word);
  return blocks;
}

function assignmentWords(assignments: readonly Assignment[]): Word[] {
  return assignments.flatMap((assignment) => [
    ...(assignment.index ? [assignment.index] : []),
    ...(assignment.value.kind === 'word' ? [assignment.value.word] : assignment.value.kind === 'array' ? assignment.value.words : []),
  ]);
}

function redirectWords(redirects: readonly Redirect[]): Word[] {
  return redirects.flatMap((redirect) => (redirect.word ? [redirect.word] : []));
}

/** Every word of a statement itself, not of the statements inside it. */
export function wordsOf(statement: Statement): Word[] {
  switch (statement.kind) {
    case 'command':
      return [...assignmentWords(statement.assignments), ...statement.words, ...redirectWords(statement.redirects)];
    case 'assignment':
      return assignmentWords(statement.assignments);
    case 'conditional':
      return [...(statement.subject ? [statement.subject] : []), ...statement.arms.flatMap((arm) => arm.patterns ?? [])];
    case 'loop':
      return [...(statement.words ?? []), ...redirectWords(statement.redirects)];
    case 'group':
      return redirectWords(statement.redirects);
    case 'function':
      return [];
  }
}

/** The blocks of a statement that run in order with it: bodies, conditions, members and command substitutions. */
export function childBlocks(statement: Statement): Block[] {
  const own = wordBlocks(wordsOf(statement));
  switch (statement.kind) {
    case 'conditional':
      return [...own, ...statement.arms.flatMap((arm) => (arm.condition ? [arm.condition, arm.body] : [arm.body]))];
    case 'loop':
      return [...own, ...(statement.condition ? [statement.condition] : []), statement.body];
    case 'function':
      return [statement.body];
    case 'group':
      return [...own, ...statement.members];
    default:
      return own;
  }
}

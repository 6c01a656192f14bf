import type { Grammar, SyntaxNode } from '../../tree-sitter/engine.ts';
import { arithmeticAssignments } from './arithmetic.ts';
import { adopt } from './blocks.ts';
import { lowerCase, lowerFunction, lowerIf, lowerList, lowerLoop, lowerPipeline, lowerShortForm } from './compounds.ts';
import type { AssignedValue, Assignment, Block, Command, FunctionDefinition, Redirect, ShellScript, Statement, Word } from './ir.ts';
import { scanLexically } from './lexical.ts';
import type { LexicalScan } from './notes.ts';
import { attachToLast, isRedirect, lowerRedirects } from './redirects.ts';
import type { ShortForm } from './short-forms.ts';
import { NOTHING_HERE, WordReader } from './words.ts';

export { childBlocks, wordsOf } from './blocks.ts';

const DECLARATIONS = /^(?:export|local|declare|typeset|readonly|float|integer)$/;
const STATEMENTS = new Set([
  'command',
  'variable_assignment',
  'variable_assignments',
  'declaration_command',
  'unset_command',
  'test_command',
  'if_statement',
  'case_statement',
  'while_statement',
  'for_statement',
  'c_style_for_statement',
  'compound_statement',
  'subshell',
  'function_definition',
  'pipeline',
  'list',
  'negated_command',
  'redirected_statement',
  'do_group',
  'command_substitution',
]);
const SUBSTITUTES = /`|[$<>=]\(|\$\{[\s|]/;
const MAX_DEPTH = 150;
/** How much of a script is read: no person has written a longer one. The rest counts as unread. */
const MAX_STATEMENTS = 100_000;
const MAX_CHARACTERS = 2_500_000;
const MAX_ELEMENTS = 5000;
/** How many characters may be copied for command substitutions in backticks that have escapes of their own. */
const MAX_COPIED = 20_000_000;

/** A text that a tree was parsed from. Node offsets count from `base`; everything else counts from the script's start. */
interface Source {
  readonly text: string;
  readonly base: number;
  readonly lexical: LexicalScan;
  readonly words: WordReader;
}

interface Substitution {
  readonly block: Block;
  /** The offset of its closing bracket. */
  readonly closing: number | undefined;
}

/** Turns syntax trees into the statements of `ir.ts`, reading every word from the original text. */
export class Lowering {
  readonly functions = new Map<string, FunctionDefinition[]>();
  readonly unread: [number, number][] = [];
  private readonly script: ShellScript;
  private readonly grammar: Grammar;
  private readonly substitutions = new Map<number, Substitution>();
  private source: Source;
  private blocks = 0;
  private statements = 0;
  private full = false;
  private depth = 0;
  private copied = 0;

  constructor(script: ShellScript, grammar: Grammar, lexical: LexicalScan) {
    this.script = script;
    this.grammar = grammar;
    this.source = { text: script.text, base: 0, lexical, words: this.reader(script.text) };
  }

  get text(): string {
    return this.source.text;
  }

  get base(): number {
    return this.source.base;
  }

  get lexical(): LexicalScan {
    return this.source.lexical;
  }

  get words(): WordReader {
    return this.source.words;
  }

  newBlock(): Block {
    return { id: this.blocks++, statements: [], parent: undefined, script: this.script };
  }

  /** Lowers the tree of the whole script; true when the grammar found errors in it. */
  program(block: Block): boolean {
    const { masked } = this.lexical;
    if (masked.length > MAX_CHARACTERS) this.unread.push([MAX_CHARACTERS, masked.length]);
    return this.grammar.withTree(masked.slice(0, MAX_CHARACTERS), (root) => {
      this.fill(block, root.children);
      return root.hasError || this.unread.length > 0;
    });
  }

  /** Parses a part of the text that the tree around it does not cover. */
  fragment(start: number, end: number, text = this.text): Block {
    const block = this.newBlock();
    if (start >= end || this.depth >= MAX_DEPTH) return block;
    const lexical = scanLexically(text.slice(start, end), this.script.dialect);
    const outer = this.source;
    this.source = { text, base: start, lexical, words: text === outer.text ? outer.words : this.reader(text) };
    this.grammar.withTree(lexical.masked, (root) => this.fill(block, root.children));
    this.source = outer;
    return block;
  }

  private reader(text: string): WordReader {
    return new WordReader(
      text,
      {
        closing: (opening) => this.substitutions.get(opening)?.closing,
        substitution: (start, end, opening, quoted) => {
          const known = this.substitutions.get(opening);
          if (known) return known.block;
          const block = this.fragment(start, end, this.script.text[opening] === '`' ? this.withoutEscapes(start, end, quoted) : this.text);
          this.substitutions.set(opening, { block, closing: undefined });
          return block;
        },
      },
      { hasForeign: this.script.foreign.size > 0, zsh: this.script.dialect === 'zsh' },
    );
  }

  /** The text with one level of backslashes taken out of a command substitution in backticks. */
  private withoutEscapes(start: number, end: number, quoted: boolean): string {
    const { text } = this;
    const content = text.slice(start, end);
    const plain = content.replace(quoted ? /\\([`$\\"])/g : /\\([`$\\])/g, `${NOTHING_HERE}$1`);
    if (plain === content || this.copied > MAX_COPIED) return text;
    this.copied += text.length;
    return text.slice(0, start) + plain + text.slice(end);
  }

  private fill(block: Block, nodes: readonly (SyntaxNode | null)[]): void {
    if (this.depth >= MAX_DEPTH) return;
    this.depth++;
    for (const [index, node] of nodes.entries()) {
      if (this.isFull(node)) break;
      if (node) this.into(block, node, nodes[index + 1]?.type === '&');
    }
    this.depth--;
  }

  /** Whether the script has more statements than are read. Where the first is that is not, the unread rest starts. */
  private isFull(next: SyntaxNode | null): boolean {
    if (this.statements < MAX_STATEMENTS) return false;
    if (next && !this.full) this.unread.push([next.startIndex + this.base, this.script.text.length]);
    this.full = true;
    return true;
  }

  private into(block: Block, node: SyntaxNode, inBackground: boolean): void {
    if (!node.isNamed || node.type === 'comment' || node.type === 'heredoc_body') return;
    if (STATEMENTS.has(node.type)) {
      const statements = this.statement(node);
      if (inBackground) this.add(block, this.groupOf('subshell', node, this.blockFrom(statements), []));
      else for (const statement of statements) this.add(block, statement);
    } else if (isRedirect(node)) {
      this.add(block, { kind: 'command', ...this.range(node), assignments: [], ...lowerRedirects(this, [node]) });
    } else if (node.type === 'ERROR' || node.namedChildCount > 0) {
      if (node.type === 'ERROR') this.noteUnread(node);
      this.fill(block, node.children);
    }
  }

  private noteUnread(node: SyntaxNode): void {
    this.unread.push([node.startIndex + this.base, node.endIndex + this.base]);
  }

  private add(block: Block, statement: Statement): void {
    this.statements++;
    adopt(block, block.statements.push(statement) - 1);
  }

  blockOf(nodes: readonly (SyntaxNode | null)[]): Block {
    const block = this.newBlock();
    this.fill(block, nodes);
    return block;
  }

  private blockFrom(statements: readonly Statement[]): Block {
    const block = this.newBlock();
    for (const statement of statements) this.add(block, statement);
    return block;
  }

  /** Lowers the command substitutions of a statement's own words, so that the word reader finds them by their offset. */
  private collectSubstitutions(node: SyntaxNode, depth = 0): void {
    if (depth === 0 && !SUBSTITUTES.test(this.sourceOf(node))) return;
    if (depth > MAX_DEPTH || (depth > 0 && STATEMENTS.has(node.type) && node.type !== 'command_substitution')) return;
    for (const child of node.namedChildren) {
      if (!child) continue;
      if (child.type === 'command_substitution' || child.type === 'process_substitution') this.collectSubstitution(child);
      else if (child.namedChildCount > 0) this.collectSubstitutions(child, depth + 1);
    }
  }

  private collectSubstitution(node: SyntaxNode): void {
    const { start, end } = this.range(node);
    // What is escaped inside backticks has to be read without one level of backslashes.
    if (this.text[start] === '`' && /\\[`$\\"]/.test(this.text.slice(start, end))) return;
    const closing = node.child(node.childCount - 1)?.isMissing ? undefined : end - 1;
    this.substitutions.set(start, { block: this.blockOf(node.children), closing });
  }

  range(node: SyntaxNode): { start: number; end: number } {
    return { start: node.startIndex + this.base, end: node.endIndex + this.base };
  }

  sourceOf(node: SyntaxNode): string {
    return this.text.slice(node.startIndex + this.base, node.endIndex + this.base);
  }

  word(node: SyntaxNode): Word {
    return this.words.word(node.startIndex + this.base, node.endIndex + this.base);
  }

  shortFormAt(offset: number): ShortForm | undefined {
    return this.lexical.shortForms.get(offset - this.base);
  }

  private statement(node: SyntaxNode): Statement[] {
    this.collectSubstitutions(node);
    switch (node.type) {
      case 'command':
      case 'unset_command':
        return [this.command(node, [], [])];
      case 'declaration_command':
        return [this.declaration(node, [], [])];
      case 'variable_assignment':
        return [{ kind: 'assignment', ...this.range(node), assignments: [this.assignment(node)] }];
      case 'variable_assignments':
        return [
          {
            kind: 'assignment',
            ...this.range(node),
            assignments: node.namedChildren
              .filter((child) => child?.type === 'variable_assignment')
              .map((child) => this.assignment(child!)),
          },
        ];
      case 'test_command':
        return this.test(node);
      case 'redirected_statement':
        return this.redirected(node);
      case 'if_statement':
        return [lowerIf(this, node)];
      case 'case_statement':
        return [lowerCase(this, node)];
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        return [lowerLoop(this, node, [])];
      case 'function_definition':
        return [lowerFunction(this, node)];
      case 'compound_statement':
      case 'subshell':
      case 'do_group':
        return this.group(node, []);
      case 'pipeline':
        return [lowerPipeline(this, node)];
      case 'list':
        return [lowerList(this, node)];
      case 'negated_command':
        return [this.groupOf('brace', node, this.blockOf(node.children), [])];
      case 'command_substitution':
        return [{ kind: 'command', ...this.range(node), assignments: [], words: [this.word(node)], redirects: [] }];
      default:
        return [];
    }
  }

  private command(node: SyntaxNode, redirects: readonly Redirect[], further: readonly Word[]): Statement {
    const { start, end } = this.range(node);
    const form = this.shortFormAt(start);
    if (form) return lowerShortForm(this, form, redirects);
    const assignments: Assignment[] = [];
    // Words that touch are one word which the grammar has split.
    const ranges: { start: number; end: number }[] = [];
    const own = lowerRedirects(this, node.children);
    for (const child of node.children) {
      if (!child || child.startIndex === child.endIndex || isRedirect(child)) continue;
      if (child.type === 'variable_assignment') assignments.push(this.assignment(child));
      else if (child.type === 'ERROR') this.noteUnread(child);
      else if (child.type === 'subshell' || child.type === 'comment' || child.type === '==' || child.type === '=~') continue;
      else if (child.isNamed || child.type === 'unset' || child.type === '$' || child.type === 'unsetenv') {
        const range = this.range(child);
        if (ranges.at(-1)?.end === range.start) ranges.at(-1)!.end = range.end;
        else ranges.push(range);
      }
    }
    const words = inOrder([
      ...own.words,
      ...ranges.slice(0, MAX_ELEMENTS).map((range) => this.words.word(range.start, range.end)),
      ...further,
    ]);
    return { kind: 'command', start, end, assignments, words, redirects: [...redirects, ...own.redirects] };
  }

  private declaration(node: SyntaxNode, redirects: readonly Redirect[], further: readonly Word[]): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    for (const child of node.children) {
      if (!child) continue;
      if (child.type === 'variable_assignment') assignments.push(this.assignment(child));
      else if (child.isNamed || DECLARATIONS.test(child.type)) words.push(this.word(child));
    }
    const declares = node.child(0)?.type ?? 'declare';
    return { kind: 'command', ...this.range(node), assignments, words: [...words, ...further], redirects, declares };
  }

  private assignment(node: SyntaxNode): Assignment {
    const { start, end } = this.range(node);
    const target = node.namedChild(0);
    const nameNode = target?.type === 'subscript' ? target.namedChild(0) : target;
    let at = target ? this.range(target).end : start;
    const index = target?.type === 'subscript' && nameNode ? this.words.word(this.range(nameNode).end + 1, at - 1) : undefined;
    const append = this.text[at] === '+';
    at += append ? 2 : 1;
    const valueNode = node.namedChildren.find((child) => child && child.startIndex + this.base >= at);
    const value: AssignedValue =
      valueNode?.type === 'array'
        ? {
            kind: 'array',
            words: valueNode.namedChildren
              .filter((child) => child && child.type !== 'comment')
              .slice(0, MAX_ELEMENTS)
              .map((child) => this.word(child!)),
          }
        : { kind: 'word', word: this.words.word(valueNode ? this.range(valueNode).start : Math.min(at, end), end) };
    return { start, end, name: nameNode ? this.sourceOf(nameNode) : '', index, append, value };
  }

  private test(node: SyntaxNode): Statement[] {
    const { start, end } = this.range(node);
    if (this.text.startsWith('((', start)) return this.arithmetic(start, end);
    return [{ kind: 'command', start, end, assignments: [], words: [this.words.word(start, end)], redirects: [], declares: 'test' }];
  }

  private arithmetic(start: number, end: number): Statement[] {
    const assignments = arithmeticAssignments(this.text, start, end);
    const test: Statement = {
      kind: 'command',
      start,
      end,
      assignments: [],
      words: [this.words.arithmetic(start, end)],
      redirects: [],
      declares: 'test',
    };
    return assignments.length > 0 ? [test, { kind: 'assignment', start, end, assignments }] : [test];
  }

  private redirected(node: SyntaxNode): Statement[] {
    const body = node.namedChildren.find((child) => child && !isRedirect(child) && child.type !== 'ERROR');
    const found = lowerRedirects(this, node.namedChildren);
    const { redirects, words } = found;
    for (const child of node.namedChildren) if (child?.type === 'ERROR') this.noteUnread(child);
    if (!body) return [{ kind: 'command', ...this.range(node), assignments: [], words, redirects }];
    this.collectSubstitutions(body);
    switch (body.type) {
      case 'command':
        return [this.command(body, redirects, words)];
      case 'declaration_command':
        return [this.declaration(body, redirects, words)];
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        return [lowerLoop(this, body, redirects)];
      case 'compound_statement':
      case 'subshell':
        return this.group(body, redirects);
      case 'pipeline':
      case 'list': {
        const statements = this.statement(body);
        attachToLast(statements.at(-1), found);
        return statements;
      }
      default: {
        const statements = this.statement(body);
        return redirects.length === 0 ? statements : [this.groupOf('brace', node, this.blockFrom(statements), redirects)];
      }
    }
  }

  private group(node: SyntaxNode, redirects: readonly Redirect[]): Statement[] {
    const { start, end } = this.range(node);
    if (this.text.startsWith('((', start) && node.type === 'compound_statement') return this.arithmetic(start, end);
    return [this.groupOf(node.type === 'subshell' ? 'subshell' : 'brace', node, this.blockOf(node.children), redirects)];
  }

  private groupOf(form: 'brace' | 'subshell', node: SyntaxNode, member: Block, redirects: readonly Redirect[]): Statement {
    return { kind: 'group', form, ...this.range(node), members: [member], operators: [], redirects };
  }
}

function inOrder(words: readonly Word[]): readonly Word[] {
  if (words.every((word, index) => index === 0 || words[index - 1]!.start <= word.start)) return words;
  return words.toSorted((a, b) => a.start - b.start);
}

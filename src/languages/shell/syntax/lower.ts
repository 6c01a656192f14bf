import type { Grammar } from '../../tree-sitter/engine.ts';
import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { adopt } from './blocks.ts';
import { lowerCase, lowerFunction, lowerIf, lowerList, lowerLoop, lowerPipeline } from './compounds.ts';
import type { Block, FunctionDefinition, Redirect, ShellScript, Statement, Word } from './ir.ts';
import { scanLexically } from './lexical.ts';
import { assignmentLines, atLineEnds, inForeground, inFront } from './line-ends.ts';
import type { LexicalScan } from './notes.ts';
import { NOT_PLAIN, Reader } from './reader/reader.ts';
import { attachToLast, isRedirect, lowerRedirects } from './redirects.ts';
import type { ShortForm } from './short-forms.ts';
import { lowerArithmetic, lowerAssignment, lowerCommand, lowerDeclaration, lowerTest } from './simple-commands.ts';
import { NOTHING_HERE, WordReader } from './words.ts';

export { childBlocks, wordsOf } from './blocks.ts';

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
const SHORT_FUNCTION = /^([A-Za-z_][\w.:-]*)[ \t]*\(\)[ \t]+(?=[^\s{(])/;
const MAX_NAME = 200;
const MAX_DEPTH = 150;
/** How much of a script is read: no person has written a longer one. The rest counts as unread. */
const MAX_STATEMENTS = 60_000;
const MAX_CHARACTERS = 2_500_000;
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
  /** How deep blocks are nested at the moment. */
  depth = 0;
  private copied = 0;
  /** Whether the script is being read, or has been read, without the grammar. */
  private isPlain = false;

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
    if (masked.length <= MAX_CHARACTERS && this.readPlain(block)) return false;
    if (masked.length > MAX_CHARACTERS) this.unread.push([MAX_CHARACTERS, masked.length]);
    const { root, hasErrors } = this.grammar.parse(masked.slice(0, MAX_CHARACTERS));
    this.fill(block, root.children);
    return hasErrors || this.unread.length > 0;
  }

  /** Parses a part of the text that the tree around it does not cover. */
  fragment(start: number, end: number, text = this.text): Block {
    const block = this.newBlock();
    if (start >= end) return block;
    if (this.depth >= MAX_DEPTH) {
      if (this.isPlain) throw NOT_PLAIN;
      this.unread.push([start, end]);
      return block;
    }
    const lexical = scanLexically(text.slice(start, end), this.script.dialect);
    const outer = this.source;
    this.source = { text, base: start, lexical, words: text === outer.text ? outer.words : this.reader(text) };
    if (this.isPlain) this.readFragment(block);
    else this.fill(block, this.grammar.parse(lexical.masked).root.children);
    this.source = outer;
    return block;
  }

  private readFragment(block: Block): void {
    if (this.lexical.unbalanced) throw NOT_PLAIN;
    new Reader(this).program(block);
  }

  /**
   * Reads the whole script without the grammar, if all of it is plain; false, and nothing kept of it, otherwise. What is parsed on its
   * own inside of it is read in the same way: nothing is read twice more than once.
   */
  private readPlain(block: Block): boolean {
    if (this.lexical.unbalanced) return false;
    const { source } = this;
    this.isPlain = true;
    try {
      new Reader(this).program(block);
      if (this.statements < MAX_STATEMENTS) return true;
    } catch (error) {
      if (error !== NOT_PLAIN) throw error;
    }
    this.isPlain = false;
    this.source = source;
    this.depth = 0;
    this.statements = 0;
    this.copied = 0;
    this.substitutions.clear();
    this.functions.clear();
    this.unread.length = 0;
    block.statements.length = 0;
    return false;
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

  private fill(block: Block, nodes: readonly SyntaxNode[]): void {
    if (this.depth >= MAX_DEPTH) {
      for (const node of nodes) if (node.isNamed) this.noteUnread(node);
      return;
    }
    this.depth++;
    for (const [index, node] of nodes.entries()) {
      if (this.isFull(node)) break;
      this.into(block, node, nodes[index + 1]?.type === '&');
    }
    this.depth--;
  }

  /** Whether the script has more statements than are read. Where the first is that is not, the unread rest starts. */
  private isFull(next: SyntaxNode): boolean {
    if (this.statements < MAX_STATEMENTS) return false;
    if (!this.full) this.unread.push([next.startIndex + this.base, this.script.text.length]);
    this.full = true;
    return true;
  }

  private into(block: Block, node: SyntaxNode, inBackground: boolean): void {
    if (!node.isNamed || node.type === 'comment' || node.type === 'heredoc_body') return;
    if (STATEMENTS.has(node.type)) {
      const statements = this.statement(node);
      if (inBackground) {
        const [before, job] = inForeground(statements, this.text);
        for (const statement of before) this.add(block, statement);
        const group = this.groupOf('subshell', node, this.blockFrom(job), []);
        this.add(block, before.length > 0 ? { ...group, start: job[0]!.start } : group);
      } else for (const statement of statements) this.add(block, statement);
    } else if (isRedirect(node)) {
      this.add(block, { kind: 'command', ...this.range(node), assignments: [], ...lowerRedirects(this, [node]) });
    } else if (node.type === 'ERROR' || node.namedChildren.length > 0) {
      if (node.type === 'ERROR') this.noteUnread(node);
      this.fill(block, node.children);
    }
  }

  noteUnread(node: SyntaxNode): void {
    this.unread.push([node.startIndex + this.base, node.endIndex + this.base]);
  }

  /** Adds a statement to a block. */
  add(block: Block, statement: Statement): void {
    this.statements++;
    adopt(block, block.statements.push(statement) - 1);
  }

  blockOf(nodes: readonly SyntaxNode[]): Block {
    const block = this.newBlock();
    this.fill(block, nodes);
    return block;
  }

  /** A block of its own for statements. */
  blockFrom(statements: readonly Statement[]): Block {
    const block = this.newBlock();
    for (const statement of statements) this.add(block, statement);
    return block;
  }

  /** Lowers the command substitutions of a statement's own words, so that the word reader finds them by their offset. */
  private collectSubstitutions(node: SyntaxNode, depth = 0): void {
    if (depth === 0 && !SUBSTITUTES.test(this.sourceOf(node))) return;
    if (depth > MAX_DEPTH || (depth > 0 && STATEMENTS.has(node.type) && node.type !== 'command_substitution')) return;
    for (const child of node.namedChildren) {
      if (child.type === 'command_substitution' || child.type === 'process_substitution') this.collectSubstitution(child);
      else if (child.namedChildren.length > 0) this.collectSubstitutions(child, depth + 1);
    }
  }

  /** Notes what the command substitution that opens at an offset runs. */
  knowSubstitution(opening: number, substitution: Substitution): void {
    this.substitutions.set(opening, substitution);
  }

  /** Notes a function. */
  define(definition: FunctionDefinition): void {
    const known = this.functions.get(definition.name);
    if (known) known.push(definition);
    else this.functions.set(definition.name, [definition]);
  }

  private collectSubstitution(node: SyntaxNode): void {
    const { start, end } = this.range(node);
    // What is escaped inside backticks has to be read without one level of backslashes.
    if (this.text[start] === '`' && /\\[`$\\"]/.test(this.text.slice(start, end))) return;
    const closing = node.children.at(-1)?.isMissing ? undefined : end - 1;
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
        return this.shortFunction(node) ?? atLineEnds(lowerCommand(this, node, [], []), this.text);
      case 'declaration_command':
        return [lowerDeclaration(this, node, [], [])];
      case 'variable_assignment':
        return [{ kind: 'assignment', ...this.range(node), assignments: [lowerAssignment(this, node)] }];
      case 'variable_assignments':
        return assignmentLines(
          node.namedChildren.filter((child) => child.type === 'variable_assignment').map((child) => lowerAssignment(this, child)),
          this.text,
        );
      case 'test_command':
        return lowerTest(this, node);
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
        return inFront(lowerPipeline(this, node), this.text);
      case 'list':
        return inFront(lowerList(this, node), this.text);
      case 'negated_command':
        return [this.groupOf('brace', node, this.blockOf(node.children), [])];
      case 'command_substitution':
        return [{ kind: 'command', ...this.range(node), assignments: [], words: [this.word(node)], redirects: [] }];
      default:
        return [];
    }
  }

  /** zsh's `name() command`, which the grammar takes for a command with parentheses in it. */
  private shortFunction(node: SyntaxNode): Statement[] | undefined {
    const { start, end } = this.range(node);
    const head = SHORT_FUNCTION.exec(this.text.slice(start, Math.min(end, start + MAX_NAME)));
    if (!head) return undefined;
    const name = head[1]!;
    const definition: FunctionDefinition = { kind: 'function', start, end, name, body: this.fragment(start + head[0].length, end) };
    this.define(definition);
    return [definition];
  }

  private redirected(node: SyntaxNode): Statement[] {
    const body = node.namedChildren.find((child) => !isRedirect(child) && child.type !== 'ERROR');
    const found = lowerRedirects(this, node.namedChildren);
    const { redirects, words } = found;
    for (const child of node.namedChildren) if (child.type === 'ERROR') this.noteUnread(child);
    if (!body) return [{ kind: 'command', ...this.range(node), assignments: [], words, redirects }];
    this.collectSubstitutions(body);
    switch (body.type) {
      case 'command':
        return atLineEnds(lowerCommand(this, body, redirects, words), this.text);
      case 'declaration_command':
        return [lowerDeclaration(this, body, redirects, words)];
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
    if (this.text.startsWith('((', start) && node.type === 'compound_statement') return lowerArithmetic(this, start, end);
    return [this.groupOf(node.type === 'subshell' ? 'subshell' : 'brace', node, this.blockOf(node.children), redirects)];
  }

  private groupOf(form: 'brace' | 'subshell', node: SyntaxNode, member: Block, redirects: readonly Redirect[]): Statement {
    return { kind: 'group', form, ...this.range(node), members: [member], operators: [], redirects };
  }
}

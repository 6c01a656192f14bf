import type { EmbeddedText } from '../../../values/embedded.ts';
import type { Span, Value } from '../../../values/value.ts';

export type Dialect = 'sh' | 'bash' | 'zsh' | 'ksh';

interface Located {
  /** Offsets into the text of the script. */
  readonly start: number;
  readonly end: number;
}

/** What `${…}` does to the value of its parameter, in order. */
export type Operation =
  | { readonly kind: 'default'; readonly whenEmpty: boolean; readonly assigns: boolean; readonly word: Word }
  | { readonly kind: 'alternative'; readonly whenEmpty: boolean; readonly word: Word }
  | { readonly kind: 'error' }
  | { readonly kind: 'trim-start' | 'trim-end'; readonly longest: boolean; readonly pattern: Word }
  | {
      readonly kind: 'replace';
      readonly all: boolean;
      readonly anchor: 'start' | 'end' | undefined;
      readonly pattern: Word;
      readonly replacement: Word;
    }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | undefined }
  | { readonly kind: 'case'; readonly upper: boolean; readonly all: boolean }
  /** zsh: `${(s:,:)x}` makes several words of one, `${(j:,:)x}` one of several. */
  | { readonly kind: 'split' | 'join'; readonly separator: string }
  /** zsh: `${x:h}`, the folder of a path, `t` its last part, `r` without its extension, `e` the extension. */
  | { readonly kind: 'path'; readonly part: 'h' | 't' | 'r' | 'e' }
  | { readonly kind: 'unknown' };

export interface Parameter {
  /** The variable's name, a digit, or one of `@ * # ? $ ! -`. Empty for a nested zsh expansion. */
  readonly name: string;
  /** What stands in `[…]`, as written: `@`, `*`, `0`, `$i`, `key`. */
  readonly index?: Word | undefined;
  readonly length?: boolean | undefined;
  readonly indirect?: boolean | undefined;
  /** zsh: one expansion inside another. */
  readonly nested?: Word | undefined;
  /** zsh: `${=x}` is split at blanks. */
  readonly splits?: boolean | undefined;
  /** zsh: `${(@)x}` is one word for each element, even in quotes. */
  readonly elements?: boolean | undefined;
  readonly operations: readonly Operation[];
}

export type Part =
  | (Located & { readonly kind: 'text'; readonly text: string; readonly exact: boolean; readonly quoted: boolean })
  | (Located & { readonly kind: 'parameter'; readonly parameter: Parameter; readonly quoted: boolean })
  | (Located & { readonly kind: 'command'; readonly body: Block; readonly quoted: boolean })
  | (Located & { readonly kind: 'process'; readonly body: Block })
  | (Located & { readonly kind: 'arithmetic'; readonly quoted: boolean; readonly commands: readonly Block[] });

export interface Word extends Located {
  readonly parts: readonly Part[];
}

export type AssignedValue =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'array'; readonly words: readonly Word[] }
  | { readonly kind: 'unset' };

export interface Assignment extends Located {
  readonly name: string;
  readonly index?: Word | undefined;
  readonly append: boolean;
  readonly value: AssignedValue;
}

export interface Redirect extends Located {
  readonly kind: 'input' | 'output' | 'here-document' | 'here-string' | 'other';
  /** The file, or the here-string's word, or the here-document's body. */
  readonly word?: Word | undefined;
  /** For a here-document. */
  readonly body?: { readonly start: number; readonly end: number; readonly quoted: boolean; readonly stripTabs: boolean } | undefined;
}

interface Placed extends Located {
  /** The blocks inside it that run in order with it, in the order of the text; set where the statement is put into its own block. */
  readonly blocks?: readonly Block[] | undefined;
}

export interface Command extends Placed {
  readonly kind: 'command';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** A declaration: `export`, `local`, `declare`, `typeset`, `readonly`. */
  readonly declares?: string | undefined;
}

/** Assignments that stand alone, and arithmetic that assigns. */
export interface AssignmentStatement extends Placed {
  readonly kind: 'assignment';
  readonly assignments: readonly Assignment[];
}

export interface Arm {
  readonly body: Block;
  /** The condition's commands (if, while) or the patterns (case). */
  readonly condition?: Block | undefined;
  readonly patterns?: readonly Word[] | undefined;
  /** The arm ends with `;&`: the next one's body runs too. */
  readonly continues?: boolean | undefined;
}

export interface Conditional extends Placed {
  readonly kind: 'conditional';
  readonly form: 'if' | 'case';
  readonly subject?: Word | undefined;
  readonly arms: readonly Arm[];
  /** True when one arm always runs: an else, a `*)`. */
  readonly exhaustive: boolean;
}

export interface Loop extends Placed {
  readonly kind: 'loop';
  readonly condition?: Block | undefined;
  /** `for` and `select`: the names and the words they take; undefined words stand for the positional parameters. */
  readonly names: readonly string[];
  readonly words?: readonly Word[] | undefined;
  readonly body: Block;
  readonly redirects: readonly Redirect[];
}

export interface FunctionDefinition extends Placed {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Block;
}

/** `{ … }`, `( … )`, a pipeline's members, the members of `a && b || c`, a negated command. */
export interface Group extends Placed {
  readonly kind: 'group';
  readonly form: 'brace' | 'subshell' | 'pipeline' | 'list';
  readonly members: readonly Block[];
  /** For a list: the operator in front of each member but the first. */
  readonly operators: readonly ('&&' | '||')[];
  readonly redirects: readonly Redirect[];
}

export type Statement = Command | AssignmentStatement | Conditional | Loop | FunctionDefinition | Group;

/** Statements in order. `parent` leads out to the script: it is what makes evaluation by position possible. */
export interface Block {
  readonly id: number;
  readonly statements: Statement[];
  /** The statement this block is a part of and where that statement stands; undefined for a script's own block. */
  parent: { readonly statement: Statement | undefined; readonly block: Block; readonly index: number } | undefined;
  readonly script: ShellScript;
}

/** A place between statements: in front of `block.statements[index]`. */
export interface Point {
  readonly block: Block;
  readonly index: number;
  /** How many assignments of that statement are already done: `local a=$1 b=$a`. */
  readonly assigned?: number | undefined;
}

export interface ShellScript {
  /** The real file. */
  readonly file: string;
  readonly dialect: Dialect;
  readonly text: string;
  readonly block: Block;
  readonly functions: ReadonlyMap<string, readonly FunctionDefinition[]>;
  readonly comments: readonly (readonly [number, number])[];
  /** Ranges that no grammar read. */
  readonly unread: readonly (readonly [number, number])[];
  readonly hasErrors: boolean;
  locate(start: number, end: number): Span;
  readonly foreign: ReadonlyMap<string, Value>;
  /** For an embedded script: where it runs, when it sees the variables of the script around it. */
  readonly outer?: Point | undefined;
  /** How it is embedded, outermost first. */
  readonly embedded: readonly string[];
}

export type ScriptText = Pick<EmbeddedText, 'text' | 'locate' | 'foreign'>;

import type { Span } from '../../../values/value.ts';

/** One piece of a string literal: text (with the place it stands at), an interpolated expression, or a name of the script around an embedded one. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span; readonly exact: boolean }
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'foreign'; readonly name: string; readonly span: Span };

export interface CallArgument {
  /** The keyword's name; undefined for a positional argument. */
  readonly keyword?: string | undefined;
  readonly spread?: 'positional' | 'keyword' | undefined;
  readonly value: Expression;
}

export interface Clause {
  readonly target: Expression;
  readonly iterable: Expression;
}

export type Expression = { readonly span: Span } & (
  | { readonly kind: 'string'; readonly parts: readonly StringPart[] }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'subscript'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'slice'; readonly start?: Expression | undefined; readonly stop?: Expression | undefined }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly CallArgument[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'boolean'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly consequence: Expression; readonly otherwise: Expression }
  | { readonly kind: 'sequence'; readonly type: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'star'; readonly value: Expression }
  | { readonly kind: 'dictionary'; readonly entries: readonly { readonly key?: Expression | undefined; readonly value: Expression }[] }
  | { readonly kind: 'lambda'; readonly definition: FunctionDefinition }
  | {
      readonly kind: 'comprehension';
      readonly key?: Expression | undefined;
      readonly element: Expression;
      readonly clauses: readonly Clause[];
    }
  | { readonly kind: 'yield'; readonly value?: Expression | undefined; readonly from: boolean }
  | { readonly kind: 'walrus'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'opaque'; readonly parts: readonly Expression[] }
);

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export interface Parameter {
  readonly name: string;
  readonly kind: 'plain' | 'list' | 'dictionary' | 'keyword-only';
  readonly default?: Expression | undefined;
  readonly span: Span;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  readonly generator: boolean;
  /** Names of the attributes that it reads or writes, and of the functions that it calls. */
  readonly attributes: ReadonlySet<string>;
  readonly span: Span;
}

export interface ClassDefinition {
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  /** Names annotated in the body, in order: the fields of a dataclass or a NamedTuple. */
  readonly fields: readonly string[];
  readonly span: Span;
}

export interface ImportedName {
  readonly name: string;
  readonly alias: string;
}

export type Statement = { readonly span: Span } & (
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
  | { readonly kind: 'augment'; readonly target: Expression; readonly operator: string; readonly value: Expression }
  | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition }
  | { readonly kind: 'class'; readonly definition: ClassDefinition }
  | { readonly kind: 'return'; readonly value?: Expression | undefined }
  | { readonly kind: 'raise'; readonly value?: Expression | undefined }
  | { readonly kind: 'break' }
  | { readonly kind: 'if'; readonly test: Expression; readonly consequence: readonly Statement[]; readonly otherwise: readonly Statement[] }
  | {
      readonly kind: 'loop';
      readonly target?: Expression | undefined;
      readonly subject: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly handlers: readonly { readonly name?: string | undefined; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
      readonly finally: readonly Statement[];
    }
  | {
      readonly kind: 'with';
      readonly items: readonly { readonly value: Expression; readonly target?: Expression | undefined }[];
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'match'; readonly subject: Expression; readonly cases: readonly (readonly Statement[])[] }
  | { readonly kind: 'import'; readonly names: readonly ImportedName[] }
  | {
      readonly kind: 'import-from';
      /** How many dots stand before the module's name. */
      readonly level: number;
      readonly module: string;
      /** Undefined for `import *`. */
      readonly names?: readonly ImportedName[] | undefined;
    }
);

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** A region that the grammar could not read. */
export interface ErrorRegion {
  readonly text: string;
  readonly span: Span;
}

export interface Module {
  readonly body: readonly Statement[];
  readonly errors: readonly ErrorRegion[];
}

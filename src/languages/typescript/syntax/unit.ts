import { ts } from 'ts-morph';
import type { Span, Value } from '../../../values/value.ts';
import { collectScopes, type Scopes } from './scopes.ts';
import { collectIndex, type UnitIndex } from './unit-index.ts';
import { Visitors, walkScript } from './walk.ts';

/** One parsed script: a file of the workspace, or a script held inside one. */
export interface Unit {
  readonly path: string;
  readonly root: ts.SourceFile;
  readonly scopes: Scopes;
  readonly index: UnitIndex;
  readonly embedded: readonly string[];
  /** Identifiers that stand for values of the script around an embedded one. */
  readonly foreign: ReadonlyMap<string, Value>;
  locate(start: number, end: number): Span;
}

const units = new WeakMap<ts.SourceFile, Unit>();

function scriptKind(path: string): ts.ScriptKind {
  if (/\.[mc]?ts$/i.test(path)) return ts.ScriptKind.TS;
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  if (/\.json$/i.test(path)) return ts.ScriptKind.JSON;
  return ts.ScriptKind.JSX;
}

/** What a unit is built from besides its text; by default a file of its own. */
export interface UnitOrigin {
  readonly embedded?: readonly string[];
  readonly foreign?: ReadonlyMap<string, Value>;
  readonly locate?: (start: number, end: number) => Span;
}

/** Parses a script; syntax errors are recovered from. Throws only what the parser throws (a stack overflow on absurd nesting). */
export function parseUnit(path: string, text: string, origin: UnitOrigin = {}): Unit {
  // Doc comments hold no calls, and reading them takes a fifth of the time.
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const root = ts.createSourceFile(path, text, options, false, scriptKind(path));
  const visitors = new Visitors();
  const scopes = collectScopes(root, visitors);
  const index = collectIndex(visitors);
  walkScript(root, visitors);
  const unit: Unit = {
    path,
    root,
    scopes: scopes(),
    index,
    embedded: origin.embedded ?? [],
    foreign: origin.foreign ?? new Map(),
    locate: origin.locate ?? ((start, end) => ({ file: path, start, end })),
  };
  units.set(root, unit);
  return unit;
}

export function unitOf(node: ts.Node): Unit {
  return units.get(node.getSourceFile())!;
}

const spans = new WeakMap<ts.Node, Span>();

/** Where a node stands in the real file. */
export function spanOf(node: ts.Node): Span {
  const known = spans.get(node);
  if (known) return known;
  const root = node.getSourceFile();
  const span = units.get(root)!.locate(node.getStart(root), node.getEnd());
  spans.set(node, span);
  return span;
}

/** Where a part of a node's text stands, by offsets of its script. */
export function spanAt(node: ts.Node, start: number, end: number): Span {
  return unitOf(node).locate(start, end);
}

/** Whether the parser had to guess anywhere in the script. */
export function hasSyntaxErrors(root: ts.SourceFile): boolean {
  const { parseDiagnostics } = root as ts.SourceFile & { parseDiagnostics?: readonly unknown[] };
  return (parseDiagnostics?.length ?? 0) > 0;
}

import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { byCodeUnit } from '../../files/paths.ts';
import type { SourceFile } from '../../files/source.ts';
import { tooComplex } from '../budget.ts';
import type { Problem, Workspace } from '../language.ts';
import { pathsIn } from '../path-index.ts';
import { importersOf } from './syntax/importers.ts';
import { ModuleResolver } from './syntax/modules.ts';
import type { CallNode } from './syntax/nodes.ts';
import type { Binding } from './syntax/scopes.ts';
import { parseUnit, type Unit } from './syntax/unit.ts';
import type { MemberWrite } from './syntax/unit-index.ts';

/** The most files that are parsed around the candidates, and the most text. */
const MAX_UNITS = 4000;
const MAX_TEXT = 64 * 1024 * 1024;
const MAX_FILE = 4 * 1024 * 1024;
/** The most files beside scripts without imports that are looked at. */
const MAX_SIBLINGS = 200;

/** The scripts in play: the candidates, what they import, and what imports them. */
export class Program {
  readonly units = new Map<string, Unit>();
  readonly resolver: ModuleResolver;
  readonly problems: Problem[] = [];
  /** The files that are too large, or nested too deeply, to be parsed. */
  readonly unread: Pick<SourceFile, 'path' | 'text'>[] = [];
  private readonly workspace: Workspace;
  private textRead = 0;
  private nameIndex: Map<string, CallNode[]> | undefined;
  private writeIndex: Map<string, MemberWrite[]> | undefined;
  private allClasses: readonly ts.ClassLikeDeclaration[] | undefined;
  private implementing: Map<string, ts.ClassLikeDeclaration[]> | undefined;
  private assignCalls: readonly ts.CallExpression[] | undefined;
  private argumentIndex: Map<string, CallNode[]> | undefined;
  private aliasIndex: Map<string, Set<string>> | undefined;
  private definedIndex: Map<string, number> | undefined;
  private heldNames: ReadonlySet<string> | undefined;
  private globals: Map<string, { binding: Binding; unit: Unit }[]> | undefined;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.resolver = new ModuleResolver(workspace);
  }

  /** Parses the candidates and everything connected with them by imports. */
  load(files: readonly SourceFile[]): void {
    for (const file of files) this.add(file.path, file.text);
    this.loadImports();
    this.loadImporters(files.map((file) => file.path));
    this.loadImports();
    this.loadSiblings();
  }

  /** Adds a script that is no file of the workspace. */
  addUnit(unit: Unit): void {
    this.units.set(unit.path, unit);
    this.loadImports();
  }

  unit(path: string): Unit | undefined {
    return this.units.get(path);
  }

  /** The unit that a module specifier means. */
  resolve(from: Unit, specifier: string): Unit | undefined {
    const path = this.resolver.resolve(from.path, specifier);
    return path === undefined ? undefined : this.units.get(path);
  }

  private add(path: string, text: string): void {
    if (this.units.has(path) || this.units.size >= MAX_UNITS) return;
    if (text.length > MAX_FILE || this.textRead + text.length > MAX_TEXT) {
      this.giveUp(path, text);
      return;
    }
    this.textRead += text.length;
    try {
      this.units.set(path, parseUnit(path, text));
    } catch {
      this.giveUp(path, text);
    }
  }

  private giveUp(path: string, text: string): void {
    if (this.unread.some((file) => file.path === path)) return;
    this.problems.push(tooComplex(path));
    this.unread.push({ path, text });
  }

  private addPath(path: string): void {
    if (this.units.has(path)) return;
    if (!path.endsWith('.json') && this.workspace.languageOf(path) !== 'typescript') return;
    const source = this.workspace.read(path);
    if (source && (!path.endsWith('.json') || source.text.length < 256 * 1024)) this.add(path, source.text);
  }

  private loadImports(): void {
    const queue = [...this.units.values()];
    const seen = new Set(queue.map((unit) => unit.path));
    for (let unit = queue.shift(); unit; unit = queue.shift()) {
      for (const specifier of unit.index.specifiers) {
        const path = this.resolver.resolve(unit.path, specifier);
        if (path === undefined || seen.has(path)) continue;
        seen.add(path);
        this.addPath(path);
        const added = this.units.get(path);
        if (added) queue.push(added);
      }
    }
  }

  /** Files that import the candidates: they hold the callers of their functions. */
  private loadImporters(candidates: readonly string[]): void {
    const queue = [...candidates];
    const seen = new Set(queue);
    for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
      for (const path of importersOf(target, this.workspace)) {
        if (seen.has(path)) continue;
        seen.add(path);
        this.addPath(path);
        queue.push(path);
      }
    }
  }

  /** Scripts without imports share one global object with the scripts beside them (Apps Script, web pages). */
  private loadSiblings(): void {
    const folders = new Set(
      [...this.units.values()]
        .filter((unit) => !unit.index.isModule && !unit.path.endsWith('.json'))
        .map((unit) => posix.dirname(unit.path)),
    );
    if (folders.size === 0) return;
    const beside = [...folders].flatMap((folder) => pathsIn(folder === '.' ? '' : folder, this.workspace)).sort(byCodeUnit);
    for (const path of beside.filter((sibling) => !this.units.has(sibling)).slice(0, MAX_SIBLINGS)) this.addPath(path);
  }

  callsNamed(name: string): readonly CallNode[] {
    this.nameIndex ??= this.collect((unit) => unit.index.callsByName);
    return this.nameIndex.get(name) ?? [];
  }

  callsWithArgument(name: string): readonly CallNode[] {
    this.argumentIndex ??= this.collect((unit) => unit.index.callsByArgument);
    return this.argumentIndex.get(name) ?? [];
  }

  writesTo(name: string): readonly MemberWrite[] {
    this.writeIndex ??= this.collect((unit) => unit.index.writes);
    return this.writeIndex.get(name.toLowerCase()) ?? [];
  }

  /** The other names under which a name is imported or held. */
  aliasesOf(name: string): ReadonlySet<string> {
    if (!this.aliasIndex) {
      this.aliasIndex = new Map();
      for (const unit of this.units.values()) {
        for (const [original, locals] of unit.index.aliases) {
          const known = this.aliasIndex.get(original) ?? new Set<string>();
          for (const local of locals) known.add(local);
          this.aliasIndex.set(original, known);
        }
      }
    }
    return this.aliasIndex.get(name) ?? new Set();
  }

  definitionsNamed(name: string): number {
    if (!this.definedIndex) {
      this.definedIndex = new Map();
      for (const unit of this.units.values())
        for (const [defined, count] of unit.index.definedNames)
          this.definedIndex.set(defined, (this.definedIndex.get(defined) ?? 0) + count);
    }
    return this.definedIndex.get(name) ?? 0;
  }

  /** Whether a member of some object of the scripts may have a name without being a function that they define. */
  holds(name: string): boolean {
    this.heldNames ??= this.namesHeld();
    return this.heldNames.has(name);
  }

  private namesHeld(): ReadonlySet<string> {
    const units = [...this.units.values()];
    const held = new Set<string>();
    for (const { index } of units) for (const name of index.heldNames) held.add(name);
    if (units.some(({ index }) => index.computesNames)) for (const { index } of units) for (const word of index.words) held.add(word);
    return held;
  }

  /** What a name means that a script does not declare: a top-level name of a script beside it, or a global that some script sets. */
  globalNamed(name: string, from: Unit): { binding: Binding; unit: Unit } | undefined {
    if (!this.globals) {
      this.globals = new Map();
      for (const unit of this.units.values()) {
        const visible = [...unit.scopes.implicit, ...(unit.index.isModule ? [] : unit.scopes.top)];
        for (const [global, binding] of visible) {
          const list = this.globals.get(global);
          if (list) list.push({ binding, unit });
          else this.globals.set(global, [{ binding, unit }]);
        }
      }
    }
    const found = this.globals.get(name)?.filter(({ unit }) => unit !== from);
    if (!found || found.length === 0) return undefined;
    const beside = found.find(({ unit }) => posix.dirname(unit.path) === posix.dirname(from.path));
    return beside ?? (found.length === 1 && found[0]!.unit.scopes.implicit.has(name) ? found[0] : undefined);
  }

  /** Every `Object.assign(target, …)`. */
  assigns(): readonly ts.CallExpression[] {
    this.assignCalls ??= this.ordered().flatMap((unit) => unit.index.assigns);
    return this.assignCalls;
  }

  private ordered(): Unit[] {
    return [...this.units.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
  }

  /** Every class, in a fixed order. */
  classes(): readonly ts.ClassLikeDeclaration[] {
    this.allClasses ??= this.ordered().flatMap((unit) => unit.index.classes);
    return this.allClasses;
  }

  /** The classes that say that they implement an interface of a name. */
  implementers(name: string): readonly ts.ClassLikeDeclaration[] {
    if (!this.implementing) {
      this.implementing = new Map();
      for (const node of this.classes()) {
        for (const implemented of implementedNames(node))
          this.implementing.set(implemented, [...(this.implementing.get(implemented) ?? []), node]);
      }
    }
    return this.implementing.get(name) ?? [];
  }

  private collect<T>(part: (unit: Unit) => ReadonlyMap<string, readonly T[]>): Map<string, T[]> {
    const all = new Map<string, T[]>();
    for (const unit of this.ordered()) {
      for (const [name, list] of part(unit)) {
        const known = all.get(name);
        if (known) known.push(...list);
        else all.set(name, [...list]);
      }
    }
    return all;
  }
}

function implementedNames(node: ts.ClassLikeDeclaration): string[] {
  const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ImplementsKeyword);
  return (clause?.types ?? []).flatMap((type) => (ts.isIdentifier(type.expression) ? [type.expression.text] : []));
}

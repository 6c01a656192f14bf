import type { SourceFile } from '../../files/source.ts';
import type { HttpCall } from '../../http/call.ts';
import { skeleton } from '../../values/text.ts';
import type { Extraction, Problem, Workspace } from '../language.ts';
import type { Grammar } from '../tree-sitter/engine.ts';
import { Collector } from './clients/collector.ts';
import { runUncalled } from './entries.ts';
import { library } from './library/index.ts';
import { concernedFiles, maySend } from './relevance.ts';
import { errorSightings } from './sightings.ts';
import type { ErrorRegion, Module } from './syntax/ir.ts';
import { parseModule } from './syntax/parse.ts';
import type { Cell, Entity } from './values/abstract.ts';
import { Machine } from './values/machine.ts';
import { ModuleTable, type Repository } from './values/modules.ts';

/** One run of the extractor: the files of a workspace as far as they have been parsed, and the program they make up. */
export class PythonProject implements Repository {
  private readonly grammar: Grammar;
  private readonly workspace: Workspace;
  private readonly parsed = new Map<string, Module | undefined>();
  private folders: Set<string> | undefined;
  private readonly table: ModuleTable;
  private readonly machine: Machine;
  private concerned: ReadonlySet<string> = new Set();
  private readonly relevant = new Map<string, boolean>();
  private readonly collector = new Collector();
  private readonly errors: ErrorRegion[] = [];
  private readonly problems: Problem[] = [];

  constructor(grammar: Grammar, workspace: Workspace) {
    this.grammar = grammar;
    this.workspace = workspace;
    this.table = new ModuleTable(this);
    this.machine = new Machine(library, this.table, this.collector);
    this.table.machine = this.machine;
  }

  has(path: string): boolean {
    return this.workspace.has(path);
  }

  hasFolder(path: string): boolean {
    if (!this.folders) {
      this.folders = new Set();
      for (const file of this.workspace.paths) {
        if (!file.endsWith('.py')) continue;
        for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
          const folder = file.slice(0, at);
          if (this.folders.has(folder)) break;
          this.folders.add(folder);
        }
      }
    }
    return this.folders.has(path);
  }

  parse(path: string): Module | undefined {
    if (this.parsed.has(path)) return this.parsed.get(path);
    const source = this.workspace.read(path);
    let module: Module | undefined;
    if (source) {
      const locate = (start: number, end: number) => ({ file: path, start, end });
      module = this.guard(path, () => parseModule(this.grammar, source.text, locate));
    }
    this.parsed.set(path, module);
    return module;
  }

  isRelevant(path: string): boolean {
    let relevant = this.relevant.get(path);
    if (relevant === undefined) {
      relevant = this.concerned.has(path) || maySend(this.workspace.read(path)?.text ?? '');
      this.relevant.set(path, relevant);
    }
    return relevant;
  }

  /** Runs the files that have to do with Jamf Pro, then what nothing in them calls. */
  runFiles(files: readonly SourceFile[]): void {
    this.concerned = concernedFiles(files, this.table);
    const modules: Entity[] = [];
    for (const { path } of files) {
      if (!this.concerned.has(path)) continue;
      const module = this.guard(path, () => this.table.load(path));
      this.errors.push(...(this.parsed.get(path)?.errors ?? []));
      if (module) modules.push(module);
    }
    for (const module of modules) this.guard(module.file ?? '', () => runUncalled(this.machine, this.table, module));
  }

  /** Runs a module that is no file of its own, with some names already known. */
  runModule(file: string, module: Module, globals: ReadonlyMap<string, Cell>): void {
    this.errors.push(...module.errors);
    this.concerned = new Set([file]);
    this.guard(file, () => runUncalled(this.machine, this.table, this.table.run(file, module, globals)));
  }

  /** What has been found, the calls of shell scripts that the program runs included. */
  async finish(): Promise<Extraction> {
    const calls: HttpCall[] = this.collector.calls();
    const problems = [...this.problems];
    const scripts = this.collector.scripts.filter((script) => script.value.alternatives.some((sequence) => /curl|wget|http|jss/i.test(skeleton(sequence))));
    if (scripts.length > 0) {
      const { embeddedShellCalls } = await import('../shell/embedded.ts');
      for (const script of scripts) {
        const found = await embeddedShellCalls(script, this.workspace);
        calls.push(...found.calls);
        problems.push(...found.problems);
      }
    }
    return { calls, sightings: errorSightings(this.errors, calls), problems };
  }

  /** Runs something over a file; what goes wrong is a problem of that file. */
  private guard<T>(file: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.machine.reset();
      this.problems.push({
        file,
        code: 'parse-budget',
        message: `${file} is nested too deeply to be read whole; calls in it may be missing. Look through it by hand.`,
      });
      return undefined;
    }
  }
}

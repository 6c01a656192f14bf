import type { SourceFile } from '../../files/source.ts';
import type { HttpCall } from '../../http/call.ts';
import { skeleton } from '../../values/text.ts';
import { isTooComplex, tooComplex } from '../budget.ts';
import type { Extraction, Problem, Workspace } from '../language.ts';
import { holdsPython, pathsIn } from '../path-index.ts';
import type { Grammar } from '../tree-sitter/engine.ts';
import { sightingsInText } from '../unread-text.ts';
import { Collector } from './clients/collector.ts';
import type { RecordedScript } from './clients/record.ts';
import { runUncalled } from './entries.ts';
import { library } from './library/index.ts';
import { inOwnHelper } from './own-helper.ts';
import { concernedFiles, maySend } from './relevance.ts';
import { errorSightings } from './sightings.ts';
import type { ErrorRegion, Module } from './syntax/ir.ts';
import { parseModule } from './syntax/parse.ts';
import { type Cell, type Entity, string } from './values/abstract.ts';
import { Machine } from './values/machine.ts';
import { ModuleTable, type Repository } from './values/modules.ts';
import { exampleNames, writtenModules } from './values/stand-ins.ts';

/** The most scripts of a folder that are searched for one that writes a module. */
const MAX_NEIGHBOURS = 60;

/** One run of the extractor: the files of a workspace as far as they have been parsed, and the program they make up. */
export class PythonProject implements Repository {
  private readonly grammar: Grammar;
  private readonly workspace: Workspace;
  private readonly parsed = new Map<string, Module | undefined>();
  private readonly globals = new Map<string, ReadonlyMap<string, Cell>>();
  private readonly writers = new Map<string, Map<string, string[]>>();
  private readonly table: ModuleTable;
  private readonly machine: Machine;
  private embedded = false;
  private concerned: ReadonlySet<string> = new Set();
  private readonly relevant = new Map<string, boolean>();
  private readonly collector = new Collector();
  private readonly errors: ErrorRegion[] = [];
  private readonly tooComplex = new Set<string>();

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
    return holdsPython(path, this.workspace);
  }

  standIn(folder: string, module: string): string | undefined {
    const prefix = folder === '' ? '' : `${folder}/`;
    const example = exampleNames(module).find((name) => this.workspace.has(prefix + name));
    if (example) return prefix + example;
    const key = `${prefix}${module}.py (written)`;
    if (!this.parsed.has(key)) this.parsed.set(key, this.parseWritten(prefix, module, key));
    return this.parsed.get(key) ? key : undefined;
  }

  /** The settings module that another script of the folder writes, from the string it writes. */
  private parseWritten(prefix: string, module: string, key: string): Module | undefined {
    for (const path of this.writersIn(prefix).get(module) ?? []) {
      const [text] = writtenModules(this.parse(path) ?? { body: [], errors: [] });
      if (!text) continue;
      const globals = new Map<string, Cell>();
      for (const [name, value] of text.foreign) globals.set(name, { value: string(value) });
      this.globals.set(key, globals);
      return this.guard(path, () => parseModule(this.grammar, text.text, (start, end) => text.locate(start, end), true));
    }
    return undefined;
  }

  /** The scripts of a folder that name a module's file in a string, by the module. */
  private writersIn(prefix: string): ReadonlyMap<string, readonly string[]> {
    let modules = this.writers.get(prefix);
    if (!modules) {
      modules = new Map();
      this.writers.set(prefix, modules);
      for (const path of pathsIn(prefix.slice(0, -1), this.workspace)
        .filter((path) => path.endsWith('.py'))
        .slice(0, MAX_NEIGHBOURS)) {
        for (const match of (this.workspace.read(path)?.text ?? '').matchAll(/['"/](\w{1,60})\.py['"]/g)) {
          modules.set(match[1]!, [...(modules.get(match[1]!) ?? []), path]);
        }
      }
    }
    return modules;
  }

  globalsOf(file: string): ReadonlyMap<string, Cell> | undefined {
    return this.globals.get(file);
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
    this.embedded = true;
    this.errors.push(...module.errors);
    this.concerned = new Set([file]);
    this.guard(file, () => runUncalled(this.machine, this.table, this.table.run(file, module, globals)));
  }

  /** What has been found, the calls of shell scripts that the program runs included. */
  async finish(): Promise<Extraction> {
    const calls: HttpCall[] = this.collector.calls().filter(({ span }) => !inOwnHelper(span, this.workspace));
    const problems: Problem[] = [...this.tooComplex].map(tooComplex);
    const scripts = this.collector.scripts.filter((script) =>
      script.value.alternatives.some((sequence) => /curl|wget|http|jss/i.test(skeleton(sequence))),
    );
    for (const script of scripts) {
      const found = await shellCalls(script, this.workspace);
      calls.push(...found.calls);
      problems.push(...found.problems);
    }
    const unread = this.embedded ? [] : [...this.tooComplex].map((path) => this.workspace.read(path)).filter((file) => file !== undefined);
    const missed = errorSightings(this.missed(), calls);
    problems.push(...[...new Set(missed.map(({ span }) => span.file))].map(tooComplex));
    const inUnread = unread.flatMap((file) => sightingsInText(file, 'python', calls));
    return { calls, sightings: [...errorSightings(this.errors, calls), ...missed, ...inUnread], problems };
  }

  /** The statements that were not run because some budget was used up, in files that were not given up altogether. */
  private missed(): ErrorRegion[] {
    const texts = new Map<string, string>();
    return this.machine.coverage.missed().flatMap(({ span }) => {
      if (this.tooComplex.has(span.file)) return [];
      let text = texts.get(span.file);
      if (text === undefined) texts.set(span.file, (text = this.workspace.read(span.file)?.text ?? ''));
      return [{ text: text.slice(span.start, span.end), span }];
    });
  }

  /** Runs something over a file; what goes wrong is a problem of that file. */
  private guard<T>(file: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!isTooComplex(error)) throw error;
      this.machine.reset();
      this.tooComplex.add(file);
      return undefined;
    }
  }
}

/** The calls of a shell script that Python runs. A failure over it costs no other finding. */
async function shellCalls(script: RecordedScript, workspace: Workspace): Promise<Extraction> {
  try {
    const { embeddedShellCalls } = await import('../shell/embedded.ts');
    return await embeddedShellCalls(script, workspace);
  } catch (error) {
    const { file } = script.span;
    const what = error instanceof Error ? error.message : String(error);
    const message = `The shell script in ${file} could not be read (${what}). This is a defect of unbasic; please report it.`;
    return { calls: [], sightings: [], problems: [{ file, code: 'internal', message }] };
  }
}

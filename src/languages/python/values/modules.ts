import type { Module } from '../syntax/ir.ts';
import type { Cell, ClassType, Entity } from './abstract.ts';
import { ClassIndex } from './class-index.ts';
import { lineage } from './classes.ts';
import { canonicalPath } from './libraries.ts';
import type { Activation, Machine, Modules } from './machine.ts';
import { executeBlock } from './statements.ts';

/** What the module system asks of the repository around it. */
export interface Repository {
  has(path: string): boolean;
  /** Whether there is any file below a folder. */
  hasFolder(path: string): boolean;
  /** The lowered module of a file; undefined where it cannot be read or is not Python. */
  parse(path: string): Module | undefined;
  /** Where settings are found that an absent module would hold: a file to load in its place. */
  standIn(folder: string, module: string): string | undefined;
  /** The names of the outer script that a module parsed from a string refers to. */
  globalsOf(file: string): ReadonlyMap<string, Cell> | undefined;
  /** Whether what a file holds can matter to a request, beyond the values it hands out. */
  isRelevant(path: string): boolean;
}

/** Libraries that are never taken for a file of the repository, vendored or not. */
const LIBRARIES =
  /^(?:requests|httpx|aiohttp|urllib3?|urllib2|urlparse|httplib2?|http|pycurl|subprocess|commands|six|base64|json|os|sys|argparse|optparse|configparser|ConfigParser|getpass|shlex|functools|string|copy|collections|re|time|datetime|logging|plistlib|xml|csv|ssl|io|typing|socket|platform|threading|types|enum|abc)(?:\.|$)/;

/** Libraries that are taken to be there even where the script does not import them itself. */
const AMBIENT = new Set([
  'requests',
  'httpx',
  'urllib',
  'urllib2',
  'urllib3',
  'base64',
  'os',
  'sys',
  'subprocess',
  'json',
  'http',
  'httplib',
]);

const MODULE_STEPS = 30_000;

export class ModuleTable implements Modules {
  machine!: Machine;
  private readonly repository: Repository;
  private readonly loaded = new Map<string, Entity | undefined>();
  private readonly classes: ClassIndex;
  private readonly followed = new Set<string>();
  private readonly running = new Set<Entity>();
  private readonly ambientNames = new Map<string, Map<string, { readonly file: string } | { readonly library: string } | null>>();
  private readonly resolved = new Map<string, { readonly file: string } | { readonly library: string }>();

  constructor(repository: Repository) {
    this.repository = repository;
    this.classes = new ClassIndex(
      (module) => this.running.has(module),
      (type) => lineage(this.machine, type).classes,
    );
  }

  /** Makes a module out of a text that is no file of its own. */
  run(file: string, module: Module, globals: ReadonlyMap<string, Cell>): Entity {
    const entity = this.machine.store.create('module', { file });
    for (const [name, cell] of globals) entity.fields.set(name, cell);
    this.execute(entity, module);
    return entity;
  }

  load(file: string): Entity | undefined {
    if (this.loaded.has(file)) return this.loaded.get(file);
    if (file.endsWith('/')) {
      const entity = this.machine.store.create('module', { file });
      this.loaded.set(file, entity);
      return entity;
    }
    const module = this.repository.parse(file);
    if (!module) {
      this.loaded.set(file, undefined);
      return undefined;
    }
    const entity = this.machine.store.create('module', { file });
    for (const [name, cell] of this.repository.globalsOf(file) ?? []) entity.fields.set(name, cell);
    this.loaded.set(file, entity);
    this.classes.load(entity);
    this.machine.store.isolated(() => this.execute(entity, module));
    return entity;
  }

  private execute(entity: Entity, module: Module): void {
    const { machine } = this;
    const activation: Activation = {
      definition: undefined,
      frame: entity,
      module: entity,
      owner: undefined,
      depth: machine.store.depth,
      exits: [],
      yields: [],
      loops: [],
      arms: [],
    };
    machine.activations.push(activation);
    this.running.add(entity);
    const granted = machine.suspend(MODULE_STEPS);
    try {
      for (const statement of module.body) executeBlock(machine, [statement]);
    } finally {
      machine.resume(granted);
      this.running.delete(entity);
      machine.activations.pop();
    }
  }

  resolve(from: string, level: number, path: string): { readonly file: string } | { readonly library: string } {
    const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    const key = `${level} ${folder} ${path}`;
    let found = this.resolved.get(key);
    if (!found) {
      found = level > 0 ? this.relative(folder, level, path) : this.absolute(folder, path);
      this.resolved.set(key, found);
    }
    return found;
  }

  private relative(folder: string, level: number, path: string): { readonly file: string } | { readonly library: string } {
    const parts = folder === '' ? [] : folder.split('/');
    const base = parts.slice(0, Math.max(0, parts.length - (level - 1))).join('/');
    const file = this.below(base, path);
    return file ? { file } : { library: `${'.'.repeat(level)}${path}` };
  }

  private absolute(folder: string, path: string): { readonly file: string } | { readonly library: string } {
    if (!LIBRARIES.test(path)) {
      for (
        let base: string | undefined = folder;
        base !== undefined;
        base = base === '' ? undefined : base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : ''
      ) {
        const file = this.below(base, path) ?? this.below(base === '' ? 'src' : `${base}/src`, path);
        if (file) return { file };
      }
      const file = /^\w+$/.test(path) ? this.repository.standIn(folder, path) : undefined;
      if (file) return { file };
    }
    return { library: canonicalPath(path) };
  }

  /** The file that a dotted path names below a folder: a module, a package's `__init__`, or a folder without one (ends in a slash). */
  private below(base: string, path: string): string | undefined {
    const start = [base, ...path.split('.')].filter((part) => part !== '').join('/');
    if (path !== '' && this.repository.has(`${start}.py`)) return `${start}.py`;
    if (this.repository.has(`${start}/__init__.py`)) return `${start}/__init__.py`;
    return this.repository.hasFolder(start) ? `${start}/` : undefined;
  }

  ambient(from: string, name: string): { readonly file: string } | { readonly library: string } | undefined {
    let names = this.ambientNames.get(from);
    if (!names) {
      names = new Map();
      this.ambientNames.set(from, names);
    }
    let found = names.get(name);
    if (found === undefined) {
      found = this.findAmbient(from, name) ?? null;
      names.set(name, found);
    }
    return found ?? undefined;
  }

  private findAmbient(from: string, name: string): { readonly file: string } | { readonly library: string } | undefined {
    if (LIBRARIES.test(name) && AMBIENT.has(name)) return { library: canonicalPath(name) };
    const file = `${folderOf(from)}${name}.py`;
    return file !== from && this.repository.has(file) ? { file } : undefined;
  }

  submodule(packageFile: string, name: string): string | undefined {
    if (!/(?:^|\/)(?:__init__\.py)?$/.test(packageFile)) return undefined;
    return this.below(packageFile.replace(/\/?(?:__init__\.py)?$/, ''), name);
  }

  isRelevant(file: string): boolean {
    return this.repository.isRelevant(file);
  }

  /** The classes that a module defines itself. */
  classesOf(module: Entity): readonly ClassType[] {
    return this.classes.of(module);
  }

  /** The classes that inherit from a class. */
  heirsOf(type: ClassType): readonly ClassType[] {
    return this.classes.heirsOf(type);
  }

  classNamed(word: string, near: string): ClassType | undefined {
    this.loadImports(near);
    const found = this.classes.named(word).filter((type) => isNear(near, type.module.file ?? ''));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Runs the modules that a module imports and has not looked at yet, as far as they can matter. */
  private loadImports(file: string): void {
    if (this.followed.has(file)) return;
    this.followed.add(file);
    for (const cell of [...(this.loaded.get(file)?.fields.values() ?? [])]) {
      for (const atom of cell.value) if (atom.kind === 'import' && this.isRelevant(atom.file)) this.load(atom.file);
    }
  }

  classesWithMethod(name: string, near: string): ClassType[] {
    this.loadImports(near);
    return this.classes.withMethod(name).filter((type) => isNear(near, type.module.file ?? ''));
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Whether one of two files lies in the other's folder or below it. */
function isNear(one: string, other: string): boolean {
  const left = folderOf(one);
  const right = folderOf(other);
  return left.startsWith(right) || right.startsWith(left);
}

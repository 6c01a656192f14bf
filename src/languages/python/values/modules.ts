import type { Module } from '../syntax/ir.ts';
import type { Cell, ClassType, Entity } from './abstract.ts';
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
  /** Whether what a file holds can matter to a request, beyond the values it hands out. */
  isRelevant(path: string): boolean;
}

/** Libraries that are never taken for a file of the repository, vendored or not. */
const LIBRARIES = /^(?:requests|httpx|aiohttp|urllib3?|urllib2|urlparse|httplib2?|http|pycurl|subprocess|commands|six|base64|json|os|sys|argparse|optparse|configparser|ConfigParser|getpass|shlex|functools|string|copy|collections|re|time|datetime|logging|plistlib|xml|csv|ssl|io|typing|socket|platform|threading|types|enum|abc)(?:\.|$)/;

const MODULE_STEPS = 30_000;

export class ModuleTable implements Modules {
  machine!: Machine;
  private readonly repository: Repository;
  private readonly loaded = new Map<string, Entity | undefined>();
  private readonly methods = new Map<string, ClassType[]>();
  private indexed = 0;
  private readonly resolved = new Map<string, { readonly file: string } | { readonly library: string }>();

  constructor(repository: Repository) {
    this.repository = repository;
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
    this.loaded.set(file, entity);
    this.machine.store.isolated(() => this.execute(entity, module));
    return entity;
  }

  private execute(entity: Entity, module: Module): void {
    const { machine } = this;
    const activation: Activation = { definition: undefined, frame: entity, module: entity, owner: undefined, depth: machine.store.depth, exits: [], yields: [], loops: [], arms: [] };
    machine.activations.push(activation);
    const granted = machine.suspend(MODULE_STEPS);
    try {
      for (const statement of module.body) executeBlock(machine, [statement]);
    } finally {
      machine.resume(granted);
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
      for (let base: string | undefined = folder; base !== undefined; base = base === '' ? undefined : base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '') {
        const file = this.below(base, path) ?? this.below(base === '' ? 'src' : `${base}/src`, path);
        if (file) return { file };
      }
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

  submodule(packageFile: string, name: string): string | undefined {
    if (!/(?:^|\/)(?:__init__\.py)?$/.test(packageFile)) return undefined;
    return this.below(packageFile.replace(/\/?(?:__init__\.py)?$/, ''), name);
  }

  isRelevant(file: string): boolean {
    return this.repository.isRelevant(file);
  }

  /** The modules that have been run. */
  get modules(): Entity[] {
    return [...this.loaded.values()].filter((entity) => entity !== undefined);
  }

  /** The classes that a module defines itself. */
  classesOf(module: Entity): ClassType[] {
    return [...module.fields.values()].flatMap((cell) => cell.value.flatMap((atom) => (atom.kind === 'class' && atom.type.module === module ? [atom.type] : [])));
  }

  classesWithMethod(name: string, near: string): ClassType[] {
    if (this.indexed !== this.loaded.size) {
      this.indexed = this.loaded.size;
      this.methods.clear();
    }
    let types = this.methods.get(name);
    if (!types) {
      types = this.modules.flatMap((module) => this.classesOf(module).filter((type) => type.body.fields.get(name)?.value.some((atom) => atom.kind === 'function')));
      this.methods.set(name, types);
    }
    return types.filter((type) => isNear(near, type.module.file ?? ''));
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

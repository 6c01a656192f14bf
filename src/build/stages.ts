import type { Plugin } from 'rolldown';

/** A part of the tool that is loaded as a whole: the modules that all of its roots need and no earlier stage holds. */
export interface Stage {
  readonly name: string;
  /** Modules, absolute. */
  readonly roots: readonly string[];
}

/** Tells into which stage a module belongs; filled when the bundler has read all modules. */
export class StageMap {
  private readonly imports = new Map<string, readonly string[]>();
  private readonly stages: readonly Stage[];
  private stageOf: Map<string, string> | undefined;

  constructor(stages: readonly Stage[]) {
    this.stages = stages;
  }

  /** Hands this map what every module imports. */
  plugin(): Plugin {
    const { imports } = this;
    return {
      name: 'stages',
      buildEnd() {
        for (const id of this.getModuleIds()) imports.set(id, this.getModuleInfo(id)?.importedIds ?? []);
      },
    };
  }

  /** The stage of a module; null where it is in none, and so is left to the bundler. */
  of(module: string): string | null {
    this.stageOf ??= this.assigned();
    return this.stageOf.get(module) ?? null;
  }

  private assigned(): Map<string, string> {
    const stages = new Map<string, string>();
    for (const { name, roots } of this.stages) {
      const [first = new Set<string>(), ...others] = roots.map((root) => this.reachedFrom(root));
      for (const module of first) if (!stages.has(module) && others.every((modules) => modules.has(module))) stages.set(module, name);
    }
    return stages;
  }

  /** The modules that are loaded together with one. Throws an Error for a module that is none. */
  private reachedFrom(root: string): Set<string> {
    if (!this.imports.has(root)) throw new Error(`${root} is no module of the bundle`);
    const reached = new Set<string>();
    const waiting = [root];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const imported = reached.has(id) ? undefined : this.imports.get(id);
      if (!imported) continue;
      reached.add(id);
      waiting.push(...imported);
    }
    return reached;
  }
}

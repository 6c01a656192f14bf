import type { SourceFile } from '../../files/source.ts';
import type { Value } from '../../values/value.ts';
import { isTooComplex, StepBudget } from '../budget.ts';
import type { Workspace } from '../language.ts';
import type { Grammar } from '../tree-sitter/engine.ts';
import { alignTexts } from './embedding.ts';
import { resolveSourced } from './sourced-paths.ts';
import type { Block, Command, FunctionDefinition, Point, ScriptText, ShellScript } from './syntax/ir.ts';
import { childBlocks } from './syntax/lower.ts';
import { dialectOf, type ParseOptions, parseShell } from './syntax/parse.ts';
import { Evaluator } from './values/evaluator.ts';
import { type CallSite, type Frame, plainText } from './values/frames.ts';
import type { Surroundings } from './values/reaching.ts';

const MAX_FRAME_DEPTH = 4;

/** Visits the commands whose name stands in the text, in its order. */
function eachCommand(block: Block, visit: (name: string, command: Command, block: Block, index: number) => void): void {
  const { statements } = block;
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index]!;
    const name = statement.kind === 'command' && !statement.declares ? plainText(statement.words[0]) : undefined;
    if (name !== undefined) visit(name, statement as Command, block, index);
    for (const child of childBlocks(statement)) eachCommand(child, visit);
  }
}

/** The shell scripts of a workspace and what connects them: functions, calls, `source`. */
export class ShellProject implements Surroundings {
  readonly workspace: Workspace;
  readonly evaluator: Evaluator;
  private readonly grammar: Grammar;
  private readonly scripts = new Map<string, ShellScript | undefined>();
  /** The calls of functions in scripts whose functions may call each other, found when they are first asked for. */
  private readonly sites = new Map<ShellScript, Map<string, CallSite[]> | undefined>();
  private readonly sourceCommands = new Map<ShellScript, { command: Command; point: Point }[]>();
  private readonly resolved = new Map<Command, readonly ShellScript[]>();
  private readonly resolving = new Set<Command>();
  private readonly sourcedFrom = new Map<ShellScript, Point[]>();
  private readonly visibleFunctions = new Map<ShellScript, Map<string, FunctionDefinition[]>>();
  private readonly visibleSites = new Map<FunctionDefinition, readonly CallSite[]>();
  private readonly frames = new Map<Command, Map<string, Frame>>();
  private frameCount = 0;
  private readonly budget = new StepBudget();
  /** The files that took too much work to be read, or to have their `source` commands followed. */
  readonly tooComplex = new Set<string>();

  constructor(grammar: Grammar, workspace: Workspace) {
    this.grammar = grammar;
    this.workspace = workspace;
    this.evaluator = new Evaluator(this);
  }

  /** Parses a file once; undefined when it cannot be read. */
  load(path: string): ShellScript | undefined {
    if (this.scripts.has(path)) return this.scripts.get(path);
    const source = this.workspace.read(path);
    if (!source) this.scripts.set(path, undefined);
    return source && this.add(source);
  }

  /** Parses a file once; undefined when it is too complex. */
  add(source: SourceFile): ShellScript | undefined {
    if (this.scripts.has(source.path)) return this.scripts.get(source.path);
    const script = this.attempt(source.path, () => this.parseSource(source));
    this.scripts.set(source.path, script);
    return script;
  }

  /** Does some work on a file; undefined, and noted, where that turns out to be too much. */
  attempt<T>(file: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!isTooComplex(error)) throw error;
      this.tooComplex.add(file);
      return undefined;
    }
  }

  private parseSource(source: SourceFile): ShellScript {
    const text = {
      text: source.text,
      foreign: new Map<string, Value>(),
      locate: (start: number, end: number) => ({ file: source.path, start, end }),
    };
    const script = this.parse(text, { file: source.path, dialect: dialectOf(source.text, source.path) });
    this.index(script);
    return script;
  }

  /** Parses a script held inside another. */
  parse(text: ScriptText, options: ParseOptions): ShellScript {
    const script = parseShell(this.grammar, text, options);
    if (script.embedded.length > 0) alignTexts(script);
    return script;
  }

  /** Starts the budget of one file. */
  startBudget(): void {
    this.budget.restart();
  }

  tick(steps?: number): void {
    this.budget.tick(steps);
  }

  /** Notes an embedded script's calls of functions, so that functions know all their callers. */
  index(script: ShellScript): void {
    const sources: { command: Command; point: Point }[] = [];
    eachCommand(script.block, (name, command, block, index) => {
      if (name === 'source' || name === '.') sources.push({ command, point: { block, index } });
    });
    this.sites.set(script, undefined);
    this.sourceCommands.set(script, sources);
  }

  /** The calls in a script by the name that they call. */
  private sitesIn(script: ShellScript): Map<string, CallSite[]> | undefined {
    const known = this.sites.get(script);
    if (known || !this.sites.has(script)) return known;
    const sites = new Map<string, CallSite[]>();
    eachCommand(script.block, (name, command, block, index) => {
      const site = { command, args: command.words.slice(1), point: { block, index } };
      const list = sites.get(name);
      if (list) list.push(site);
      else sites.set(name, [site]);
    });
    this.sites.set(script, sites);
    return sites;
  }

  /** Follows the `source` commands of all scripts loaded so far; those they load are followed too. */
  link(): void {
    const pending = [...this.sites.keys()];
    const done = new Set<ShellScript>();
    while (pending.length > 0) {
      const script = pending.pop()!;
      if (done.has(script)) continue;
      done.add(script);
      this.startBudget();
      this.attempt(script.file, () => {
        for (const { command, point } of this.sourceCommands.get(script) ?? []) {
          for (const target of this.sourced(command, point, undefined)) {
            const places = this.sourcedFrom.get(target);
            if (places) places.push(point);
            else this.sourcedFrom.set(target, [point]);
            pending.push(target);
          }
        }
      });
    }
  }

  sourced(command: Command, point: Point, frame: Frame | undefined): readonly ShellScript[] {
    const known = this.resolved.get(command);
    if (known) return known;
    if (this.resolving.has(command) || !command.words[1]) return [];
    this.resolving.add(command);
    try {
      const path = this.evaluator.word(command.words[1], point, frame);
      const scripts = resolveSourced(path, point.block.script.file, this.workspace)
        .map((found) => this.load(found))
        .filter((script) => script !== undefined && script !== point.block.script) as ShellScript[];
      this.resolved.set(command, scripts);
      return scripts;
    } finally {
      this.resolving.delete(command);
    }
  }

  sourcing(script: ShellScript): readonly Point[] {
    return this.sourcedFrom.get(script) ?? [];
  }

  functions(name: string, script: ShellScript): readonly FunctionDefinition[] {
    const own = script.functions.get(name);
    if (own) return own;
    if (script.outer) return this.functions(name, script.outer.block.script);
    let visible = this.visibleFunctions.get(script);
    if (!visible) {
      visible = new Map();
      this.visibleFunctions.set(script, visible);
      for (const other of this.linked(script)) {
        if (other === script) continue;
        for (const [otherName, definitions] of other.functions) visible.set(otherName, [...(visible.get(otherName) ?? []), ...definitions]);
      }
    }
    return visible.get(name) ?? [];
  }

  /** Scripts that run in one shell with a script: those it sources, those that source it, and what those source. */
  private linked(script: ShellScript): Set<ShellScript> {
    const found = new Set<ShellScript>([script]);
    const queue = [script];
    while (queue.length > 0 && found.size < 200) {
      const current = queue.pop()!;
      const neighbours = [
        ...(this.sourceCommands.get(current) ?? []).flatMap(({ command, point }) => this.sourced(command, point, undefined)),
        ...this.sourcing(current).map((point) => point.block.script),
      ];
      for (const neighbour of neighbours) {
        if (found.has(neighbour)) continue;
        found.add(neighbour);
        queue.push(neighbour);
      }
    }
    return found;
  }

  callSites(definition: FunctionDefinition): readonly CallSite[] {
    const known = this.visibleSites.get(definition);
    if (known) return known;
    const { script } = definition.body;
    const home = script.outer ? [script, script.outer.block.script] : [...this.linked(script)];
    const sites = home.flatMap((candidate) => this.sitesIn(candidate)?.get(definition.name) ?? []);
    this.visibleSites.set(definition, sites);
    return sites;
  }

  enter(definition: FunctionDefinition, call: CallSite, outer: Frame | undefined): Frame | undefined {
    const depth = (outer?.depth ?? 0) + 1;
    if (depth > MAX_FRAME_DEPTH) return undefined;
    for (let frame = outer; frame; frame = frame.outer) if (frame.definition === definition) return undefined;
    let byOuter = this.frames.get(call.command);
    if (!byOuter) this.frames.set(call.command, (byOuter = new Map()));
    const key = `${outer?.id ?? 0} ${definition.body.script.file} ${definition.body.id}`;
    let frame = byOuter.get(key);
    if (!frame) {
      frame = { id: ++this.frameCount, definition, call, outer, depth };
      byOuter.set(key, frame);
    }
    return frame;
  }
}

import type { Block, Command, FunctionDefinition, Group, Loop, Point, ShellScript, Statement } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import { choice, type Definition, type Effect, maybe, NO_EFFECT, sequence } from './definitions.ts';
import { type CallSite, type Frame, functionAround, plainText } from './frames.ts';
import { Touching } from './touching.ts';

/** What reaching definitions need to know of the scripts around one. */
export interface Surroundings {
  /** The definitions of a function that a script can see. */
  functions(name: string, script: ShellScript): readonly FunctionDefinition[];
  callSites(definition: FunctionDefinition): readonly CallSite[];
  /** A frame for one call of a function; undefined when the calls nest too deep. */
  enter(definition: FunctionDefinition, call: CallSite, outer: Frame | undefined): Frame | undefined;
  /** The scripts that a `source` may read. */
  sourced(command: Command, point: Point, frame: Frame | undefined): readonly ShellScript[];
  /** The places that source a script. */
  sourcing(script: ShellScript): readonly Point[];
  /** Counts work; throws past the budget. */
  tick(): void;
}

/** The most callers whose variables a function is read with. */
const MAX_CALLERS = 48;
const READING = new Set(['read', 'getopts', 'mapfile', 'readarray', 'vared', 'sysread', 'zparseopts']);

/** Finds the definitions of a variable that reach a place: backwards through the statements, out of blocks, into callers. */
export class Reaching {
  private readonly around: Surroundings;
  private readonly touching: Touching;
  private readonly wholeEffects = new WeakMap<Block, Map<string, Effect>>();
  private readonly everywhere = new WeakMap<ShellScript, Map<string, Definition[]>>();

  constructor(around: Surroundings) {
    this.around = around;
    this.touching = new Touching((name, script) => around.functions(name, script));
  }

  /** The definitions of `name` that reach a point. Empty only in a cycle. */
  definitions(name: string, point: Point, frame: Frame | undefined): readonly Definition[] {
    const found = this.before(name, point, frame, new Set()).definitions;
    if (found.length === 1 && found[0]!.kind === 'outside') {
      const anywhere = this.anywhere(name, point.block.script);
      return anywhere.length > 0 ? anywhere : found;
    }
    const seen = new Set<unknown>();
    return found.filter((definition) => {
      if (definition.kind === 'caller') return true;
      const identity = 'assignment' in definition ? definition.assignment : 'word' in definition ? definition.word : 'loop' in definition ? definition.loop : 'command' in definition ? definition.command : definition.kind;
      const key = 'frame' in definition && definition.frame ? `${definition.frame.id}` : '';
      if (key === '' ? seen.has(identity) : false) return false;
      if (key === '') seen.add(identity);
      return true;
    });
  }

  private before(name: string, point: Point, frame: Frame | undefined, visited: Set<unknown>): Effect {
    let result: Effect = NO_EFFECT;
    const { block } = point;
    const prepend = (effect: Effect): boolean => {
      result = { definitions: [...result.definitions, ...effect.definitions], kills: effect.kills };
      return effect.kills;
    };
    if (point.assigned) {
      const effect = this.assignments(name, block.statements[point.index]!, point, frame, point.assigned);
      if (prepend(effect)) return result;
    }
    const indexes = this.touching.indexes(block, name);
    for (let at = indexes.length - 1; at >= 0; at--) {
      const index = indexes[at]!;
      if (index >= point.index) continue;
      if (prepend(this.effect(name, block.statements[index]!, { block, index }, frame))) return result;
    }
    const parent = block.parent;
    if (!parent) {
      prepend(this.beforeScript(name, block.script, frame, visited));
      return result;
    }
    const { statement } = parent;
    const here: Point = { block: parent.block, index: parent.index };
    if (statement?.kind === 'function') {
      prepend(this.beforeFunction(statement, here, frame));
      return result;
    }
    if (statement && prepend(this.inside(name, statement, block, here, frame))) return result;
    prepend(this.before(name, here, frame, visited));
    return result;
  }

  private beforeScript(name: string, script: ShellScript, frame: Frame | undefined, visited: Set<unknown>): Effect {
    if (script.outer) return this.before(name, script.outer, frame, visited);
    const key = script;
    if (visited.has(key)) return NO_EFFECT;
    const places = this.around.sourcing(script);
    if (places.length === 0) return { definitions: [{ kind: 'outside' }], kills: true };
    visited.add(key);
    const effects = places.map((place) => this.before(name, place, undefined, visited));
    visited.delete(key);
    return choice(effects, true);
  }

  /** At a function's start its callers' variables are seen: they are evaluated there, so that each place is evaluated once. */
  private beforeFunction(definition: FunctionDefinition, defined: Point, frame: Frame | undefined): Effect {
    const caller = (point: Point, outer: Frame | undefined): Definition => ({ kind: 'caller', point, frame: outer });
    if (frame && frame.definition === definition) return { definitions: [caller(frame.call.point, frame.outer)], kills: true };
    const calls = this.around.callSites(definition).filter((call) => functionAround(call.point) !== definition);
    if (calls.length > 0) return { definitions: calls.slice(0, MAX_CALLERS).map((call) => caller(call.point, undefined)), kills: true };
    const script = outermost(defined.block);
    return { definitions: [caller({ block: script, index: script.statements.length }, undefined)], kills: true };
  }

  /** What else of a compound statement runs before a block of it. */
  private inside(name: string, statement: Statement, block: Block, here: Point, frame: Frame | undefined): Effect {
    if (!this.touches(name, statement, here)) return NO_EFFECT;
    if (statement.kind === 'conditional') {
      let effect: Effect = NO_EFFECT;
      for (const arm of statement.arms) {
        if (arm.condition === block) break;
        if (arm.condition) effect = sequence(effect, this.whole(name, arm.condition, frame));
        if (arm.body === block) break;
      }
      return effect;
    }
    if (statement.kind === 'loop') return this.insideLoop(name, statement, block, here, frame);
    if (statement.kind === 'group' && statement.form === 'list') {
      const position = statement.members.indexOf(block);
      let effect: Effect = NO_EFFECT;
      for (let member = 0; member < position; member++) {
        const own = this.whole(name, statement.members[member]!, frame);
        const certain = member === 0 || statement.operators.slice(member - 1, position).every((operator) => operator === '&&');
        effect = sequence(effect, certain ? own : maybe(own));
      }
      return effect;
    }
    return NO_EFFECT;
  }

  private insideLoop(name: string, loop: Loop, block: Block, here: Point, frame: Frame | undefined): Effect {
    if (block !== loop.body && block !== loop.condition) return NO_EFFECT;
    const carried = maybe(this.whole(name, loop.body, frame));
    if (block === loop.condition) return carried;
    if (loop.names.includes(name)) return { definitions: [{ kind: 'loop', loop, name, point: here, frame }], kills: true };
    return sequence(carried, loop.condition ? this.whole(name, loop.condition, frame) : NO_EFFECT);
  }

  /** What a block does from its start to its end. */
  private whole(name: string, block: Block, frame: Frame | undefined): Effect {
    const indexes = this.touching.indexes(block, name);
    if (indexes.length === 0) return NO_EFFECT;
    let memo = this.wholeEffects.get(block);
    if (!memo) this.wholeEffects.set(block, (memo = new Map()));
    const key = `${frame?.id ?? ''}:${name}`;
    const known = memo.get(key);
    if (known) return known;
    memo.set(key, NO_EFFECT);
    let result: Effect = NO_EFFECT;
    for (let at = indexes.length - 1; at >= 0; at--) {
      const index = indexes[at]!;
      const effect = this.effect(name, block.statements[index]!, { block, index }, frame);
      result = { definitions: [...result.definitions, ...effect.definitions], kills: effect.kills };
      if (effect.kills) break;
    }
    memo.set(key, result);
    return result;
  }

  private effect(name: string, statement: Statement, point: Point, frame: Frame | undefined): Effect {
    if (!this.touches(name, statement, point)) return NO_EFFECT;
    this.around.tick();
    switch (statement.kind) {
      case 'assignment':
        return this.assignments(name, statement, point, frame, statement.assignments.length);
      case 'command':
        return this.command(name, statement, point, frame);
      case 'conditional': {
        const first = statement.arms[0]?.condition;
        const running = statement.arms.filter((arm) => !leaves(arm.body));
        const arms = choice(
          running.map((arm) => {
            const body = this.whole(name, arm.body, frame);
            return arm.condition && arm.condition !== first ? sequence(this.whole(name, arm.condition, frame), body) : body;
          }),
          statement.exhaustive,
        );
        return first ? sequence(this.whole(name, first, frame), arms) : arms;
      }
      case 'loop': {
        const own: Effect = statement.names.includes(name) ? { definitions: [{ kind: 'loop', loop: statement, name, point, frame }], kills: false } : NO_EFFECT;
        const body = maybe(this.whole(name, statement.body, frame));
        return sequence(sequence(own, body), statement.condition ? this.whole(name, statement.condition, frame) : NO_EFFECT);
      }
      case 'group':
        return this.group(name, statement, frame);
      case 'function':
        return NO_EFFECT;
    }
  }

  private group(name: string, group: Group, frame: Frame | undefined): Effect {
    if (group.form === 'subshell') return NO_EFFECT;
    if (group.form === 'pipeline') {
      const { dialect } = group.members[0]?.script ?? {};
      return dialect === 'zsh' || dialect === 'ksh' ? this.whole(name, group.members.at(-1)!, frame) : NO_EFFECT;
    }
    let effect: Effect = NO_EFFECT;
    group.members.forEach((member, position) => {
      if (position > 0 && leaves(member)) return;
      const own = this.whole(name, member, frame);
      effect = sequence(effect, position === 0 ? own : maybe(own));
    });
    return effect;
  }

  private assignments(name: string, statement: Statement, point: Point, frame: Frame | undefined, count: number): Effect {
    if (statement.kind !== 'assignment' && statement.kind !== 'command') return NO_EFFECT;
    let effect: Effect = NO_EFFECT;
    statement.assignments.slice(0, count).forEach((assignment, position) => {
      if (assignment.name !== name) return;
      const definition: Definition = { kind: 'assignment', assignment, point: { ...point, assigned: position }, frame };
      effect = sequence(effect, { definitions: [definition], kills: assignment.index === undefined });
    });
    return effect;
  }

  private command(name: string, command: Command, point: Point, frame: Frame | undefined): Effect {
    const program = plainText(command.words[0]);
    let effect: Effect = NO_EFFECT;
    for (const word of command.words) {
      for (const part of word.parts) {
        if (part.kind !== 'parameter' || part.parameter.name !== name) continue;
        for (const operation of part.parameter.operations) {
          if (operation.kind === 'default' && operation.assigns) effect = sequence(effect, { definitions: [{ kind: 'default', word: operation.word, point, frame }], kills: false });
        }
      }
    }
    if (command.declares || command.words.length === 0) {
      const assigned = this.assignments(name, command, point, frame, command.assignments.length);
      const bare = command.declares && /^(?:local|declare|typeset)$/.test(command.declares) && command.words.slice(1).some((word) => plainText(word) === name);
      const shadows = bare && functionAround(point) !== undefined;
      return sequence(shadows && assigned.definitions.length === 0 ? { definitions: [{ kind: 'unset' }], kills: true } : effect, assigned);
    }
    if (program === undefined) return effect;
    if (READING.has(program)) return { definitions: [{ kind: 'input', command, name, point, frame }], kills: true };
    if (program === 'printf' || program === 'print') {
      const target = plainText(command.words[1]) === '-v' ? plainText(command.words[2]) : undefined;
      return target === name ? { definitions: [{ kind: 'printed', command, point, frame }], kills: true } : effect;
    }
    if (program === 'unset') return command.words.slice(1).some((word) => plainText(word) === name) ? { definitions: [{ kind: 'unset' }], kills: true } : effect;
    if (program === 'source' || program === '.') {
      const scripts = this.around.sourced(command, point, frame);
      return choice(scripts.map((script) => this.whole(name, script.block, undefined)), scripts.length === 1);
    }
    const called = this.around.functions(program, point.block.script);
    if (called.length === 0) return effect;
    return choice(
      called.map((definition) => {
        const inner = this.around.enter(definition, { command, args: command.words.slice(1), point }, frame);
        return inner && !isLocal(name, definition) ? this.whole(name, definition.body, inner) : NO_EFFECT;
      }),
      true,
    );
  }

  private touches(name: string, statement: Statement, point: Point): boolean {
    return this.touching.touches(statement, name, point.block.script);
  }

  /** All assignments of a name in a script, in whatever order they run: for code whose callers are not seen. */
  private anywhere(name: string, script: ShellScript): Definition[] {
    let known = this.everywhere.get(script);
    if (!known) {
      known = new Map();
      this.everywhere.set(script, known);
      collectAssignments(script.block, known);
    }
    return known.get(name) ?? [];
  }
}

function collectAssignments(block: Block, into: Map<string, Definition[]>): void {
  block.statements.forEach((statement, index) => {
    if (statement.kind === 'assignment' || (statement.kind === 'command' && (statement.declares || statement.words.length === 0))) {
      statement.assignments.forEach((assignment, assigned) => {
        const definition: Definition = { kind: 'assignment', assignment, point: { block, index, assigned }, frame: undefined };
        const list = into.get(assignment.name);
        if (list) list.push(definition);
        else into.set(assignment.name, [definition]);
      });
    }
    for (const child of childBlocks(statement)) collectAssignments(child, into);
  });
}

function outermost(block: Block): Block {
  let current = block;
  while (current.parent) current = current.parent.block;
  return current;
}

function isLocal(name: string, definition: FunctionDefinition): boolean {
  return definition.body.statements.some(
    (statement) =>
      statement.kind === 'command' &&
      statement.declares !== undefined &&
      /^(?:local|declare|typeset)$/.test(statement.declares) &&
      (statement.assignments.some((assignment) => assignment.name === name) || statement.words.some((word) => plainText(word) === name)),
  );
}

/** Whether a block ends the script or its function, so that nothing it assigns is seen after it. */
function leaves(block: Block): boolean {
  const last = block.statements.at(-1);
  if (!last) return false;
  if (last.kind === 'command') return /^(?:exit|return|exec)$/.test(plainText(last.words[0]) ?? '') && !(plainText(last.words[0]) === 'exec' && last.words.length === 1);
  if (last.kind === 'group' && last.form === 'brace') return last.members.some(leaves);
  return false;
}

import type { Block, Command, FunctionDefinition, Group, Loop, Point, ShellScript, Statement } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import { assignedBy } from './assigned.ts';
import { choice, type Definition, type Effect, maybe, NO_EFFECT, sequence } from './definitions.ts';
import { type CallSite, type Frame, functionAround, plainText } from './frames.ts';

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

const READING = new Set(['read', 'getopts', 'mapfile', 'readarray', 'vared', 'sysread', 'zparseopts']);

/** Finds the definitions of a variable that reach a place: backwards through the statements, out of blocks, into callers. */
export class Reaching {
  private readonly around: Surroundings;
  private readonly mayAssign = new WeakMap<FunctionDefinition, Map<string, boolean>>();

  constructor(around: Surroundings) {
    this.around = around;
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
    for (let index = point.index - 1; index >= 0; index--) {
      const effect = this.effect(name, block.statements[index]!, { block, index }, frame);
      if (prepend(effect)) return result;
    }
    const parent = block.parent;
    if (!parent) {
      prepend(this.beforeScript(name, block.script, frame, visited));
      return result;
    }
    const { statement } = parent;
    const here: Point = { block: parent.block, index: parent.index };
    if (statement?.kind === 'function') {
      prepend(this.beforeFunction(name, statement, here, frame, visited));
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

  private beforeFunction(name: string, definition: FunctionDefinition, defined: Point, frame: Frame | undefined, visited: Set<unknown>): Effect {
    this.around.tick();
    if (frame && frame.definition === definition) return this.before(name, frame.call.point, frame.outer, visited);
    if (visited.has(definition)) return NO_EFFECT;
    const calls = this.around.callSites(definition);
    if (calls.length === 0) {
      const end: Point = { block: outermost(defined.block), index: outermost(defined.block).statements.length };
      visited.add(definition);
      const effect = this.before(name, end, undefined, visited);
      visited.delete(definition);
      return effect;
    }
    visited.add(definition);
    const effects: Effect[] = [];
    for (const call of calls) effects.push(this.before(name, call.point, undefined, visited));
    visited.delete(definition);
    return choice(effects, true);
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
    let result: Effect = NO_EFFECT;
    for (let index = block.statements.length - 1; index >= 0; index--) {
      const effect = this.effect(name, block.statements[index]!, { block, index }, frame);
      result = { definitions: [...result.definitions, ...effect.definitions], kills: effect.kills };
      if (effect.kills) break;
    }
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
    if (statement.kind === 'function') return false;
    const assigned = assignedBy(statement);
    if (assigned.loads || assigned.names.has(name)) return true;
    for (const call of assigned.calls) {
      for (const definition of this.around.functions(call, point.block.script)) if (this.functionAssigns(name, definition)) return true;
    }
    return false;
  }

  private functionAssigns(name: string, definition: FunctionDefinition): boolean {
    let known = this.mayAssign.get(definition);
    if (!known) this.mayAssign.set(definition, (known = new Map()));
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    known.set(name, false);
    const result = definition.body.statements.some((statement, index) => this.touches(name, statement, { block: definition.body, index }));
    known.set(name, result);
    return result;
  }

  /** All assignments of a name in a script, in whatever order they run: for code whose callers are not seen. */
  private anywhere(name: string, script: ShellScript): Definition[] {
    const found: Definition[] = [];
    const visit = (block: Block): void => {
      block.statements.forEach((statement, index) => {
        if (statement.kind === 'command' || statement.kind === 'assignment') {
          if (statement.kind === 'assignment' || statement.declares || statement.words.length === 0) {
            found.push(...this.assignments(name, statement, { block, index }, undefined, statement.assignments.length).definitions);
          }
        } else for (const child of childBlocks(statement)) visit(child);
      });
    };
    visit(script.block);
    return found;
  }
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

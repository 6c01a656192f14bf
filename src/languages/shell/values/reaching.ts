import { wordsOf } from '../syntax/blocks.ts';
import type { Block, Command, Conditional, FunctionDefinition, Group, Loop, Point, ShellScript, Statement } from '../syntax/ir.ts';
import { choice, type Definition, type Effect, maybe, NO_EFFECT, sequence } from './definitions.ts';
import { evaluatedNames } from './evaluated-texts.ts';
import { type Frame, functionAround, outermost, plainText } from './frames.ts';
import { Leaving, throughList } from './leaving.ts';
import { declaresLocals, localNames } from './locals.ts';
import { readTargets } from './reading-commands.ts';
import type { Surroundings } from './surroundings.ts';
import { Touching } from './touching.ts';

export type { Surroundings } from './surroundings.ts';

/** The most callers whose variables a function is read with. */
const MAX_CALLERS = 48;

/** Finds the definitions of a variable that reach a place: backwards through the statements, out of blocks, into callers. */
export class Reaching {
  readonly leaving: Leaving;
  private readonly around: Surroundings;
  private readonly touching: Touching;
  private readonly wholeEffects = new WeakMap<Block, Map<string, Effect>>();
  private readonly callEffects = new WeakMap<FunctionDefinition, Map<string, Effect>>();

  constructor(around: Surroundings) {
    const functions = (name: string, script: ShellScript): readonly FunctionDefinition[] => around.functions(name, script);
    this.around = around;
    this.touching = new Touching(functions);
    this.leaving = new Leaving(functions);
  }

  /** The definitions of `name` that reach a point. Empty only in a cycle. */
  definitions(name: string, point: Point, frame: Frame | undefined): readonly Definition[] {
    const seen = new Set<unknown>();
    return this.before(name, point, frame, new Set()).definitions.filter((definition) => {
      if (definition.kind === 'caller' || ('frame' in definition && definition.frame)) return true;
      const identity = identityOf(definition);
      if (seen.has(identity)) return false;
      seen.add(identity);
      return true;
    });
  }

  private before(name: string, point: Point, frame: Frame | undefined, visited: Set<unknown>): Effect {
    const { effect, top } = this.climb(name, point, frame);
    if (effect.kills) return effect;
    const parent = top.parent;
    const outside = parent
      ? this.beforeFunction(parent.statement as FunctionDefinition, { block: parent.block, index: parent.index }, frame)
      : this.beforeScript(name, top.script, frame, visited);
    return sequence(outside, effect);
  }

  /** What happens between the start of the function or script that a point stands in and that point. */
  private climb(name: string, point: Point, frame: Frame | undefined): { readonly effect: Effect; readonly top: Block } {
    let result: Effect = NO_EFFECT;
    let { block, index } = point;
    if (point.assigned) result = this.assignments(name, block.statements[index]!, point, frame, point.assigned);
    for (;;) {
      if (!result.kills) result = sequence(this.run(name, block, index, frame), result);
      const { parent } = block;
      if (result.kills || !parent || parent.statement?.kind === 'function') return { effect: result, top: block };
      if (parent.statement)
        result = sequence(this.inside(name, parent.statement, block, { block: parent.block, index: parent.index }, frame), result);
      if (result.kills) return { effect: result, top: block };
      ({ block, index } = parent);
    }
  }

  private beforeScript(name: string, script: ShellScript, frame: Frame | undefined, visited: Set<unknown>): Effect {
    if (script.outer) return this.before(name, script.outer, frame, visited);
    if (visited.has(script)) return NO_EFFECT;
    const places = this.around.sourcing(script);
    if (places.length === 0) return { definitions: [{ kind: 'outside' }], kills: true };
    visited.add(script);
    const effects = places.map((place) => this.before(name, place, undefined, visited));
    visited.delete(script);
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
    if (statement.kind === 'conditional') return this.insideConditional(name, statement, block, frame);
    if (statement.kind === 'loop') return this.insideLoop(name, statement, block, here, frame);
    if (statement.kind !== 'group' || statement.form !== 'list') return NO_EFFECT;
    const position = statement.members.indexOf(block);
    if (position < 1) return NO_EFFECT;
    const { success, failure } = this.through(name, statement, position, frame);
    return (statement.operators[position - 1] === '&&' ? success : failure) ?? NO_EFFECT;
  }

  private insideConditional(name: string, statement: Conditional, block: Block, frame: Frame | undefined): Effect {
    let effect: Effect = NO_EFFECT;
    for (const [index, arm] of statement.arms.entries()) {
      if (arm.condition === block) break;
      if (arm.condition) effect = sequence(effect, this.whole(name, arm.condition, frame));
      if (arm.body !== block) continue;
      const previous = statement.arms[index - 1];
      if (previous?.continues) effect = sequence(effect, maybe(this.whole(name, previous.body, frame)));
      break;
    }
    return effect;
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
    if (this.touching.indexes(block, name).length === 0) return NO_EFFECT;
    return remembered(this.wholeEffects, block, `${frame?.id ?? ''}:${name}`, () =>
      this.run(name, block, block.parent ? this.leaving.reachable(block) : block.statements.length, frame),
    );
  }

  /** What the first statements of a block do. */
  private run(name: string, block: Block, count: number, frame: Frame | undefined): Effect {
    const indexes = this.touching.indexes(block, name);
    let result: Effect = NO_EFFECT;
    for (let at = lowerBound(indexes, count) - 1; at >= 0 && !result.kills; at--) {
      const index = indexes[at]!;
      result = sequence(this.effect(name, block.statements[index]!, { block, index }, frame), result);
    }
    return result;
  }

  /** What a statement does that the index names. */
  private effect(name: string, statement: Statement, point: Point, frame: Frame | undefined): Effect {
    this.around.tick();
    switch (statement.kind) {
      case 'assignment':
        return sequence(
          this.defaults(name, statement, point, frame),
          this.assignments(name, statement, point, frame, statement.assignments.length),
        );
      case 'command':
        return sequence(this.defaults(name, statement, point, frame), this.command(name, statement, point, frame));
      case 'conditional':
        return this.conditional(name, statement, frame);
      case 'loop': {
        const own: Effect = statement.names.includes(name)
          ? { definitions: [{ kind: 'loop', loop: statement, name, point, frame }], kills: false }
          : NO_EFFECT;
        const body = maybe(this.whole(name, statement.body, frame));
        return sequence(sequence(own, body), statement.condition ? this.whole(name, statement.condition, frame) : NO_EFFECT);
      }
      case 'group':
        return this.group(name, statement, frame);
      case 'function':
        return NO_EFFECT;
    }
  }

  private conditional(name: string, statement: Conditional, frame: Frame | undefined): Effect {
    const first = statement.arms[0]?.condition;
    const bodies: Effect[] = [];
    for (const arm of statement.arms.toReversed()) {
      const own = this.whole(name, arm.body, frame);
      bodies.unshift(arm.continues && bodies[0] ? sequence(own, bodies[0]) : own);
    }
    const running = statement.arms.flatMap((arm, index) => {
      if (this.leaving.leaves(arm.body)) return [];
      const body = bodies[index]!;
      return [arm.condition && arm.condition !== first ? sequence(this.whole(name, arm.condition, frame), body) : body];
    });
    const arms = choice(running, statement.exhaustive);
    return first ? sequence(this.whole(name, first, frame), arms) : arms;
  }

  private group(name: string, group: Group, frame: Frame | undefined): Effect {
    if (group.form === 'subshell') return NO_EFFECT;
    if (group.form === 'pipeline') {
      // Only zsh and ksh run the last member in the shell itself.
      const { dialect } = group.members[0]?.script ?? {};
      return dialect === 'zsh' || dialect === 'ksh' ? this.whole(name, group.members.at(-1)!, frame) : NO_EFFECT;
    }
    const { success, failure } = this.through(name, group, group.members.length, frame);
    return success && failure ? choice([success, failure], true) : (success ?? failure ?? NO_EFFECT);
  }

  private through(
    name: string,
    group: Group,
    count: number,
    frame: Frame | undefined,
  ): { success: Effect | undefined; failure: Effect | undefined } {
    return throughList(
      group,
      count,
      this.leaving,
      NO_EFFECT,
      (member, before) => sequence(before, this.whole(name, member, frame)),
      (a, b) => choice([a, b], true),
    );
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

  /** `${name:=word}` in a statement's words: it assigns where the name is unset or empty, which leaves nothing of either. */
  private defaults(name: string, statement: Statement, point: Point, frame: Frame | undefined): Effect {
    for (const word of wordsOf(statement)) {
      for (const part of word.parts) {
        if (part.kind !== 'parameter' || part.parameter.name !== name) continue;
        if (part.parameter.operations.some((operation) => operation.kind === 'default' && operation.assigns)) {
          return { definitions: [{ kind: 'default', parameter: part.parameter, point, frame }], kills: true };
        }
      }
    }
    return NO_EFFECT;
  }

  private command(name: string, command: Command, point: Point, frame: Frame | undefined): Effect {
    if (command.declares || command.words.length === 0) {
      const assigned = this.assignments(name, command, point, frame, command.assignments.length);
      const shadows =
        declaresLocals(command) && functionAround(point) !== undefined && command.words.slice(1).some((word) => plainText(word) === name);
      return shadows && assigned.definitions.length === 0 ? { definitions: [{ kind: 'unset' }], kills: true } : assigned;
    }
    const program = plainText(command.words[0]);
    if (program === undefined) return NO_EFFECT;
    if (readTargets(command)?.names.includes(name)) return { definitions: [{ kind: 'input', command, name, point, frame }], kills: true };
    if ((program === 'printf' || program === 'print') && plainText(command.words[1]) === '-v') {
      return plainText(command.words[2]) === name ? { definitions: [{ kind: 'printed', command, point, frame }], kills: true } : NO_EFFECT;
    }
    if (program === 'unset')
      return command.words.slice(1).some((word) => plainText(word) === name)
        ? { definitions: [{ kind: 'unset' }], kills: true }
        : NO_EFFECT;
    if (program === 'let') return { definitions: [{ kind: 'evaluated', command, point, frame }], kills: true };
    if (program === 'eval')
      return evaluatedNames(command).includes(name)
        ? { definitions: [{ kind: 'evaluated', command, point, frame }], kills: true }
        : NO_EFFECT;
    if (program === 'source' || program === '.') {
      const scripts = this.around.sourced(command, point, frame);
      return choice(
        scripts.map((script) => this.whole(name, script.block, undefined)),
        scripts.length === 1,
      );
    }
    return this.call(name, program, command, point, frame);
  }

  private call(name: string, program: string, command: Command, point: Point, frame: Frame | undefined): Effect {
    const called = this.around.functions(program, point.block.script);
    return choice(
      called.map((definition) => {
        if (localNames(definition).has(name)) return NO_EFFECT;
        const inner = this.around.enter(definition, { command, args: command.words.slice(1), point }, frame);
        return inner
          ? remembered(this.callEffects, definition, `${inner.id}:${name}`, () => this.throughFunction(name, definition, inner))
          : NO_EFFECT;
      }),
      true,
    );
  }

  /** What a function does from its start to wherever it returns. */
  private throughFunction(name: string, definition: FunctionDefinition, frame: Frame): Effect {
    const returned = this.leaving.returnsOf(definition).map((point) => this.climb(name, point, frame).effect);
    const ended = this.leaving.leaves(definition.body) ? [] : [this.whole(name, definition.body, frame)];
    return choice([...ended, ...returned], true);
  }

  private touches(name: string, statement: Statement, point: Point): boolean {
    return this.touching.touches(statement, name, point.block.script);
  }
}

function identityOf(definition: Definition): unknown {
  switch (definition.kind) {
    case 'assignment':
      return definition.assignment;
    case 'default':
      return definition.parameter;
    case 'loop':
      return definition.loop;
    case 'input':
    case 'printed':
    case 'evaluated':
      return definition.command;
    default:
      return definition.kind;
  }
}

/** A result kept by place and key. While it is being found, a question for the same gets no effect. */
function remembered<K extends object>(memo: WeakMap<K, Map<string, Effect>>, place: K, key: string, find: () => Effect): Effect {
  let known = memo.get(place);
  if (!known) memo.set(place, (known = new Map()));
  const found = known.get(key);
  if (found) return found;
  known.set(key, NO_EFFECT);
  const result = find();
  known.set(key, result);
  return result;
}

/** How many of some ascending numbers are less than a bound. */
function lowerBound(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

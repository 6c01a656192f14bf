import type { Assignment, Command, Loop, Parameter, Point } from '../syntax/ir.ts';
import type { Frame } from './frames.ts';

/** Something that can give a variable its value. */
export type Definition =
  | { readonly kind: 'assignment'; readonly assignment: Assignment; readonly point: Point; readonly frame: Frame | undefined }
  /** `${x:=word}` */
  | { readonly kind: 'default'; readonly parameter: Parameter; readonly point: Point; readonly frame: Frame | undefined }
  | { readonly kind: 'loop'; readonly loop: Loop; readonly name: string; readonly point: Point; readonly frame: Frame | undefined }
  /** `read`, `getopts`, `mapfile`: from outside, or from a here-string. */
  | { readonly kind: 'input'; readonly command: Command; readonly name: string; readonly point: Point; readonly frame: Frame | undefined }
  /** `printf -v name format …` */
  | { readonly kind: 'printed'; readonly command: Command; readonly point: Point; readonly frame: Frame | undefined }
  /** `eval 'name=value'` */
  | { readonly kind: 'evaluated'; readonly command: Command; readonly point: Point; readonly frame: Frame | undefined }
  /** Whatever the variable is where a function is called. */
  | { readonly kind: 'caller'; readonly point: Point; readonly frame: Frame | undefined }
  | { readonly kind: 'unset' }
  /** More definitions than are followed. */
  | { readonly kind: 'more' }
  /** Nothing in the script assigns before this: the environment, or nobody. */
  | { readonly kind: 'outside' };

/** What a statement does to one variable: the definitions that leave it, and whether earlier ones can pass. */
export interface Effect {
  readonly definitions: readonly Definition[];
  readonly kills: boolean;
}

/** The most definitions of one variable that are followed: the nearest ones. */
const MAX_DEFINITIONS = 128;
const MORE: Definition = { kind: 'more' };

/** An effect with no more definitions than are followed. Where some are left out, none in front of them can count. */
function bounded(definitions: readonly Definition[], kills: boolean): Effect {
  if (definitions.length <= MAX_DEFINITIONS) return { definitions, kills };
  return { definitions: [...definitions.slice(0, MAX_DEFINITIONS - 1), MORE], kills: true };
}

export const NO_EFFECT: Effect = { definitions: [], kills: false };

/** One effect after another. */
export function sequence(first: Effect, second: Effect): Effect {
  if (second.kills) return second;
  if (second.definitions.length === 0) return first;
  if (first.definitions.length === 0) return first.kills ? { definitions: second.definitions, kills: true } : second;
  return bounded([...second.definitions, ...first.definitions], first.kills);
}

/** Effects of which one happens. */
export function choice(effects: readonly Effect[], exhaustive: boolean): Effect {
  const definitions: Definition[] = [];
  for (const effect of effects) {
    for (const definition of effect.definitions) definitions.push(definition);
    if (definitions.length > MAX_DEFINITIONS) return bounded(definitions, true);
  }
  return { definitions, kills: exhaustive && effects.length > 0 && effects.every((effect) => effect.kills) };
}

/** An effect that may not happen. */
export function maybe(effect: Effect): Effect {
  return effect.kills ? { definitions: effect.definitions, kills: false } : effect;
}

import type { LanguageId } from '../http/call.ts';
import type { Group } from './groups.ts';

/** Groups that are to be done, and how many have been taken: in all, from the front and from the back. Threads share the counts. */
export interface GroupQueue {
  /** Groups by their index. */
  readonly order: readonly number[];
  readonly taken: Int32Array;
}

export type QueueEnd = 'front' | 'back';

/** From the language that costs most to begin with (its compiler is loaded for it) to the one that costs least. */
const LANGUAGES: readonly LanguageId[] = ['typescript', 'python', 'shell'];

function rankOf({ selected }: Pick<Group, 'selected'>): number {
  return LANGUAGES.findIndex((language) => selected.has(language));
}

/** In turn to the one end and to the other, so that what comes first ends up outside. */
function outsideIn(indexes: readonly number[]): number[] {
  const front = indexes.filter((_, place) => place % 2 === 0);
  const back = indexes.filter((_, place) => place % 2 === 1);
  return [...front, ...back.reverse()];
}

/**
 * An order in which threads that take groups from different ends begin with different languages, each with its heaviest groups, and meet at light
 * ones: a thread that stays with one language loads and compiles half as much.
 * @param open the groups that are to be done, by their index
 */
export function forBothEnds(open: readonly number[], groups: readonly Pick<Group, 'selected' | 'weight'>[]): number[] {
  const byWeight = [...open].sort((left, right) => groups[right]!.weight - groups[left]!.weight || left - right);
  const [typescript, python, shell] = LANGUAGES.map((_, rank) => byWeight.filter((index) => rankOf(groups[index]!) === rank));
  return [...typescript!, ...outsideIn(python!), ...shell!.reverse()];
}

/** A queue from which nothing has been taken. */
export function queueOf(order: readonly number[]): GroupQueue {
  return { order, taken: new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) };
}

/** The next group at one end, by its index; undefined where all are taken. */
export function take({ order, taken }: GroupQueue, end: QueueEnd): number | undefined {
  if (Atomics.add(taken, 0, 1) >= order.length) return undefined;
  return end === 'front' ? order[Atomics.add(taken, 1, 1)] : order.at(-1 - Atomics.add(taken, 2, 1));
}

import type { Block, Point } from '../syntax/ir.ts';
import type { Frame } from './frames.ts';

/** How many assignments of one statement are told apart by the number of a place. */
const ASSIGNMENTS = 8192;

/** Results by the name of a variable, a point and a frame. */
export class PlaceMemo<T> {
  private readonly blocks = new Map<Block, Map<string, Map<number | string, T>>>();

  get(name: string, point: Point, frame: Frame | undefined): T | undefined {
    return this.blocks.get(point.block)?.get(name)?.get(placeOf(point, frame));
  }

  set(name: string, point: Point, frame: Frame | undefined, value: T): void {
    let names = this.blocks.get(point.block);
    if (!names) this.blocks.set(point.block, (names = new Map()));
    let places = names.get(name);
    if (!places) names.set(name, (places = new Map()));
    places.set(placeOf(point, frame), value);
  }
}

/** A number where that can tell the place from all others: it costs no text. */
function placeOf(point: Point, frame: Frame | undefined): number | string {
  const assigned = point.assigned ?? 0;
  return frame || assigned >= ASSIGNMENTS ? `${point.index}.${assigned}:${frame?.id ?? ''}` : point.index * ASSIGNMENTS + assigned;
}

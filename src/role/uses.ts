import { compareText } from '../findings/order.ts';
import type { RolePlace, RoleUse } from './role.ts';

interface Gathered<Extra> {
  readonly method: string;
  readonly resource: string;
  readonly extra: Extra;
  readonly places: Map<string, RolePlace>;
}

/** Calls by what they have in common, each place once. */
export class Uses<Extra> {
  private readonly known = new Map<string, Gathered<Extra>>();

  add(key: string, method: string, resource: string, extra: Extra, place: RolePlace): void {
    const whole = [key, resource, method].join('\u0000');
    const use = this.known.get(whole) ?? { method, resource, extra, places: new Map<string, RolePlace>() };
    use.places.set(`${place.file}\u0000${place.line}`, place);
    this.known.set(whole, use);
  }

  sorted(): (RoleUse & { readonly extra: Extra })[] {
    const byPlace = (a: RolePlace, b: RolePlace): number => compareText(a.file, b.file) || a.line - b.line;
    return [...this.known]
      .sort(([left], [right]) => compareText(left, right))
      .map(([, { method, resource, extra, places }]) => ({ method, resource, extra, places: [...places.values()].sort(byPlace) }));
  }
}

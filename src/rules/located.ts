import { RuleError } from './rule.ts';

/** A YAML node with the line it stands on. */
export type Located =
  | { readonly kind: 'scalar'; readonly line: number; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly Located[] }
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly LocatedEntry[] };

export interface LocatedEntry {
  readonly key: string;
  readonly line: number;
  readonly value: Located;
}

export type LocatedMap = Extract<Located, { kind: 'map' }>;

/** Reads fields of one file's nodes; every complaint names the file, the line and the key. */
export class LocatedReader {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  fail(line: number, message: string): never {
    throw new RuleError(this.file, line, message);
  }

  map(node: Located, what: string): LocatedMap {
    return node.kind === 'map' ? node : this.fail(node.line, `${what} must be a mapping`);
  }

  list(node: Located, what: string): readonly Located[] {
    return node.kind === 'list' ? node.items : this.fail(node.line, `${what} must be a list`);
  }

  string(node: Located, what: string): string {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') this.fail(node.line, `${what} must be a text`);
    if (node.value.trim() === '') this.fail(node.line, `${what} must not be empty`);
    return node.value;
  }

  boolean(node: Located, what: string): boolean {
    return node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : this.fail(node.line, `${what} must be true or false`);
  }

  oneOf<T extends string>(node: Located, what: string, values: readonly T[]): T {
    const value = this.string(node, what);
    if ((values as readonly string[]).includes(value)) return value as T;
    return this.fail(node.line, `${what} must be one of ${values.join(', ')}; it is "${value}"`);
  }

  strings(node: Located, what: string): string[] {
    return this.list(node, what).map((item) => this.string(item, `an item of ${what}`));
  }

  /** A mapping's entries by key; complains of keys that are not known or that are missing. */
  fields(node: Located, what: string, required: readonly string[], optional: readonly string[]): Map<string, Located> {
    const map = this.map(node, what);
    const found = new Map<string, Located>();
    for (const { key, line, value } of map.entries) {
      if (!required.includes(key) && !optional.includes(key)) {
        this.fail(line, `unknown key "${key}" in ${what}; known are ${[...required, ...optional].join(', ')}`);
      }
      found.set(key, value);
    }
    for (const key of required) if (!found.has(key)) this.fail(map.line, `${what} lacks the key "${key}"`);
    return found;
  }
}

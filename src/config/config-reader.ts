import { type Located, LocatedReader } from '../rules/located.ts';
import { ConfigError } from './config-error.ts';
import { nearest } from './nearest.ts';

/** Reads the keys of a configuration; a complaint names the file, the line and the key, and what may have been meant. */
export class ConfigReader extends LocatedReader {
  override fail(line: number, message: string): never {
    throw new ConfigError(this.file, line, message);
  }

  override fields(node: Located, what: string, required: readonly string[], optional: readonly string[]): Map<string, Located> {
    const known = [...required, ...optional];
    for (const { key, line } of this.map(node, what).entries) {
      if (known.includes(key)) continue;
      const meant = nearest(key, known);
      this.fail(line, `unknown key "${key}" in ${what}; ${meant ? `did you mean "${meant}"?` : `known are ${known.join(', ')}`}`);
    }
    return super.fields(node, what, required, optional);
  }

  override oneOf<T extends string>(node: Located, what: string, values: readonly T[]): T {
    const value = this.string(node, what);
    if (!(values as readonly string[]).includes(value)) {
      const meant = nearest(value, values);
      this.fail(
        node.line,
        `${what} must be one of ${values.join(', ')}; it is "${value}"${meant && value.length > 2 ? `, did you mean "${meant}"?` : ''}`,
      );
    }
    return value as T;
  }

  /** A text, or a list of texts. */
  textOrTexts(node: Located, what: string): string[] {
    return node.kind === 'list' ? this.strings(node, what) : [this.string(node, what)];
  }

  number(node: Located, what: string): number {
    return node.kind === 'scalar' && typeof node.value === 'number' ? node.value : this.fail(node.line, `${what} must be a number`);
  }
}

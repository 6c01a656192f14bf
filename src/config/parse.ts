import type { Located } from '../rules/located.ts';
import { ConfigError } from './config-error.ts';

const MAX_DEPTH = 32;

/** Plain data as located nodes without lines. Throws a ConfigError for what is no data: functions, cycles. */
export function locatedOf(value: unknown, file: string, depth = 0): Located {
  if (depth > MAX_DEPTH) throw new ConfigError(file, undefined, 'the configuration is nested too deeply');
  if (value === null || value === undefined) return { kind: 'scalar', line: 0, value: null };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { kind: 'scalar', line: 0, value };
  if (Array.isArray(value)) return { kind: 'list', line: 0, items: value.map((item) => locatedOf(item, file, depth + 1)) };
  if (typeof value !== 'object') throw new ConfigError(file, undefined, `the configuration must be plain data; it holds a ${typeof value}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return { kind: 'map', line: 0, entries: entries.map(([key, item]) => ({ key, line: 0, value: locatedOf(item, file, depth + 1) })) };
}

/** The complaint of JSON.parse as a ConfigError with its line, as far as it says where. */
export function jsonError(file: string, text: string, error: unknown): ConfigError {
  const said = (error as Error).message;
  const position = /at position (\d+)/.exec(said)?.[1];
  const end = /end of JSON/.test(said) ? text.length : undefined;
  const offset = position === undefined ? end : Number(position);
  const line = offset === undefined ? undefined : text.slice(0, offset).split('\n').length;
  const comments = /^[ \t]*(?:\/\/|#|\/\*)/m.test(text) ? ' JSON knows no comments: name the file unbasic.config.yaml to have them.' : '';
  return new ConfigError(
    file,
    line,
    `this is no JSON (${said.replace(/,? ?(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$| in JSON at position .*/s, '')}).${comments}`,
  );
}

/** The same JSON with the lines of its keys. Slow: for complaints alone. */
export async function parseWithLines(file: string, text: string): Promise<Located> {
  const { parseYaml } = await import('../rules/yaml.ts');
  return parseYaml(file, text);
}

/** The part of a package.json that is ours. */
export function packageKey(node: Located): Located | undefined {
  return node.kind === 'map' ? node.entries.find(({ key }) => key === 'unbasic')?.value : undefined;
}

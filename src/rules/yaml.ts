import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Located, LocatedEntry } from './located.ts';
import { RuleError } from './rule.ts';

const MAX_DEPTH = 32;

/** Parses one YAML document into nodes with their lines. Throws a RuleError for bad syntax, aliases and keys given twice. */
export function parseYaml(file: string, text: string): Located {
  const lines = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  } catch {
    // The parser descends with the text, and the stack has an end.
    throw new RuleError(file, undefined, 'nested too deeply');
  }
  const error = document.errors[0];
  if (error) throw new RuleError(file, lines.linePos(error.pos[0]).line, error.message.split('\n')[0]!);
  const lineOf = (node: Node): number => (node.range ? lines.linePos(node.range[0]).line : 1);

  const convert = (node: unknown, fallback: number, depth: number): Located => {
    if (depth > MAX_DEPTH) throw new RuleError(file, fallback, 'nested too deeply');
    if (isAlias(node)) throw new RuleError(file, lineOf(node), 'aliases are not supported');
    if (isScalar(node)) {
      const { value } = node;
      const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
      return { kind: 'scalar', line: lineOf(node), value: known ? value : String(value) };
    }
    if (isSeq(node)) {
      const line = lineOf(node);
      return { kind: 'list', line, items: node.items.map((item) => convert(item, line, depth + 1)) };
    }
    if (isMap(node)) {
      const line = lineOf(node);
      const entries = node.items.map((pair): LocatedEntry => {
        if (!isScalar(pair.key)) throw new RuleError(file, line, 'a key must be a plain text');
        const keyLine = lineOf(pair.key);
        return { key: String(pair.key.value), line: keyLine, value: convert(pair.value, keyLine, depth + 1) };
      });
      return { kind: 'map', line, entries };
    }
    return { kind: 'scalar', line: fallback, value: null };
  };
  return convert(document.contents, 1, 0);
}

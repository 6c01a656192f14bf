import type { Condition, FactTest, FactValue } from './condition.ts';
import { FACT_NAMES, FACTS, type FactName } from './facts.ts';
import type { Located, LocatedReader } from './located.ts';

/**
 * Reads a condition: a mapping of facts to a value, a list of values, or `not:` with either;
 * and `all:` and `any:`, each a list of conditions.
 */
export function parseCondition(node: Located, reader: LocatedReader, what: string): Condition {
  const map = reader.map(node, what);
  const tests: FactTest[] = [];
  let all: Condition[] = [];
  let any: Condition[] = [];
  if (map.entries.length === 0) reader.fail(map.line, `${what} must not be empty`);
  for (const { key, line, value } of map.entries) {
    if (key === 'all' || key === 'any') {
      const inner = reader.list(value, `"${key}"`).map((item) => parseCondition(item, reader, `an item of "${key}"`));
      if (inner.length === 0) reader.fail(line, `"${key}" must not be empty`);
      if (key === 'all') all = inner;
      else any = inner;
    } else if (isFact(key)) {
      tests.push(parseTest(key, value, reader));
    } else {
      reader.fail(line, `unknown fact "${key}" in ${what}; known are ${FACT_NAMES.join(', ')}, and all, any`);
    }
  }
  return { tests, all, any };
}

function isFact(key: string): key is FactName {
  return Object.hasOwn(FACTS, key);
}

function parseTest(fact: FactName, node: Located, reader: LocatedReader): FactTest {
  if (node.kind !== 'map') return { fact, values: parseValues(fact, node, reader), not: false };
  const not = reader.fields(node, `"${fact}"`, ['not'], []).get('not')!;
  return { fact, values: parseValues(fact, not, reader), not: true };
}

function parseValues(fact: FactName, node: Located, reader: LocatedReader): FactValue[] {
  const items = node.kind === 'list' ? node.items : [node];
  if (items.length === 0) reader.fail(node.line, `"${fact}" must name at least one value`);
  return items.map((item) => {
    const allowed: readonly string[] | 'text' | 'boolean' = FACTS[fact];
    if (allowed === 'boolean') return reader.boolean(item, `"${fact}"`);
    return allowed === 'text' ? reader.string(item, `"${fact}"`) : reader.oneOf(item, `"${fact}"`, allowed);
  });
}

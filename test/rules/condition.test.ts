import { expect, test } from 'vitest';
import { holds, matchesGlob } from '../../src/rules/condition.ts';
import type { Facts } from '../../src/rules/facts.ts';
import { LocatedReader } from '../../src/rules/located.ts';
import { parseCondition } from '../../src/rules/parse-condition.ts';
import { parseYaml } from '../../src/rules/yaml.ts';

const FACTS: Facts = {
  kind: 'call',
  language: 'shell',
  client: 'curl',
  method: 'GET',
  endpoint: 'classic',
  resource: 'computers/id/{}',
  base: '{url}',
  protocol: 'https',
  scheme: 'basic',
  via: 'user-option',
  literal: false,
  tls: 'verified',
  guarded: false,
  embedded: false,
  tokenStatus: 'none',
  removed: 'no',
  deprecated: true,
  jamfLooking: true,
};

function read(yaml: string) {
  return parseCondition(parseYaml('when.yml', yaml), new LocatedReader('when.yml'), '"when"');
}

test.each([
  ['endpoint: classic', true],
  ['endpoint: token', false],
  ['endpoint: [token, classic]', true],
  ['endpoint: [token, other]', false],
  ['endpoint: { not: token }', true],
  ['endpoint: { not: classic }', false],
  ['endpoint: { not: [token, other] }', true],
  ['endpoint: { not: [token, classic] }', false],
  ['literal: false', true],
  ['literal: true', false],
  ['{ endpoint: classic, scheme: bearer }', false],
  ['{ endpoint: classic, scheme: basic, method: GET }', true],
  ['resource: computers/*', true],
  ['resource: computers', false],
  ['resource: COMPUTERS/ID/*', true],
  ['resource: "*/id/*"', true],
  ['client: [wget, "cur*"]', true],
  ['any: [{ endpoint: token }, { scheme: basic }]', true],
  ['any: [{ endpoint: token }, { scheme: bearer }]', false],
  ['all: [{ endpoint: classic }, { scheme: basic }]', true],
  ['all: [{ endpoint: classic }, { scheme: bearer }]', false],
  ['{ endpoint: classic, any: [{ tls: insecure }, { all: [{ deprecated: true }, { guarded: false }] }] }', true],
  ['{ endpoint: token, any: [{ tls: verified }] }', false],
])('%s: %s', (yaml, expected) => {
  expect(holds(read(yaml), FACTS)).toBe(expected);
});

test.each([
  ['endpont: classic', 'when.yml:1: unknown fact "endpont" in "when"; known are kind, language, '],
  ['kind: call\nendpoint: clasic', 'when.yml:2: "endpoint" must be one of classic, token, jamf-pro-api, other, unknown; it is "clasic"'],
  ['literal: "yes"', 'when.yml:1: "literal" must be true or false'],
  ['endpoint: []', 'when.yml:1: "endpoint" must name at least one value'],
  ['endpoint: { no: token }', 'when.yml:1: unknown key "no" in "endpoint"; known are not'],
  ['endpoint: { not: [] }', 'when.yml:1: "endpoint" must name at least one value'],
  ['any: { endpoint: token }', 'when.yml:1: "any" must be a list'],
  ['any: []', 'when.yml:1: "any" must not be empty'],
  ['any:\n  - endpoint: token\n  - 5', 'when.yml:3: an item of "any" must be a mapping'],
  ['{}', 'when.yml:1: "when" must not be empty'],
  ['method: 5', 'when.yml:1: "method" must be a text'],
  ['endpoint: classic\nendpoint: token', 'when.yml:2: Map keys must be unique'],
  ['endpoint: [classic', 'when.yml:1: '],
  ['a: &a { endpoint: token }\nany: [*a]', 'when.yml:2: aliases are not supported'],
  ['__proto__: 1', 'when.yml:1: unknown fact "__proto__"'],
])('%j is refused', (yaml, message) => {
  expect(() => read(yaml)).toThrow(message);
});

test.each([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a*c', 'abbbc', true],
  ['a*c', 'abbbd', false],
  ['*a*b', 'xaxbxb', true],
  ['a', 'ab', false],
])('the pattern %j and the text %j: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test('a pattern of many stars on a long text ends', () => {
  expect(matchesGlob('*a*a*a*a*a*b', 'a'.repeat(5000))).toBe(false);
});

import { expect, test } from 'vitest';
import { parsePrivileges } from '../../src/role/parse-privileges.ts';
import { parseYaml } from '../../src/rules/yaml.ts';

const parse = (text: string) => parsePrivileges(parseYaml('p.yml', text), 'p.yml');
const SOURCES = 'privileges:\n  sources: { specification: S, page: P }\n';

test('a resource is an entry for each method', () => {
  const { entries } = parse(`${SOURCES}  resources:\n    sites: { objects: [Sites], methods: [GET, PUT], source: page }\n`);
  expect(entries).toEqual([
    { path: 'sites/**', methods: ['GET'], privileges: ['Read Sites'], inferred: [], source: 'page' },
    { path: 'sites/**', methods: ['PUT'], privileges: ['Update Sites'], inferred: [], source: 'page' },
  ]);
});

test('commands come first, then exceptions', () => {
  const text = `${SOURCES}  resources: { a: { objects: [A], methods: [POST] } }
  exceptions: [{ path: a/b, methods: [POST], privileges: [X, Y], source: page, inferred: [Y], note: N }]
  commands: { a: { always: Create A, known: { Go: { privileges: [Send Go], source: page } } } }\n`;
  expect(parse(text).entries.map(({ path, privileges, inferred }) => [path, privileges, inferred])).toEqual([
    ['a/command/Go/**', ['Create A', 'Send Go'], []],
    ['a/b', ['X', 'Y'], ['Y']],
    ['a/**', ['Create A'], []],
  ]);
});

test.each([
  ['an unknown key', `${SOURCES}  resources: {}\n  other: 1\n`, 'p.yml:4: unknown key "other"'],
  ['an unknown source', `${SOURCES}  resources: { a: { objects: [A], source: x } }\n`, 'p.yml:3: "source" must be a key of "sources"'],
  ['an unknown method', `${SOURCES}  resources: { a: { objects: [A], methods: [PATCH] } }\n`, 'must be one of GET, POST, PUT, DELETE'],
  ['no objects', `${SOURCES}  resources: { a: {} }\n`, '"a" lacks the key "objects"'],
  ['a stranger among the inferred', `${SOURCES}  resources: { a: { objects: [A], inferred: [Z] } }\n`, '"Z" is none of them'],
  ['nothing', '', 'must be a mapping'],
])('%s is refused with its place', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

import { expect, test } from 'vitest';
import { basicIn, extraction } from '../calls.ts';

const CALL = 'requests.get("https://j/JSSResource/sites", auth=("a", "b"))';

test.each([
  ['print statements', `import requests\nprint "x", ${CALL}\nprint >>out, "y"`, 2],
  ['mixed tabs and spaces', `import requests\nif x:\n        y = 1\n\t${CALL}\n`, 4],
  ['CR as line end', `import requests\rif x:\r  ${CALL}\r`, 3],
  ['CRLF', `import requests\r\n${CALL}\r\n`, 2],
  ['except with a comma', `import requests\ntry:\n  ${CALL}\nexcept IOError, e:\n  raise ValueError, e`, 3],
  ['a match statement', `import requests\nmatch x:\n  case 1:\n    ${CALL}`, 4],
  ['an assignment expression', `import requests\nif (r := ${CALL}):\n  pass`, 2],
  ['a comprehension', `import requests\n[${CALL} for i in range(3)]`, 2],
  ['a conditional expression', `import requests\nx = ${CALL} if y else None`, 2],
  ['a decorator with arguments', `import requests\n@d(${CALL})\ndef f(): pass`, 2],
  ['try and finally', `import requests\ntry:\n  pass\nfinally:\n  ${CALL}`, 5],
  ['else of a loop', `import requests\nfor i in x:\n  pass\nelse:\n  ${CALL}`, 5],
  ['a line that cannot be read', `import requests\nx = = 1\n${CALL}`, 3],
])('%s', async (_name, script, line) => {
  expect(await basicIn(script)).toEqual([`${line} https://j/JSSResource/sites`]);
});

test('positions survive characters outside the basic plane and a byte order mark', async () => {
  const { calls } = await extraction(`\uFEFFimport requests\nx = "\u{1F600}"; ${CALL}\n`);
  const text = `import requests\nx = "\u{1F600}"; ${CALL}\n`;
  expect(calls.map(({ span }) => text.slice(span.start, span.end))).toEqual([CALL]);
});

test('text in a region that cannot be read is sighted', async () => {
  const { calls, sightings } = await extraction('import requests\ndef f(:\n  (((requests.get("https://j/JSSResource/sites", auth=\n');
  expect([calls.length, sightings.map(({ what }) => what)]).toEqual([0, ['a Classic URL']]);
});

test.each([
  ['an empty file', ''],
  ['no Python at all', '<?xml version="1.0"?>\n<a>JSSResource</a>'],
  ['zero bytes', '\u0000\u0000JSSResource'],
  ['deep nesting', `x = ${'['.repeat(4000)}${']'.repeat(4000)}  # JSSResource`],
])('%s is taken as it comes', async (_name, script) => {
  expect((await extraction(script)).calls).toEqual([]);
});

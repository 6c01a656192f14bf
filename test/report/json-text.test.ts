import { expect, test } from 'vitest';
import { jsonText } from '../../src/report/json-text.ts';

test.each([
  ['esc\u001b[2J', '"esc\\u001b[2J"'],
  ['csi\u009b2J', '"csi\\u009b2J"'],
  ['del\u007f', '"del\\u007f"'],
  ['bidi\u202e\u2066', '"bidi\\u202e\\u2066"'],
  ['line\u2028', '"line\\u2028"'],
  ['half \ud800', '"half \\ud800"'],
  ['é 😀 \\ "', '"é 😀 \\\\ \\""'],
])('%j holds nothing that a terminal obeys, and is the same text when read', (text, expected) => {
  expect(jsonText(text)).toBe(expected);
  expect(JSON.parse(jsonText({ [text]: [text] }, 2))).toEqual({ [text]: [text] });
});

import { expect, test } from 'vitest';
import { formatMessage, unknownPlaceholders } from '../../src/rules/message.ts';

test.each([
  ['{client} calls', 'curl calls'],
  ['[{method} ]/x', '/x'],
  ['{client}[ by {user}] to {resource}', 'curl to computers'],
  ['{client}[ by {user} at {resource}].', 'curl.'],
  ['[{client}]: {resource}', 'curl: computers'],
  ['{method}', ''],
  ['no placeholder', 'no placeholder'],
])('%j becomes %j', (template, expected) => {
  expect(formatMessage(template, { client: 'curl', resource: 'computers' })).toBe(expected);
});

test('a value is never read as a template', () => {
  expect(formatMessage('{resource} of {client}', { resource: '{client}/[{method}]/$&', client: 'curl' })).toBe(
    '{client}/[{method}]/$& of curl',
  );
});

test('placeholders that there are none of are named', () => {
  expect(unknownPlaceholders('{client} {password} {}')).toEqual(['password', '']);
});

import { expect, test } from 'vitest';
import { markdownText } from '../../src/report/markdown.ts';

const PLAIN = { color: 0, columns: 40 } as const;

test('a page reads well in a terminal', () => {
  const page =
    '# `rule`: title\n\nA paragraph that is\nlonger than the terminal is wide, see [the page](https://example.com).\n\n- one `item`\n- another item that goes over the edge of it\n\n```sh\ncurl -u "$a:$b"   # kept as it is, however long it may be\n```\n';
  expect(markdownText(page, PLAIN)).toBe(
    'rule: title\n\nA paragraph that is longer than the\nterminal is wide, see the page\n(https://example.com).\n\n- one item\n- another item that goes over the edge\n  of it\n\n    curl -u "$a:$b"   # kept as it is, however long it may be\n',
  );
});

test('colours headings and code', () => {
  expect(markdownText('# Title\n`x` **y**', { color: 1, columns: 40 })).toContain('\u001b[1mTitle');
});

test('the marks of examples are words', () => {
  expect(markdownText('<!-- incorrect -->\n```sh\na\n```\n\n<!-- correct -->\n```sh\nb\n```\n', PLAIN)).toBe(
    'Incorrect:\n    a\n\nCorrect:\n    b\n',
  );
});

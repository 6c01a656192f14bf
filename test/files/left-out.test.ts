import { expect, test } from 'vitest';
import { bundleNotes, isBundle, leftOutFolder } from '../../src/files/left-out.ts';

const LONG = 'var a=1;'.repeat(2000);
const CODE = 'const a = fetch(url);\n'.repeat(1000);

test.each([
  ['jquery.min.js', 'x'],
  ['app.bundle.js', 'x'],
  ['app.js', LONG],
  ['app.js', `/******/ (() => { // webpackBootstrap\n${CODE}`],
])('%s is generated', (path, text) => {
  expect(isBundle(path, text)).toBe(true);
});

test.each([
  ['app.js', CODE],
  ['minify.js', CODE],
  ['short.js', LONG.slice(0, 2000)],
  ['min.js', CODE],
  ['a.ts', `${CODE}${'x'.repeat(5000)}\n`],
])('%s is written by hand', (path, text) => {
  expect(isBundle(path, text)).toBe(false);
});

test.each([
  ['node_modules/x/a.js', '', 'node_modules'],
  ['a/node_modules/x/node_modules/y.js', '', 'a/node_modules'],
  ['venv/lib/site-packages/x.py', '', 'venv/lib/site-packages'],
  ['a/node_modules/x/node_modules/y.js', 'a/node_modules/x', 'a/node_modules/x/node_modules'],
  ['node_modules', '', undefined],
  ['my_node_modules/a.js', '', undefined],
  ['node_modules/x/a.js', 'node_modules', undefined],
])('%s seen from %j lies in %s', (path, below, folder) => {
  expect(leftOutFolder(path, below)).toBe(folder);
});

test('one note a folder names a few of the files', () => {
  const notes = bundleNotes(['js/d.js', 'js/c.js', 'js/b.js', 'js/a.js', 'top.js']);
  expect(notes.map(({ file, code }) => [file, code])).toEqual([
    ['.', 'left-out'],
    ['js', 'left-out'],
  ]);
  expect(notes[1]!.message).toContain('a.js, b.js, c.js and 1 more in js');
});

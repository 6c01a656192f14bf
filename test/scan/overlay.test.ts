import { expect, test } from 'vitest';
import { sourceFromText } from '../../src/files/source.ts';
import { OverlayWorkspace } from '../../src/scan/overlay.ts';
import { FileWorkspace } from '../../src/scan/workspace.ts';
import { temporaryFolder } from '../support/repository.ts';

function overlay(texts: Readonly<Record<string, string>>): OverlayWorkspace {
  const folder = temporaryFolder({ 'a.sh': 'a\n', 'b.sh': 'b\n' });
  const files = new Map(['a.sh', 'b.sh'].map((file) => [file, `${folder.path}/${file}`]));
  return new OverlayWorkspace(
    new FileWorkspace(files, 1000),
    Object.entries(texts).map(([path, text]) => sourceFromText(path, text)),
  );
}

test('texts lie over files, and files shine through', () => {
  const workspace = overlay({ 'b.sh': 'B\n', 'new.sh': 'N\n' });
  expect(workspace.paths).toEqual(['a.sh', 'b.sh', 'new.sh']);
  expect(['a.sh', 'b.sh', 'new.sh', 'no.sh'].map((path) => workspace.read(path)?.text)).toEqual(['a\n', 'B\n', 'N\n', undefined]);
  expect(['a.sh', 'new.sh', 'no.sh'].map((path) => workspace.has(path))).toEqual([true, true, false]);
});

test('the language is that of the text', () => {
  const workspace = overlay({ 'a.sh': '#!/usr/bin/python3\nimport os\n\ndef main():\n    pass\n', tool: '#!/bin/zsh\n' });
  expect(['a.sh', 'b.sh', 'tool'].map((path) => workspace.languageOf(path))).toEqual(['python', 'shell', 'shell']);
});

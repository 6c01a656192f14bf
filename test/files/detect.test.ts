import { expect, test } from 'vitest';
import { languageOfBytes, languageOfText } from '../../src/files/detect.ts';

const PYTHON =
  'import sys\nimport requests\n\ndef main():\n    if len(sys.argv) > 1:\n        print("x")\n\nif __name__ == "__main__":\n    main()\n';
const SHELL = 'name="$4"\nif [[ -z "$name" ]]; then\n  echo "usage"\n  exit 1\nfi\ncurl -s "$url"\n';
const SCRIPT = "const https = require('https');\nfunction main() {\n  https.get(url, () => {\n  });\n}\nmain();\n";

test.each([
  ['a.sh', 'curl x', 'shell'],
  ['a.command', '', 'shell'],
  ['.zshrc', 'alias a=b', 'shell'],
  ['a.py', 'x = 1', 'python'],
  ['a.pyw', '', 'python'],
  ['a.ts', 'fetch(x)', 'typescript'],
  ['a.mjs', '', 'typescript'],
  ['Code.gs', 'UrlFetchApp.fetch(x)', 'typescript'],
  ['EA', `#!/bin/sh\n${SHELL}`, 'shell'],
  ['EA', SHELL, 'shell'],
  ['tool', PYTHON, 'python'],
  ['tool', SCRIPT, 'typescript'],
  ['a.sh', `#!/usr/bin/python3\n${PYTHON}`, 'python'],
  ['a.sh', PYTHON, 'python'],
  ['a.py', `#!/bin/bash\n${SHELL}`, 'shell'],
  ['a.sh.bak', 'curl x', 'shell'],
  ['config.py.example', 'x = 1', 'python'],
  ['a.inc', '#!/bin/bash\n', 'shell'],
  ['settings.conf', '#!/bin/sh\nA=1\n', 'shell'],
])('%s holding %j is %s', (path, text, language) => {
  expect(languageOfText(path, text)).toBe(language);
});

test.each([
  ['notes.txt', '#!/bin/bash\ncurl x\n'],
  ['README.md', SHELL],
  ['logo.png', '#!/bin/bash\n'],
  ['types.d.ts', 'declare const x: number;'],
  ['de.ts', '<?xml version="1.0"?><TS version="2.1"></TS>'],
  ['LICENSE', 'Permission is hereby granted, free of charge, to any person'],
  ['Makefile', 'all:\n\tcc -o a a.c\n'],
  ['tool', '#!/usr/bin/perl\nprint 1;\n'],
  ['tool.sh', '#!/usr/bin/perl\nprint 1;\n'],
  ['tool', ''],
  ['page', '<html><script>const a = require("x");</script></html>'],
  ['data.conf', 'a = 1\nb = 2\n'],
])('%s holding %j is no script of ours', (path, text) => {
  expect(languageOfText(path, text)).toBeUndefined();
});

test('a byte order mark in front of the shebang does not hide it', () => {
  expect(languageOfBytes('EA', Buffer.from('\uFEFF#!/bin/zsh\n'))).toBe('shell');
  expect(languageOfBytes('EA', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('#!/bin/zsh\n', 'utf16le')]))).toBe('shell');
});

test('the shebang loses to a name that the content agrees with', () => {
  expect(languageOfText('a.py', `#!/bin/bash\n${PYTHON}`)).toBe('python');
});

import { expect, test } from 'vitest';
import { plannedFiles } from './planned.ts';

const CALL = 'requests.get(url + "/JSSResource/a", auth=(user, pw))\n';
const CHANGED = 'requests.get(url + "/JSSResource/a", auth=UnbasicAuth(user, pw))\n';
const VALUES = 'url, user, pw = input(), input(), input()\n';

test.each([
  ['behind the imports', 'import os\nimport requests\n', VALUES],
  [
    'behind the docstring and what belongs to the head',
    '#!/usr/bin/python3\n# -*- coding: utf-8 -*-\n"""Says what."""\nfrom __future__ import print_function\n__version__ = "1"\nimport requests\n',
    VALUES,
  ],
  [
    'behind imports that are tried',
    'import sys\ntry:\n    import requests\nexcept ImportError:\n    sys.exit("pip install requests")\n',
    VALUES,
  ],
  ['behind changes of the search path', 'import sys\nsys.path.insert(0, "lib")\nimport requests\n', VALUES],
  ['behind the last import where settings stand first', '# Settings\nlevel = 1\nimport requests\n', VALUES],
  ['behind an import on several lines', 'from os import (\n    path,\n    sep,\n)\nimport requests\n', VALUES],
])('%s', async (_, head, rest) => {
  const { changed } = await plannedFiles({ 'script.py': `${head}${rest}${CALL}` });
  expect(changed['script.py']).toBe(`${head.trimEnd()}\n# helper\n${rest}${CHANGED}`);
});

test('line ends and tabs stay', async () => {
  const script = `import requests\r\n\r\n${VALUES.trimEnd()}\r\nif url:\r\n\t${CALL.trimEnd()}\r\n`;
  const { changed } = await plannedFiles({ 'script.py': script });
  const text = changed['script.py']!;
  expect(text.replaceAll('\r\n', '').includes('\n')).toBe(false);
  expect(text.endsWith(`if url:\r\n\t${CHANGED.trimEnd()}\r\n`)).toBe(true);
});

test('before the line that imports and calls at once', async () => {
  const { changed } = await plannedFiles({ 'script.py': `${VALUES}import requests; ${CALL}` });
  expect(changed['script.py']).toBe(`${VALUES.trimEnd()}\n# helper\nimport requests; ${CHANGED}`);
});

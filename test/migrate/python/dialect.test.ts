import { expect, test } from 'vitest';
import { dialectOf } from '../../../src/migrate/python/dialect.ts';
import { parsePython } from '../../../src/migrate/python/tree.ts';

test.each([
  ['any', 'import requests\n'],
  ['any', '#!/usr/bin/python\nimport requests\n'],
  ['any', 'print("x")\n'],
  ['any', 'try:\n    import urllib2\nexcept ImportError:\n    import urllib.request\n'],
  ['any', 'import urllib2\nprint(f"{urllib2}")\n'],
  ['any', '# import urllib2\n'],
  ['any', 'text = "print x"\n'],
  ['py2', '#!/usr/bin/env python2.7\n'],
  ['py2', '#!/usr/local/bin/managed_python2\n'],
  ['py2', 'import urllib2\n'],
  ['py2', 'import base64, httplib\n'],
  ['py2', 'from urllib2 import urlopen\n'],
  ['py2', 'print "x"\n'],
  ['py2', 'import sys\nprint >>sys.stderr, "x"\n'],
  ['py2', 'name = raw_input("? ")\n'],
  ['py3', '#!/usr/local/autopkg/python3\nimport urllib2\n'],
  ['py3', '#!/usr/bin/env python3\n'],
  ['py3', 'import urllib.request\n'],
  ['py3', 'from http.client import HTTPSConnection\n'],
  ['py3', 'x = f"{1}"\n'],
  ['py3', 'async def f():\n    pass\n'],
  ['py3', 'def f(x: int): pass\n'],
  ['py3', 'print("x", end="")\n'],
])('%s: %j', async (dialect, text) => {
  expect(dialectOf(await parsePython('x.py', text))).toBe(dialect);
});

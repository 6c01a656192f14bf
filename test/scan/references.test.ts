import { expect, test } from 'vitest';
import { modulePath, referencesIn } from '../../src/scan/references.ts';

test.each([
  ['shell', 'source ./lib/common.sh', 'common.sh'],
  ['shell', '. "$(dirname "$0")/common.sh"', 'common.sh'],
  ['shell', '. "${BASH_SOURCE%/*}/common.sh" || exit 1', 'common.sh'],
  ['shell', '[[ -f x ]] && source common.sh arg', 'common.sh'],
  ['shell', 'if true; then . /opt/acme/common.sh; fi', 'common.sh'],
  ['shell', 'LIB=/opt/acme/common.sh\n. "$LIB"', 'common.sh'],
  ['python', 'import common', 'common'],
  ['python', 'import acme.common as c', 'acme/common'],
  ['python', 'from .common import get', './common'],
  ['python', 'from . import common', './common'],
  ['python', 'from ..lib import common', '../lib/common'],
  ['python', 'from acme import (\n  other,\n  common,\n)', 'acme/common'],
  ['python', '    import os, common', 'common'],
  ['typescript', "import { get } from './lib/common.js';", './lib/common'],
  ['typescript', "const { get } = require('../common');", '../common'],
  ['typescript', "export * from './common';", './common'],
  ['typescript', 'await import(`./common.mjs`)', './common'],
] as const)('%s: %j refers to %s', (language, text, name) => {
  expect([...referencesIn(language, text)]).toContain(name);
});

test.each([
  ['shell', 'echo "see common.sh"'],
  ['shell', '# common.sh is sourced elsewhere'],
  ['shell', './common.sh'],
  ['python', 'x = "import common"'],
  ['typescript', 'const from = "common";'],
] as const)('%s: %j refers to nothing', (language, text) => {
  expect([...referencesIn(language, text)]).toEqual([]);
});

test.each([
  ['acme/common.py', 'acme/common'],
  ['acme/__init__.py', 'acme'],
  ['src/common/index.ts', 'src/common'],
  ['index.js', ''],
  ['common.test.ts', 'common.test'],
])('%s is imported as %s', (path, name) => {
  expect(modulePath(path)).toBe(name);
});

import { expect, test } from 'vitest';
import { referenceName, referencesIn } from '../../src/scan/references.ts';

test.each([
  ['shell', 'source ./lib/common.sh', 'common.sh'],
  ['shell', '. "$(dirname "$0")/common.sh"', 'common.sh'],
  ['shell', '. "${BASH_SOURCE%/*}/common.sh" || exit 1', 'common.sh'],
  ['shell', '[[ -f x ]] && source common.sh arg', 'common.sh'],
  ['shell', 'if true; then . /opt/acme/common.sh; fi', 'common.sh'],
  ['shell', 'LIB=/opt/acme/common.sh\n. "$LIB"', 'common.sh'],
  ['python', 'import common', 'common'],
  ['python', 'from .common import get', 'common'],
  ['python', 'from . import common', 'common'],
  ['python', 'from acme.common import get', 'common'],
  ['python', '    import os, common', 'common'],
  ['typescript', "import { get } from './lib/common.js';", 'common'],
  ['typescript', "const { get } = require('../common');", 'common'],
  ['typescript', "export * from './common';", 'common'],
  ['typescript', 'await import(`./common.mjs`)', 'common'],
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
  ['shell', 'lib/common.sh', 'common.sh'],
  ['python', 'acme/common.py', 'common'],
  ['python', 'acme/__init__.py', 'acme'],
  ['typescript', 'src/common/index.ts', 'common'],
] as const)('%s: %s is referred to as %s', (language, path, name) => {
  expect(referenceName(language, path)).toBe(name);
});

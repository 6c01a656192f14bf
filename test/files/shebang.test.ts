import { expect, test } from 'vitest';
import { readShebang } from '../../src/files/shebang.ts';

test.each([
  ['#!/bin/bash', 'shell'],
  ['#! /bin/bash', 'shell'],
  ['#!/bin/zsh --no-rcs', 'shell'],
  ['#!/bin/sh -eu', 'shell'],
  ['#!/usr/bin/env bash', 'shell'],
  ['#!/usr/bin/env -S bash -e', 'shell'],
  ['#!/usr/bin/env -Szsh -f', 'shell'],
  ['#!/usr/bin/env -i PATH=/bin sh', 'shell'],
  ['#!/bin/ksh93', 'shell'],
  ['#!/bin/dash', 'shell'],
  ['!/bin/bash', 'shell'],
  ['#/bin/bash', 'shell'],
  [' #!/bin/sh', 'shell'],
  ['# !/bin/sh', 'shell'],
  ['#!/bin/bash\r\necho', 'shell'],
  ['#!/usr/bin/python', 'python'],
  ['#!/usr/bin/python2.7', 'python'],
  ['#!/usr/bin/env python3', 'python'],
  ['#!/usr/local/bin/managed_python3', 'python'],
  ['#!/usr/local/autopkg/python', 'python'],
  ['#!/usr/local/munki/munki-python', 'python'],
  ['#!/usr/bin/env -S uv run --script', 'python'],
  ['#!/usr/bin/env node', 'typescript'],
  ['#!/usr/bin/env -S deno run --allow-net', 'typescript'],
  ['#!/usr/bin/env bun', 'typescript'],
  ['#!/usr/bin/osascript -l JavaScript', 'typescript'],
  ['#!/usr/bin/env osascript -l JavaScript', 'typescript'],
])('%j is %s', (line, language) => {
  expect(readShebang(line)).toMatchObject({ language });
});

test.each(['#!/usr/bin/perl', '#!/usr/bin/env ruby', '#!/usr/bin/osascript', '#!/usr/bin/swift', '#!/usr/bin/awk -f', '#!/usr/bin/expect'])(
  '%j is a language that is not ours',
  (line) => {
    expect(readShebang(line)).toMatchObject({ language: undefined });
  },
);

test.each([
  '',
  '#',
  '#!',
  '# /bin is where it lives',
  '#/etc/hosts',
  '# a comment',
  'echo "#!/bin/bash"',
  '\n#!/bin/bash',
  '/bin/bash',
  '#!/usr/bin/env',
  '!important',
])('%j is no shebang', (line) => {
  expect(readShebang(line)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { isAppleScript, shellInAppleScript } from '../../../../src/languages/shell/calls/applescript.ts';
import { display } from '../../../../src/values/text.ts';
import { text } from '../../../../src/values/value.ts';

const commands = (script: string): string[] => shellInAppleScript(text(script)).map((value) => display(value.alternatives[0]!));

describe('the shell text', () => {
  test.each<[string, string]>([
    ['do shell script "ls"', 'ls'],
    ['DO SHELL SCRIPT ("ls")', 'ls'],
    ['set x to do shell script "ls" with administrator privileges', 'ls'],
    ['do shell script "a \\"b\\" c"', 'a "b" c'],
    ['do shell script "a\\nb\\tc\\\\"', 'a\nb\tc\\'],
    ['do shell script "a " & b & " c"', 'a {b} c'],
    ['do shell script "a " & quoted form of b', 'a {b}'],
    ['do shell script "a " & (the b as text)', 'a {b}'],
    ['do shell script cmd', '{cmd}'],
    ['set b to "x"\ndo shell script "a " & b', 'a x'],
    ['set B to "x"\ndo shell script "a " & b', 'a x'],
    ['property host : "h"\ndo shell script "a " & host & "/x"', 'a h/x'],
    ['set b to "x"\nset b to "y"\ndo shell script b', 'y'],
    ['set b to "x"\nset c to b & "y"\ndo shell script c', 'xy'],
    ['do shell script "a " & ¬\n  "b"', 'a b'],
  ])('%s', (script, command) => {
    expect(commands(script)).toEqual([command]);
  });
});

describe('no shell text', () => {
  test.each([
    '',
    'display dialog "ls"',
    '-- do shell script "ls"',
    '# do shell script "ls"',
    '(* do shell script "ls"\n*)',
    'display dialog "do shell script \\"ls\\""',
    'do shell script',
    'redo shell script "ls"',
    'do shell scripts',
    '"',
    '(*',
  ])('%s', (script) => {
    expect(commands(script)).toEqual([]);
  });
});

describe('AppleScript saved as a shell script', () => {
  test.each([
    'tell application "Finder"\n do shell script "x"\nend tell',
    '# a comment\n\nset x to do shell script "x"',
    'on run argv\ndo shell script "x"\nend run',
    '-- x\ndo shell script "x"',
  ])('%s', (script) => expect(isAppleScript(script)).toBe(true));

  test.each([
    '#!/bin/bash\nosascript <<E\ntell application "Finder"\ndo shell script "x"\nend tell\nE',
    'x=1\nosascript -e \'do shell script "x"\'',
    'tell application "Finder" to activate',
    'set -e\nosascript -e \'do shell script "x"\'',
    '',
  ])('no: %s', (script) => expect(isAppleScript(script)).toBe(false));
});

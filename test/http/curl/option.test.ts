import { describe, expect, test } from 'vitest';
import { longOption, shortOption } from '../../../src/http/curl/option.ts';
import { CURL_OPTIONS, CURL_VERSION } from '../../../src/http/curl/options.generated.ts';

function found(word: string): string | undefined {
  const long = longOption(word);
  return long && `${long.on ? '' : 'not '}${long.expand ? 'expanded ' : ''}${long.option.name}`;
}

describe('long options', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['user', 'user'],
    ['user-agent', 'user-agent'],
    ['use', undefined],
    ['user=me', undefined],
    ['userna', undefined],
    ['', undefined],
    ['insecur', 'insecure'],
    ['silen', 'silent'],
    ['hea', undefined],
    ['head', 'head'],
    ['conf', 'config'],
    ['trace-t', 'trace-time'],
    ['ip', undefined],
    ['follo', 'follow'],
    ['no-insecure', 'not insecure'],
    ['no-insecur', undefined],
    ['no-user', undefined],
    ['no-tlsv1.2', undefined],
    ['no-buffer', 'not buffer'],
    ['buffer', 'buffer'],
    ['noproxy', 'noproxy'],
    ['expand-user', 'expanded user'],
    ['expand-insecure', undefined],
    ['no-expand-user', undefined],
  ];
  test.each(cases)('--%s', (word, expected) => expect(found(word)).toBe(expected));
});

describe('the table', () => {
  test('letters that take a value are those of curl 7.88', () => {
    const letters = CURL_OPTIONS.filter(({ kind, short }) => kind === 'value' && short).map(({ short }) => short);
    expect(letters.sort().join(' ')).toBe('A C D E F H K P Q T U X Y b c d e m o r t u w x y z');
  });

  test('no name and no letter stands twice', () => {
    const names = CURL_OPTIONS.map(({ name }) => name);
    const letters = CURL_OPTIONS.flatMap(({ short }) => short ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(letters).size).toBe(letters.length);
    expect(CURL_VERSION).toBe('7.88.1');
  });

  test('letters', () => {
    const names = ['u', 'k', ':', '#', '0', 'h', 'N', '?', 'W', '\u0000', '-'].map((letter) => shortOption(letter)?.name);
    expect(names).toEqual([
      'user',
      'insecure',
      'next',
      'progress-bar',
      'http1.0',
      'help',
      'buffer',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

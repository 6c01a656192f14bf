import { describe, expect, it } from 'vitest';
import type { HttpCall } from '../../src/http/call.ts';
import { sightingsInText } from '../../src/languages/unread-text.ts';

function seen(text: string, calls: readonly HttpCall[] = []): string[] {
  return sightingsInText({ path: 'a.sh', text }, 'shell', calls).map(({ span, what }) => `${text.slice(span.start, span.end)}: ${what}`);
}

const sighted: readonly (readonly [string, string[]])[] = [
  ['curl "$url/JSSResource/computers"', ['JSSResource: a Classic URL']],
  ['curl -su "$u:$p" "$url"', ['curl: a client with credentials']],
  ['wget --user=a "$url"', ['wget: a client with credentials']],
  ['h = {"Authorization": "Basic " + k}', ['Authorization: an Authorization header']],
  ["subprocess.run(['curl', '-u', user])", ['curl: a client with credentials']],
  ['a\ncurl -u a b\nc\ncurl -u a b', ['curl: a client with credentials', 'curl: a client with credentials']],
  ['curl -u a "$b/JSSResource/a"', ['curl: a client with credentials']],
  ['x # curl -u a', ['curl: a client with credentials']],
];
const passedOver = [
  '',
  'curl "$url"',
  '# curl -u a "$b/JSSResource/a"',
  '  // fetch("/JSSResource/a")',
  ' * JSSResource',
  'Authorization: Bearer',
  'curly -u x',
  'wget\n-u x',
];

describe('what a search for calls shows in a text that could not be read', () => {
  it.each(sighted)('%s', (text, expected) => expect(seen(text)).toEqual(expected));
  it.each(passedOver)('nothing in %s', (text) => expect(seen(text)).toEqual([]));

  it('leaves out lines that a call was found in', () => {
    const call = { span: { file: 'a.sh', start: 0, end: 8 } } as HttpCall;
    expect(seen('curl -u a b\ncurl -u c d', [call])).toEqual(['curl: a client with credentials']);
    expect(seen('curl -u a b\ncurl -u c d', [{ span: { file: 'b.sh', start: 0, end: 40 } } as HttpCall])).toHaveLength(2);
  });
});

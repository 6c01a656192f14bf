import { describe, expect, test } from 'vitest';
import { extractFiles } from '../extract.ts';

async function related(files: Record<string, string>): Promise<string[]> {
  const { calls } = await extractFiles(files);
  return calls.flatMap((call) =>
    call.related.map(({ span, message }) => `${span.file} ${files[span.file]!.slice(span.start, span.end)}: ${message}`),
  );
}

describe('says where credentials of another file come from', () => {
  test('user name and password', async () => {
    expect(
      await related({ 'conf.sh': 'who=$1\nword=$2\n', 'run.sh': '. ./conf.sh\ncurl -u "$who:$word" https://j.example/JSSResource/sites' }),
    ).toEqual(['conf.sh who=$1: The user name comes from here.', 'conf.sh word=$2: The password comes from here.']);
  });

  test('both in one', async () => {
    expect(
      await related({ 'conf.sh': 'login="$1:$2"\n', 'run.sh': '. ./conf.sh\ncurl -u "$login" https://j.example/JSSResource/sites' }),
    ).toEqual(['conf.sh login="$1:$2": The user name and password come from here.']);
  });

  test.each<[string, Record<string, string>]>([
    ['the same file', { 'run.sh': 'who=$1\ncurl -u "$who:$word" https://j.example/JSSResource/sites' }],
    [
      'only the URL from elsewhere',
      { 'conf.sh': 'url=https://j.example\n', 'run.sh': '. ./conf.sh\ncurl -u "$a:$b" $url/JSSResource/sites' },
    ],
    ['a token', { 'conf.sh': 'token=$1\n', 'run.sh': '. ./conf.sh\ncurl --oauth2-bearer "$token" https://j.example/JSSResource/sites' }],
  ])('nothing to say: %s', async (_, files) => {
    expect(await related(files)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { extractText } from './extract.ts';

const CALL = 'curl -u "$a:$b" https://j.example/JSSResource/sites';

/** A line that the grammar takes for a string: behind a quote too many. */
function unreadable(line: string): string {
  return `echo "it\n${line}\necho "end"\n`;
}

async function seen(script: string): Promise<string[]> {
  const { calls, sightings } = await extractText(script);
  return [...calls, ...sightings].map(({ span }) => script.slice(span.start, span.end)).sort();
}

describe('nothing that a search would show is lost', () => {
  test.each<[string, string]>([
    ['an unbalanced quote in front', `echo "it\nx=1\n${CALL}\necho "end"`],
    ['an unbalanced single quote in front', `echo it's\n${CALL}\necho end`],
    ['a truncated file', `if x; then\n  ${CALL}`],
    ['a truncated loop', `for i in 1 2; do\n${CALL}`],
    ['an unclosed function', `f() {\n${CALL}\n`],
    ['an unclosed substitution', `x=$(echo\n${CALL}\n`],
    ['a merge conflict', `<<<<<<< HEAD\n${CALL}\n=======\n:\n>>>>>>> other\n`],
    ['the other side of a merge conflict', `<<<<<<< HEAD\n:\n=======\n${CALL}\n>>>>>>> other\n`],
    ['a stray parenthesis', `echo )\n${CALL}\n`],
    ['a stray fi', `fi\n${CALL}\ndone`],
    ['an unclosed here-document', `cat <<E >x.sh\n#!/bin/sh\n${CALL}\n`],
    ['an unclosed quote behind', `${CALL}\necho "x`],
    ['a number', `n=$(( $(${CALL} | wc -l) + 1 ))`],
  ])('%s', async (_, script) => {
    const found = await seen(script);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(CALL);
  });

  test.each<[string, string, string]>([
    ['credentials', 'curl -sku a:b "$u"', 'a client with credentials'],
    ['a header', 'curl -H "Authorization: Basic $x" "$u"', 'a client with credentials'],
    ['a Classic URL alone', 'curl "$o" $u/JSSResource/sites', 'a call to a Classic URL'],
    ['wget', 'wget --http-user=x $u', 'a client with credentials'],
    ['a path', '/usr/bin/curl --user a:b $u', 'a client with credentials'],
    ['lines that continue', 'curl -s \\\n  -u a:b $u', 'a client with credentials'],
  ])('says what it saw: %s', async (_, line, what) => {
    const { sightings } = await extractText(unreadable(line));
    expect(sightings.map((sighting) => sighting.what)).toEqual([what]);
  });
});

describe('no sighting', () => {
  test.each<[string, string]>([
    ['a readable call', CALL],
    ['a readable string', `x="a\n${CALL}\nb"`],
    ['a readable here-document', `cat <<E\n\n${CALL}\nE`],
    ['a comment', `# ${CALL}`],
    ['a comment of a file with an error', `# ${CALL}\nif x; then`],
    ['a here-document of a file with an error', `cat <<E\nUsage:\n${CALL}\nE\nif x; then`],
    ['a string on one line of a file with an error', `echo '${CALL}'\nif x; then`],
    ['a token', unreadable('curl --oauth2-bearer "$t" $u/JSSResource/sites')],
    ['a token in a header', unreadable('curl -H "Authorization: Bearer $t" $u/JSSResource/sites')],
    ['the token endpoint', unreadable('curl -u "$a:$b" $u/api/v1/auth/token')],
    ['no credentials', unreadable('curl -s $u/healthCheck.html')],
    ['another -u', unreadable('date -u\nsort -u x')],
    ['arithmetic', 'n=$(( 1 + 2 ))'],
    ['nothing', ''],
  ])('%s', async (_, script) => {
    expect((await extractText(script)).sightings).toEqual([]);
  });

  test('a long line is read', async () => {
    expect((await extractText(unreadable('curl -u a '.repeat(20_000)))).sightings.length).toBeGreaterThan(0);
  });
});

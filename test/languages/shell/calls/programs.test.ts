import { describe, expect, test } from 'vitest';
import { covered, extractText } from '../extract.ts';

const REST = '-su a:b https://j.example/x';

describe('the call starts at the client and ends at its last argument', () => {
  test.each<[string, string]>([
    [`curl ${REST}`, `curl ${REST}`],
    [`/usr/bin/curl ${REST} > out 2>&1`, `/usr/bin/curl ${REST}`],
    [`sudo -u nobody curl ${REST}`, `curl ${REST}`],
    [`sudo -nu nobody curl ${REST}`, `curl ${REST}`],
    [`sudo LANG=C -E curl ${REST}`, `curl ${REST}`],
    [`env -i A=b curl ${REST}`, `curl ${REST}`],
    [`env - A=b curl ${REST}`, `curl ${REST}`],
    [`A=b curl ${REST}`, `curl ${REST}`],
    [`command curl ${REST}`, `curl ${REST}`],
    [`command -p curl ${REST}`, `curl ${REST}`],
    [`exec curl ${REST}`, `curl ${REST}`],
    [`time -p curl ${REST}`, `curl ${REST}`],
    [`nice -n 5 curl ${REST}`, `curl ${REST}`],
    [`nice -5 curl ${REST}`, `curl ${REST}`],
    [`timeout 30 curl ${REST}`, `curl ${REST}`],
    [`timeout --signal=KILL -k 3 30s curl ${REST}`, `curl ${REST}`],
    [`nohup curl ${REST} &`, `curl ${REST}`],
    [`! curl ${REST}`, `curl ${REST}`],
    [`coproc curl ${REST}`, `curl ${REST}`],
    [`launchctl asuser 501 curl ${REST}`, `curl ${REST}`],
    [`xargs -n 1 curl ${REST} < list`, `curl ${REST}`],
    [`find . -name x -exec curl ${REST} \\;`, `curl ${REST}`],
    [`find . -name x -exec curl ${REST} {} +`, `curl ${REST} {}`],
    [`"$BIN/curl" ${REST}`, `"$BIN/curl" ${REST}`],
    [`$CURL ${REST}`, `$CURL ${REST}`],
    [`"$curlPath" ${REST}`, `"$curlPath" ${REST}`],
    [`$(which curl) ${REST}`, `$(which curl) ${REST}`],
    [`c=/usr/bin/curl\n$c ${REST}`, `$c ${REST}`],
    [`o="${REST}"\ncurl $o`, 'curl $o'],
  ])('%s', async (script, range) => {
    const { calls } = await extractText(script);
    expect(calls.map((call) => covered(script, call))).toEqual([range]);
  });
});

describe('no client', () => {
  test.each([
    `sudo -u curl ${REST}`,
    `read -u 3 curl ${REST}`,
    `env -u curl ${REST}`,
    `timeout curl ${REST}`,
    `nice -n curl ${REST}`,
    `launchctl load curl ${REST}`,
    `find . -name curl ${REST}`,
    `command -v curl`,
    `which curl`,
    `man curl`,
    `echo curl ${REST}`,
    `mycurl ${REST}`,
    `curl-config ${REST}`,
    `"$1" ${REST}`,
    `"$tool" ${REST}`,
    `$recurly ${REST}`,
    `git ${REST}`,
    `# curl ${REST}`,
  ])('%s', async (script) => {
    expect((await extractText(script)).calls).toEqual([]);
  });
});

describe('what stands for an input is unknown', () => {
  test.each([
    'xargs -I% curl -u a:b https://j.example/JSSResource/sites/id/%',
    'xargs -I @@ curl -u a:b https://j.example/JSSResource/sites/id/@@',
    'xargs -n1 -J {} curl -u a:b https://j.example/JSSResource/sites/id/{}',
    'find . -exec curl -u a:b https://j.example/JSSResource/sites/id/{} \\;',
    'parallel curl -u a:b https://j.example/JSSResource/sites/id/{}',
  ])('%s', async (script) => {
    const { calls } = await extractText(script);
    expect(calls[0]!.url.alternatives[0]!.at(-1)).toMatchObject({ kind: 'unknown', cause: 'input' });
  });
});

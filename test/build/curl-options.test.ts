import { describe, expect, test } from 'vitest';
import { ADDITIONS, FLAGS, HELP } from '../../src/build/curl-option-additions.ts';
import { optionsOfHelp, optionTable } from '../../src/build/curl-options.ts';
import { CURL_OPTIONS } from '../../src/http/curl/options.generated.ts';

const HELP_TEXT = `Usage: curl [options...] <url>
     --anyauth            Pick any authentication method
 -h, --help <category>    Get help for commands
 -0, --http1.0            Use HTTP 1.0
 -k, --insecure           Allow insecure server connections
     --mptcp <made-up>    Something else than what the additions say
 -N, --no-buffer          Disable buffering of the output stream
     --noproxy <no-proxy-list> List of hosts which do not use proxy
     --proto <protocols>  Enable/disable PROTOCOLS
 -x, --proxy [protocol://]host[:port] Use this proxy
 -#, --progress-bar       Display transfer progress as a bar
not an option --verbose
`;

describe('the generator', () => {
  test('reads help', () => {
    expect(optionsOfHelp(HELP_TEXT)).toEqual([
      { name: 'anyauth', kind: 'switch' },
      { name: 'help', short: 'h', kind: 'help' },
      { name: 'http1.0', short: '0', kind: 'flag' },
      { name: 'insecure', short: 'k', kind: 'switch' },
      { name: 'mptcp', kind: 'value' },
      { name: 'buffer', short: 'N', kind: 'switch' },
      { name: 'noproxy', kind: 'value' },
      { name: 'proto', kind: 'value' },
      { name: 'proxy', short: 'x', kind: 'value' },
      { name: 'progress-bar', short: '#', kind: 'switch' },
    ]);
  });

  test('writes a sorted table in which help comes before the additions', () => {
    const rows = optionTable(HELP_TEXT, '9.9.9')
      .split('\n')
      .filter((line) => line.startsWith('  {'));
    expect(rows).toEqual([...rows].sort());
    expect(rows).toContain("  { name: 'mptcp', kind: 'value' },");
    expect(rows).toContain("  { name: 'ech', kind: 'value', since: '8.8.0' },");
    expect(optionTable(HELP_TEXT, '9.9.9')).toContain("CURL_VERSION = '9.9.9'");
  });
});

test('the table at hand was made with the additions at hand', () => {
  const kinds = new Map(CURL_OPTIONS.map(({ name, kind }) => [name, kind]));
  for (const { name, kind, since } of ADDITIONS) if (since) expect([name, kinds.get(name)]).toEqual([name, kind]);
  for (const { name } of ADDITIONS) expect(kinds.has(name)).toBe(true);
  expect(CURL_OPTIONS.filter(({ kind }) => kind === 'help').map(({ name }) => name)).toEqual(HELP);
  const flags = CURL_OPTIONS.filter(({ kind, since }) => kind === 'flag' && !since).map(({ name }) => name);
  expect(flags).toEqual(FLAGS);
});

import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { CurlOption, CurlOptionKind } from '../http/curl/option.ts';
import { ADDITIONS, FLAGS, HELP } from './curl-option-additions.ts';

const LINE = /^ (?:-(\S),| {3}) --([\w.-]+)(?: ([[<]))?/;

/** The options that a `curl --help all` text lists. A switch that is on by default stands there as `--no-name`. */
export function optionsOfHelp(help: string): CurlOption[] {
  const options: CurlOption[] = [];
  for (const line of help.split(/\r?\n/)) {
    const match = LINE.exec(line);
    if (!match) continue;
    const [, short, listed, value] = match;
    const name = listed!.replace(/^no-/, '');
    const kind: CurlOptionKind = HELP.includes(name) ? 'help' : value ? 'value' : FLAGS.includes(name) ? 'flag' : 'switch';
    options.push(short ? { name, short, kind } : { name, kind });
  }
  return options;
}

/** The source of `options.generated.ts`: what `help` lists and the additions that it does not, by name. */
export function optionTable(help: string, version: string): string {
  const options = new Map<string, CurlOption>();
  for (const option of [...ADDITIONS, ...optionsOfHelp(help)]) options.set(option.name, option);
  const rows = [...options.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, short, kind, since }) => {
      const fields = [`name: '${name}'`];
      if (short) fields.push(`short: '${short}'`);
      fields.push(`kind: '${kind}'`);
      if (since) fields.push(`since: '${since}'`);
      return `  { ${fields.join(', ')} },`;
    });
  return [
    '// Made by src/build/curl-options.ts; do not edit.',
    "import type { CurlOption } from './option.ts';",
    '',
    '/** The curl whose help the table was made from; newer options carry the version that brought them. */',
    `export const CURL_VERSION = '${version}';`,
    '',
    'export const CURL_OPTIONS: readonly CurlOption[] = [',
    ...rows,
    '];',
    '',
  ].join('\n');
}

// curl --help all | node dist/build/curl-options.js 7.88.1 > src/http/curl/options.generated.ts
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(optionTable(await text(process.stdin), process.argv[2] ?? 'unknown'));
}

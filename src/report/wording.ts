import type { Finding } from '../findings/finding.ts';
import { printable } from './printable.ts';

const VIA: Readonly<Record<string, string>> = {
  'user-option': "the client's user option",
  'authorization-header': 'an Authorization header',
  'url-userinfo': 'the URL itself',
  netrc: 'a netrc file',
  'config-file': "the client's configuration file",
  'auth-argument': 'an auth argument',
  session: 'a session that is set up elsewhere',
  handler: 'a handler that is set up elsewhere',
  'bearer-option': "the client's bearer option",
};

/** How credentials are attached, in words. */
export function viaText(via: string): string {
  return VIA[via] ?? via;
}

const API_ROOTS: Readonly<Record<string, string>> = { classic: '/JSSResource/' };

function joined(left: string, root: string, right: string): string {
  return left.replace(/\/+$/, '') + root + right.replace(/^\/+/, '');
}

/** The URL of a finding as far as it is known, unknowns in braces; undefined where nothing is. */
export function urlOf({ endpoint }: Finding): string | undefined {
  if (!endpoint || (endpoint.base === null && endpoint.resource === null)) return undefined;
  return printable(joined(endpoint.base ?? '{base}', API_ROOTS[endpoint.api] ?? '/', endpoint.resource ?? ''));
}

/** Where the credentials come from, in words. */
export function credentialsOf({ credentials, file, range, related }: Finding): string | undefined {
  if (!credentials) return undefined;
  const user = credentials.user === null ? '' : `, user from ${credentials.user}`;
  const literal = credentials.literal ? '; a secret is written into the script' : '';
  const line = credentials.range?.start.line;
  const isTold = related.some((location) => location.file === file && location.range.start.line === line);
  const elsewhere = line !== undefined && !isTold && (line < range.start.line || line > range.end.line);
  const place = elsewhere ? ` (${file}:${line})` : '';
  return printable(`${VIA[credentials.via] ?? credentials.via}${user}${literal}${place}`);
}

/** What a finding is, beyond its rule: how sure it is and whether a bearer twin stands beside it. */
export function qualifiersOf(finding: Finding): string[] {
  const words: string[] = [];
  if (finding.confidence !== 'certain') words.push(finding.confidence);
  if (finding.guarded) words.push('legacy branch beside a bearer one');
  if (finding.embedded.length > 0) words.push(`in ${finding.embedded.join(' in ')}`);
  return words.map(printable);
}

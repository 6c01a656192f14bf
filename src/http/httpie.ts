import { skeleton, sliceSequence } from '../values/text.ts';
import { literal, literals, mapAlternatives, text, type Value } from '../values/value.ts';
import type { AuthScheme, ConnectionOption, Credential } from './call.ts';
import type { CommandLineReader } from './client.ts';
import { authorizationHeader, credentialsFromAuthorization } from './headers.ts';
import { type OptionTable, type ParsedOperand, type ParsedOption, parseLongOptions } from './long-options.ts';
import { looksLikeUrl } from './operands.ts';
import { splitUserAndPassword, userinfoOf, withoutUserinfo } from './userinfo.ts';

/** HTTPie 3 (https://httpie.io/docs/cli) and xh, which takes the same options and some more. */
const OPTIONS: OptionTable = {
  valued: new Set([
    ...['auth', 'auth-type', 'bearer', 'boundary', 'cert', 'cert-key', 'cert-key-pass', 'ciphers', 'default-scheme', 'format-options'],
    ...[
      'history-print',
      'http-version',
      'interface',
      'max-headers',
      'max-redirects',
      'output',
      'pretty',
      'print',
      'proxy',
      'raw',
      'resolve',
    ],
    ...['response-charset', 'response-mime', 'session', 'session-read-only', 'ssl', 'style', 'timeout', 'unix-socket', 'verify'],
  ]),
  switches: new Set([
    ...[
      'all',
      'body',
      'check-status',
      'chunked',
      'compress',
      'continue',
      'debug',
      'download',
      'follow',
      'form',
      'headers',
      'help',
      'https',
    ],
    ...['ignore-netrc', 'ignore-stdin', 'json', 'meta', 'multipart', 'offline', 'path-as-is', 'quiet', 'sorted', 'stream', 'traceback'],
    ...['unsorted', 'verbose', 'version'],
  ]),
  letters: new Map([
    ['A', 'auth-type'],
    ['P', 'history-print'],
    ['a', 'auth'],
    ['o', 'output'],
    ['p', 'print'],
    ['s', 'style'],
  ]),
};

const SEPARATOR = /:=@|=@|:=|==|:|=|@|;/;

/** The reader for `http` and `xh`, or with `https` as scheme for `https` and `xhs`. */
export function httpieReader(scheme: 'http' | 'https'): CommandLineReader {
  return (args, context) => {
    const words = parseLongOptions(args, OPTIONS);
    const options = words.filter((word) => word.kind === 'option');
    if (options.some(({ name }) => name === 'help' || name === 'version')) return [];
    const operands = words.filter((word) => word.kind === 'operand');
    const named = methodIsNamed(operands);
    const [target, ...items] = operands.slice(named ? 1 : 0);
    if (!target) return [];
    const hasBody = items.some(({ value }) => isData(value)) || options.some(({ name }) => name === 'raw') || context.stdin !== undefined;
    const known = named ? literals(operands[0]!.value) : [hasBody ? 'POST' : 'GET'];
    const given = lastOf(options, 'default-scheme')?.value;
    const secure = options.some(({ name }) => name === 'https');
    const url = withScheme(target.value, (given && literals(given)[0]) ?? (secure ? 'https' : scheme));
    return [
      {
        method: known.length === 1 ? known[0]!.toUpperCase() : undefined,
        url: withoutUserinfo(url),
        credentials: credentialsOf(options, items, { ...target, value: url }),
        connection: options.flatMap(connectionOf),
      },
    ];
  };
}

function lastOf(options: readonly ParsedOption[], name: string): ParsedOption | undefined {
  return options.findLast((option) => option.name === name);
}

/** Whether the first operand is a method: a word of letters, or an unknown that a URL follows. */
function methodIsNamed(operands: readonly ParsedOperand[]): boolean {
  const [first, second] = operands;
  const start = first?.value.alternatives[0];
  const next = second?.value.alternatives[0];
  if (!start || !next) return false;
  const word = literal(start);
  if (word !== undefined) return /^[A-Za-z]+$/.test(word);
  return /^\u0000$/.test(skeleton(start)) && (looksLikeUrl(next) || !SEPARATOR.test(skeleton(next)));
}

function isData(item: Value): boolean {
  return item.alternatives.some((alternative) => {
    const separator = SEPARATOR.exec(skeleton(alternative))?.[0];
    return separator !== undefined && separator !== ':' && separator !== '==' && separator !== ';';
  });
}

/** Writes out what HTTPie adds to a URL: the scheme, and localhost for `:8080/path`. */
function withScheme(url: Value, scheme: string): Value {
  return mapAlternatives(url, (alternative) => {
    const whole = skeleton(alternative);
    if (/^\u0000|^[a-z][a-z0-9.+-]*:\/\//i.test(whole)) return alternative;
    const rest = whole.startsWith('://') ? sliceSequence(alternative, 3) : alternative;
    const shorthand = /^:(?!:)(\d*)/.exec(skeleton(rest));
    if (!shorthand) return [...text(`${scheme}://`).alternatives[0]!, ...rest];
    const port = shorthand[1] ? `:${shorthand[1]}` : '';
    return [...text(`${scheme}://localhost${port}`).alternatives[0]!, ...sliceSequence(rest, shorthand[0].length)];
  });
}

/** `-a` replaces an Authorization header, and so do a user and password in the URL where there is no `-a`. */
function credentialsOf(options: readonly ParsedOption[], items: readonly ParsedOperand[], url: ParsedOperand): Credential[] {
  const auth = lastOf(options, 'auth');
  const type = lastOf(options, 'auth-type')?.value;
  const types = type ? literals(type) : ['basic'];
  const scheme = types.length === 1 && /^(?:basic|bearer|digest|ntlm|negotiate)$/.test(types[0]!) ? (types[0] as AuthScheme) : 'other';
  if (auth?.value) {
    const common = { scheme, option: auth.written, span: auth.span };
    if (scheme === 'bearer') return [{ ...common, via: 'bearer-option' }];
    return [{ ...common, via: 'user-option', ...splitUserAndPassword(auth.value) }];
  }
  const bearer = lastOf(options, 'bearer');
  if (bearer) return [{ scheme: 'bearer', via: 'bearer-option', option: bearer.written, span: bearer.span }];
  const userinfo = userinfoOf(url.value);
  const credentials: Credential[] = [];
  if (userinfo) {
    const { user, password, span = url.span } = userinfo;
    credentials.push({ scheme, via: 'url-userinfo', option: 'URL', user, password, span });
    if (userinfo.always) return credentials;
  }
  for (const { value, span } of items) {
    const header = authorizationHeader(value);
    if (header) credentials.push(...credentialsFromAuthorization(header.value, span, 'Authorization', 'authorization-header'));
  }
  return credentials;
}

const CONNECTION: Readonly<Record<string, ConnectionOption['kind']>> = {
  cert: 'client-certificate',
  'cert-key': 'client-certificate',
  'cert-key-pass': 'client-certificate',
  proxy: 'proxy',
  resolve: 'resolve',
  timeout: 'timeout',
  ciphers: 'other',
  interface: 'other',
  ssl: 'other',
  'unix-socket': 'other',
};

function connectionOf({ name, written, value, span }: ParsedOption): ConnectionOption[] {
  if (name === 'verify' && value) {
    const off = value.alternatives.some((alternative) => /^(?:no|false|0)$/i.test(literal(alternative) ?? ''));
    return [{ kind: off ? 'insecure' : 'ca', option: written, value, span }];
  }
  const kind = CONNECTION[name];
  return kind ? [{ kind, option: written, span, ...(value && { value }) }] : [];
}

import { skeleton, sliceSequence } from '../values/text.ts';
import { literals, unknown } from '../values/value.ts';
import type { ConnectionOption, Credential } from './call.ts';
import type { CommandLineReader } from './client.ts';
import { authorizationHeader, credentialsFromAuthorization } from './headers.ts';
import { type ParsedOperand, type ParsedOption, parseLongOptions } from './long-options.ts';
import { anyOf, urlOperands } from './operands.ts';
import { joinSpans } from './spans.ts';
import { userinfoOf, withoutUserinfo } from './userinfo.ts';
import { WGET_OPTIONS } from './wget-options.ts';

const CONNECTION: Readonly<Record<string, ConnectionOption['kind']>> = {
  'no-check-certificate': 'insecure',
  'ca-certificate': 'ca',
  'ca-directory': 'ca',
  'crl-file': 'ca',
  pinnedpubkey: 'ca',
  certificate: 'client-certificate',
  'certificate-type': 'client-certificate',
  'private-key': 'client-certificate',
  'private-key-type': 'client-certificate',
  'no-proxy': 'proxy',
  'proxy-user': 'proxy',
  'proxy-password': 'proxy',
  'proxy-passwd': 'proxy',
  timeout: 'timeout',
  'connect-timeout': 'timeout',
  'dns-timeout': 'timeout',
  'read-timeout': 'timeout',
  'bind-address': 'other',
  ciphers: 'other',
  'inet4-only': 'other',
  'inet6-only': 'other',
  'prefer-family': 'other',
  'secure-protocol': 'other',
};

/** Reads GNU Wget's arguments. Its own `.netrc` and `.wgetrc`, which it reads unasked, are not looked for. */
export const readWget: CommandLineReader = (args) => {
  const words = parseLongOptions(args, WGET_OPTIONS);
  const options = words.filter((word) => word.kind === 'option').map(executed);
  if (options.some(({ name }) => name === 'help' || name === 'version')) return [];
  const operands = words.filter((word) => word.kind === 'operand');
  const list = options.find(({ name }) => name === 'input-file');
  if (operands.length === 0 && list) operands.push({ kind: 'operand', value: unknown('input', 'input', list.span), span: list.span });
  if (operands.length === 0) return [];
  const meant = new Set(urlOperands(operands.map(({ value }) => value)));
  const urls = operands.filter(({ value }) => meant.has(value));
  const connection = options.flatMap(({ name, written, value, span }): ConnectionOption[] => {
    const kind = CONNECTION[name];
    return kind ? [{ kind, option: written, span, ...(value && { value }) }] : [];
  });
  const url = withoutUserinfo(anyOf(urls.map(({ value }) => value)));
  return [{ method: methodOf(options), url, credentials: credentialsOf(options, urls), connection }];
};

/** `-e http_user=me` is what `--http-user=me` is. */
function executed(option: ParsedOption): ParsedOption {
  const command = option.name === 'execute' ? option.value?.alternatives[0] : undefined;
  const match = command && /^\s*([a-z_-]{1,40})\s*=\s*/i.exec(skeleton(command));
  if (!command || !match) return option;
  const name = match[1]!.toLowerCase().replaceAll('_', '-');
  return { ...option, name, value: { alternatives: [sliceSequence(command, match[0].length)], truncated: false } };
}

function lastOf(options: readonly ParsedOption[], ...names: string[]): ParsedOption | undefined {
  return options.findLast(({ name }) => names.includes(name));
}

function methodOf(options: readonly ParsedOption[]): string | undefined {
  const given = lastOf(options, 'method')?.value;
  if (given) {
    const known = literals(given);
    return known.length === 1 ? known[0]!.toUpperCase() : undefined;
  }
  if (lastOf(options, 'post-data', 'post-file')) return 'POST';
  return lastOf(options, 'spider') ? 'HEAD' : 'GET';
}

/** An Authorization header of the script's own comes before all, the user in the URL before `--user` (checked against 1.21.3). */
function credentialsOf(options: readonly ParsedOption[], urls: readonly ParsedOperand[]): Credential[] {
  const credentials: Credential[] = [];
  let always = false;
  for (const { name, value, span, written } of options) {
    const header = name === 'header' && value ? authorizationHeader(value) : undefined;
    if (!header) continue;
    always ||= header.always;
    credentials.push(...credentialsFromAuthorization(header.value, span, written, 'authorization-header'));
  }
  if (always) return credentials;
  let inEvery = true;
  for (const url of urls) {
    const userinfo = userinfoOf(url.value);
    inEvery &&= userinfo?.always ?? false;
    if (!userinfo) continue;
    const { user, password, span = url.span } = userinfo;
    credentials.push({ scheme: 'basic', via: 'url-userinfo', option: 'URL', user, password, span });
  }
  const user = lastOf(options, 'http-user') ?? lastOf(options, 'user');
  const password = lastOf(options, 'http-password', 'http-passwd') ?? lastOf(options, 'password');
  // Without a password wget sends nothing, unless it is told to ask for one.
  if (inEvery || !user || !(password ?? lastOf(options, 'ask-password', 'use-askpass'))) return credentials;
  const span = password ? outer(user, password) : user.span;
  credentials.push({ scheme: 'basic', via: 'user-option', option: user.written, user: user.value, password: password?.value, span });
  return credentials;
}

function outer(one: ParsedOption, other: ParsedOption) {
  return one.span.start <= other.span.start ? joinSpans(one.span, other.span) : joinSpans(other.span, one.span);
}

import { skeleton, sliceSequence } from '../../values/text.ts';
import { NOTHING, type Sequence, union, type Value } from '../../values/value.ts';
import type { AuthScheme, Credential, CredentialVia } from '../call.ts';
import type { CommandContext } from '../client.ts';
import { authorizationHeader, credentialsFromAuthorization } from '../headers.ts';
import { splitUserAndPassword, userinfoOf } from '../userinfo.ts';
import type { GivenOption, Operand } from './words.ts';

type Method = AuthScheme | 'aws';

const ANY: readonly Method[] = ['basic', 'digest', 'ntlm', 'negotiate', 'bearer'];
const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['basic', 'basic'],
  ['digest', 'digest'],
  ['ntlm', 'ntlm'],
  ['ntlm-wb', 'ntlm'],
  ['negotiate', 'negotiate'],
  ['oauth2-bearer', 'bearer'],
  ['aws-sigv4', 'aws'],
]);

/** The authentication methods that curl may use. Each option adds one; with several curl lets the server choose. */
function allowedMethods(options: readonly GivenOption[]): Set<Method> {
  const allowed = new Set<Method>();
  for (const { option, on } of options) {
    if (option.name === 'anyauth') for (const method of ANY) allowed.add(method);
    const method = METHODS.get(option.name);
    if (method && on) allowed.add(method);
    else if (method) allowed.delete(method);
  }
  return allowed.size === 0 ? new Set(['basic']) : allowed;
}

/** What a user and password are sent as: Basic wherever the server may ask for it. Undefined where they are not sent. */
function userScheme(allowed: ReadonlySet<Method>): AuthScheme | undefined {
  if (allowed.has('aws')) return 'other';
  const order = ['basic', 'negotiate', 'digest', 'ntlm'] as const;
  return order.find((method) => allowed.has(method));
}

const viaOf = (option: GivenOption, via: CredentialVia): CredentialVia => (option.configured ? 'config-file' : via);

/**
 * What curl sends as credentials (checked against curl 7.88): an Authorization header of the script's own takes the place
 * of all others; `-u` that of the URL's and of netrc's; a bearer token alone leaves a user and password unsent.
 * @param urls the operands and `--url` values that the options apply to
 */
export function credentialsOf(options: readonly GivenOption[], urls: readonly Operand[], context: CommandContext): Credential[] {
  const headers = headerCredentials(options, context);
  if (headers.always) return headers.credentials;
  const allowed = allowedMethods(options);
  const credentials = [...headers.credentials];
  const scheme = userScheme(allowed);
  if (scheme) credentials.push(...userCredentials(options, urls, scheme));
  const bearer = options.findLast(({ option }) => option.name === 'oauth2-bearer');
  if (bearer && !allowed.has('aws')) {
    credentials.push({ scheme: 'bearer', via: viaOf(bearer, 'bearer-option'), option: bearer.written, span: bearer.span });
  }
  return credentials;
}

function userCredentials(options: readonly GivenOption[], urls: readonly Operand[], scheme: AuthScheme): Credential[] {
  const given = options.findLast(({ option }) => option.name === 'user');
  if (given?.value) {
    const halves = splitUserAndPassword(given.value);
    return [{ scheme, via: viaOf(given, 'user-option'), option: given.written, span: given.span, ...halves }];
  }
  const credentials: Credential[] = [];
  let always = urls.length > 0;
  for (const url of urls) {
    const userinfo = userinfoOf(url.value);
    always &&= userinfo?.always ?? false;
    if (!userinfo) continue;
    const { user, password, span = url.span } = userinfo;
    credentials.push({ scheme, via: 'url-userinfo', option: 'URL', user, password, span });
  }
  const netrc = options.findLast(({ option }) => option.name.startsWith('netrc'));
  if (netrc?.on && !always) credentials.push({ scheme, via: 'netrc', option: netrc.written, span: netrc.span });
  return credentials;
}

function headerCredentials(options: readonly GivenOption[], context: CommandContext): { credentials: Credential[]; always: boolean } {
  const credentials: Credential[] = [];
  let always = false;
  for (const given of options) {
    if (given.option.name !== 'header' || !given.value) continue;
    for (const line of headerLines(given.value, context)) {
      const header = authorizationHeader(line);
      if (!header) continue;
      always ||= header.always;
      credentials.push(...credentialsFromAuthorization(header.value, given.span, given.written, viaOf(given, 'authorization-header')));
    }
  }
  return { credentials, always };
}

/** The header lines that `-H` adds: one, those of a text with line ends, or those of a file (`@file`, `@-`). */
function headerLines(value: Value, context: CommandContext): Value[] {
  const isFile = (alternative: Sequence) => skeleton(alternative).startsWith('@');
  if (!value.alternatives.some(isFile)) return splitLines(value);
  const path = { alternatives: value.alternatives.filter(isFile).map((file) => sliceSequence(file, 1)), truncated: value.truncated };
  const standardInput = path.alternatives.every((file) => skeleton(file) === '-');
  const content = standardInput ? context.stdin : context.readFile?.(path);
  return content ? splitLines(content) : [];
}

function splitLines(value: Value): Value[] {
  const lines: Sequence[][] = [];
  for (const alternative of value.alternatives) {
    const whole = skeleton(alternative);
    let start = 0;
    for (let line = 0; line < 200 && start <= whole.length; line++) {
      const newline = whole.indexOf('\n', start);
      const end = newline < 0 ? whole.length : newline;
      lines[line] ??= [];
      lines[line]!.push(sliceSequence(alternative, start, end));
      start = end + 1;
    }
  }
  return lines.map((alternatives) => union([NOTHING, { alternatives, truncated: value.truncated }]));
}

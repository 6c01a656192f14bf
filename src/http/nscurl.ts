import { literals } from '../values/value.ts';
import type { ConnectionOption, Credential } from './call.ts';
import type { CommandLineReader } from './client.ts';
import { authorizationHeader, credentialsFromAuthorization } from './headers.ts';
import { type OptionTable, type ParsedOption, parseLongOptions } from './long-options.ts';
import { anyOf, urlOperands } from './operands.ts';
import { splitUserAndPassword, userinfoOf, withoutUserinfo } from './userinfo.ts';

/**
 * The options of macOS's nscurl that say where a request goes and as whom. It is not documented on the web; a value of
 * an option not listed here is taken for an operand, of which only what looks like a URL counts.
 */
const OPTIONS: OptionTable = {
  valued: new Set(['header', 'method', 'user', 'auth-credential', 'payload', 'output', 'upload', 'directory', 'timeout']),
  switches: new Set(['ats-diagnostics', 'background', 'download', 'help', 'insecure', 'location', 'verbose']),
  letters: new Map([
    ['H', 'header'],
    ['M', 'method'],
    ['X', 'method'],
    ['o', 'output'],
    ['u', 'user'],
    ['k', 'insecure'],
  ]),
};

/** Reads nscurl's arguments. `--ats-diagnostics` only tries the connection. */
export const readNscurl: CommandLineReader = (args) => {
  const words = parseLongOptions(args, OPTIONS);
  const options = words.filter((word) => word.kind === 'option');
  const operands = words.filter((word) => word.kind === 'operand');
  if (operands.length === 0 || options.some(({ name }) => name === 'ats-diagnostics' || name === 'help')) return [];
  const given = anyOf(urlOperands(operands.map(({ value }) => value)));
  const credentials = credentialsOf(options);
  const userinfo = credentials.length === 0 ? userinfoOf(given) : undefined;
  if (userinfo) {
    const { user, password, span = operands[0]!.span } = userinfo;
    credentials.push({ scheme: 'basic', via: 'url-userinfo', option: 'URL', user, password, span });
  }
  const connection = options.flatMap(({ name, written, value, span }): ConnectionOption[] => {
    if (name === 'insecure') return [{ kind: 'insecure', option: written, span }];
    return name === 'timeout' && value ? [{ kind: 'timeout', option: written, value, span }] : [];
  });
  return [{ method: methodOf(options), url: withoutUserinfo(given), credentials, connection }];
};

function methodOf(options: readonly ParsedOption[]): string | undefined {
  const given = options.findLast(({ name }) => name === 'method')?.value;
  if (!given) return options.some(({ name }) => name === 'payload' || name === 'upload') ? undefined : 'GET';
  const known = literals(given);
  return known.length === 1 ? known[0]!.toUpperCase() : undefined;
}

function credentialsOf(options: readonly ParsedOption[]): Credential[] {
  return options.flatMap(({ name, value, span, written }): Credential[] => {
    if (!value) return [];
    if (name === 'user' || name === 'auth-credential') {
      return [{ scheme: 'basic', via: 'user-option', option: written, span, ...splitUserAndPassword(value) }];
    }
    const header = name === 'header' ? authorizationHeader(value) : undefined;
    return header ? credentialsFromAuthorization(header.value, span, written, 'authorization-header') : [];
  });
}

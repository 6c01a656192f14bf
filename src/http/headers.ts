import { skeleton, sliceSequence, trimEnd } from '../values/text.ts';
import { NOTHING, type Sequence, type Span, text, union, type Value } from '../values/value.ts';
import type { AuthScheme, Credential, CredentialVia } from './call.ts';
import { splitUserAndPassword, type UserAndPassword } from './userinfo.ts';

/** A header whose name and value are apart, as in a dictionary of headers. */
export interface NamedHeader {
  readonly name: Value | string;
  readonly value: Value;
}

/** What the Authorization header among the things that a header line can be carries. */
export interface AuthorizationHeader {
  readonly value: Value;
  /** Whether the line is an Authorization header whatever it is: false where only some of its alternatives are. */
  readonly always: boolean;
}

const NAME = /^\s*authorization\s*:\s*/i;
const WITHOUT_VALUE = /^\s*authorization\s*;\s*$/i;
const SCHEME = /^\s*(basic|bearer|digest|ntlm|negotiate)(?:\s+|(?=\u0000)|$)/i;
/** The order in which the schemes of one header are reported. */
const SCHEMES: readonly AuthScheme[] = ['basic', 'bearer', 'digest', 'ntlm', 'negotiate', 'other'];

/** Reads whole header lines (`Authorization: Basic …`). Undefined where none of the alternatives is an Authorization header. */
export function authorizationHeader(line: Value): AuthorizationHeader | undefined {
  const values: Sequence[] = [];
  for (const alternative of line.alternatives) {
    const whole = skeleton(alternative);
    const name = NAME.exec(whole);
    if (name) values.push(sliceSequence(alternative, name[0].length));
    else if (WITHOUT_VALUE.test(whole)) values.push([]);
  }
  if (values.length === 0) return undefined;
  return { value: { alternatives: values, truncated: line.truncated }, always: values.length === line.alternatives.length };
}

/**
 * The credentials in the value of an Authorization header: one for each scheme that its alternatives name, Basic first.
 * An alternative whose scheme is not known is `other`; an empty one sends nothing.
 */
export function credentialsFromAuthorization(value: Value, span: Span, option: string, via: CredentialVia): Credential[] {
  const found = new Map<AuthScheme, Sequence[]>();
  for (const alternative of value.alternatives) {
    const whole = skeleton(alternative);
    if (whole.trim() === '') continue;
    const match = SCHEME.exec(whole);
    const scheme = match ? (match[1]!.toLowerCase() as AuthScheme) : 'other';
    const rest = trimEnd(sliceSequence(alternative, match?.[0].length ?? 0), /\s/);
    found.set(scheme, [...(found.get(scheme) ?? []), rest]);
  }
  const credentials: Credential[] = [];
  for (const scheme of SCHEMES) {
    const alternatives = found.get(scheme);
    if (!alternatives) continue;
    const encoded = scheme === 'basic' ? union([NOTHING, { alternatives, truncated: value.truncated }]) : undefined;
    credentials.push({ scheme, via, option, span, ...(encoded && { encoded, ...decoded(encoded) }) });
  }
  return credentials;
}

/** User and password where the script itself makes the base64 form out of them. */
function decoded(encoded: Value): UserAndPassword | undefined {
  const sources: Value[] = [];
  for (const alternative of encoded.alternatives) {
    const only = alternative.length === 1 ? alternative[0]! : undefined;
    if (only?.kind === 'unknown' && only.encodes) sources.push(only.encodes);
  }
  return sources.length > 0 ? splitUserAndPassword(union(sources)) : undefined;
}

/** The first of `credentialsFromAuthorization`: Basic where any alternative is. Undefined for a value that sends nothing. */
export function credentialFromAuthorization(value: Value, span: Span, option: string, via: CredentialVia): Credential | undefined {
  return credentialsFromAuthorization(value, span, option, via)[0];
}

/** The credentials in a header, given whole or as name and value. Empty for any header but Authorization, and for one wholly unknown. */
export function credentialsFromHeader(
  header: Value | NamedHeader,
  span: Span,
  option: string,
  via: CredentialVia = 'authorization-header',
): Credential[] {
  if ('alternatives' in header) {
    const found = authorizationHeader(header);
    return found ? credentialsFromAuthorization(found.value, span, option, via) : [];
  }
  const name = typeof header.name === 'string' ? text(header.name) : header.name;
  const named = name.alternatives.some((alternative) => skeleton(alternative).trim().toLowerCase() === 'authorization');
  return named ? credentialsFromAuthorization(header.value, span, option, via) : [];
}

/** The first of `credentialsFromHeader`: Basic where any alternative is. */
export function credentialFromHeader(
  header: Value | NamedHeader,
  span: Span,
  option: string,
  via: CredentialVia = 'authorization-header',
): Credential | undefined {
  return credentialsFromHeader(header, span, option, via)[0];
}

import type { AuthScheme, Credential, CredentialVia } from '../../../http/call.ts';
import { credentialsFromAuthorization } from '../../../http/headers.ts';
import type { Span, Value } from '../../../values/value.ts';
import { type Abstract, asText, type Cell, type Entity, entityValue, isUnknown, present, stringText } from '../values/abstract.ts';
import { decodeBase64, splitUserPassword } from '../values/base64.ts';
import { callValue } from '../values/calls.ts';
import { bind, classMember, lineage } from '../values/classes.ts';
import { contents, entries, iterate, newDictionary } from '../values/collections.ts';
import type { Machine } from '../values/machine.ts';

export type MaybeCredential = Credential | undefined;

/** How a report names the way that credentials are attached. */
export interface Attachment {
  readonly via: CredentialVia;
  readonly option: string;
}

export function basic(user: Abstract | undefined, password: Abstract | undefined, span: Span, { via, option }: Attachment): Credential {
  return {
    scheme: 'basic',
    via,
    option,
    span,
    ...(user && { user: asText(user, 'user', span) }),
    ...(password && { password: asText(password, 'password', span) }),
  };
}

/** The user and password behind a base64 text, where they can be seen. */
function withUser(credential: Credential): Credential {
  if (credential.scheme !== 'basic' || !credential.encoded || credential.user) return credential;
  const decoded = decodeBase64(credential.encoded);
  return decoded ? { ...credential, ...splitUserPassword(decoded) } : credential;
}

/** The credentials that the value of an Authorization header can be. */
export function fromAuthorization(value: Value, span: Span, attachment: Attachment): Credential[] {
  return credentialsFromAuthorization(value, span, attachment.option, attachment.via).map(withUser);
}

const HEADER: Attachment = { via: 'authorization-header', option: 'Authorization' };

function fromHeaderValue(value: Abstract, span: Span): MaybeCredential[] {
  const known = present(value).filter((atom) => atom.kind !== 'none');
  const result: MaybeCredential[] = known.length > 0 ? fromAuthorization(asText(known, 'Authorization', span), span, HEADER) : [];
  if (known.length < value.length) result.push(undefined);
  return result;
}

/** The Authorization header in headers of any form: dictionaries, lists of pairs, objects of the program's own. */
export function fromHeaders(headers: Abstract, span: Span): MaybeCredential[] {
  const result: MaybeCredential[] = [];
  for (const atom of headers) {
    if (atom.kind !== 'entity') {
      result.push(undefined);
      continue;
    }
    const found = headerEntries(atom.entity, span).filter((entry) => entry.key?.toLowerCase() === 'authorization');
    if (found.length === 0) result.push(undefined);
    for (const entry of found) result.push(...fromHeaderValue(entry.value, entry.span ?? span));
  }
  return result.length > 0 ? result : [undefined];
}

function headerEntries(entity: Entity, span: Span): { key: string | undefined; value: Abstract; span: Span | undefined }[] {
  if (entity.kind !== 'list' && entity.kind !== 'tuple') return entries(entity);
  return contents(entity).flatMap((items) =>
    items.flatMap((item) => {
      const [name, value] = iterate(item.value, 'header', span)[0] ?? [];
      if (!name || !value) return [];
      const text = asText(name.value, 'header', span)
        .alternatives[0]?.map((piece) => (piece.kind === 'text' ? piece.text : '\u0000'))
        .join('');
      return [{ key: text, value: value.value, span: item.span ?? value.span }];
    }),
  );
}

const SCHEMES: readonly (readonly [RegExp, AuthScheme])[] = [
  [/basic/i, 'basic'],
  [/digest/i, 'digest'],
  [/bearer|oauth|token|jwt/i, 'bearer'],
  [/ntlm/i, 'ntlm'],
  [/kerberos|negotiate|gssapi/i, 'negotiate'],
];

/** What an `auth` argument or attribute makes a request carry. */
export function fromAuth(machine: Machine, auth: Abstract, span: Span, attachment: Attachment): MaybeCredential[] {
  const result: MaybeCredential[] = [];
  const settable = auth.some((atom) => atom.kind === 'none' || atom.kind === 'absent');
  for (const atom of auth) {
    if (atom.kind === 'none' || atom.kind === 'absent' || atom.kind === 'boolean') result.push(undefined);
    else if (atom.kind === 'entity') result.push(...fromAuthObject(machine, atom.entity, span, attachment));
    else if (atom.kind === 'function' || atom.kind === 'class') result.push(...fromCallable(machine, [atom], span, attachment));
    else if (atom.kind === 'external') result.push({ ...attachment, scheme: schemeOf(atom.path), span });
    else if (atom.kind === 'string' && isUnknown([atom]) && !settable) result.push({ ...attachment, scheme: 'basic', span });
    else result.push(undefined);
  }
  return result.length > 0 ? result : [undefined];
}

function schemeOf(path: string): AuthScheme {
  return SCHEMES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}

function fromAuthObject(machine: Machine, entity: Entity, span: Span, attachment: Attachment): MaybeCredential[] {
  if (entity.kind === 'tuple' || entity.kind === 'list') {
    return contents(entity).map((items) => {
      const [user, password] = items;
      if (!user) return undefined;
      if (user.many && !password) return basic(undefined, undefined, span, attachment);
      return password ? basic(user.value, password.value, span, attachment) : undefined;
    });
  }
  if (entity.type) {
    const call =
      classMember(machine, entity.type, '__call__') ??
      classMember(machine, entity.type, 'auth_flow') ??
      classMember(machine, entity.type, 'sync_auth_flow');
    if (call) return fromCallable(machine, bind(call.value, entityValue(entity), entity.type), span, attachment);
  }
  // aiohttp sends what the object's `encode` gives.
  const encode = entity.type && classMember(machine, entity.type, 'encode');
  if (encode && entity.type) {
    const args = { positional: [], keywords: new Map(), open: false, span };
    const header = callValue(machine, bind(encode.value, entityValue(entity), entity.type), args, 'encode');
    return fromAuthorization(asText(header, 'Authorization', span), span, attachment);
  }
  const library = entity.external ?? (entity.type ? lineage(machine, entity.type).external : undefined);
  if (library === undefined) return [undefined];
  const user = entity.fields.get('username') ?? entity.fields.get('login');
  const scheme = schemeOf(library);
  if (scheme !== 'basic') return [{ ...attachment, scheme, span }];
  const place: Span = entity.span ?? span;
  return [basic(user?.value, entity.fields.get('password')?.value, place, attachment)];
}

/** An object of the program's own that signs requests: runs it on a request and looks at what it put there. */
function fromCallable(machine: Machine, callable: Abstract, span: Span, attachment: Attachment): MaybeCredential[] {
  const request = machine.store.create('external', { external: 'requests.PreparedRequest', span });
  const headers = newDictionary(machine, span);
  request.fields.set('headers', { value: entityValue(headers) });
  request.fields.set('url', { value: stringText('') });
  callValue(machine, callable, { positional: [{ value: entityValue(request), span }], keywords: new Map(), open: false, span }, 'auth');
  return fromHeaders(entityValue(headers), span).map(
    (credential) => credential && { ...credential, via: attachment.via, option: attachment.option },
  );
}

/** What is really sent where both an `auth` and a header may be there: the former wins. */
export function effective(auth: readonly MaybeCredential[], headers: readonly MaybeCredential[]): MaybeCredential[] {
  const sent = auth.filter((credential) => credential !== undefined);
  return sent.length === auth.length && sent.length > 0 ? sent : [...sent, ...headers];
}

/** Reads the cell of a session's field: what stands there and where it was put. */
export function cellOf(entity: Entity, field: string): Cell | undefined {
  const cell = entity.fields.get(field);
  return cell && (cell.value.length === 0 ? undefined : cell);
}

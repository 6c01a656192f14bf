import { ts } from 'ts-morph';
import type { Credential, CredentialVia } from '../../../http/call.ts';
import { credentialsFromAuthorization } from '../../../http/headers.ts';
import { splitUserAndPassword, userinfoOf } from '../../../http/userinfo.ts';
import { skeleton } from '../../../values/text.ts';
import { literal, NOTHING, type Sequence, type Span, union, type Value } from '../../../values/value.ts';
import { spanOf } from '../syntax/unit.ts';
import type { Context } from '../values/context.ts';
import { type Abstract, type Entity, isAbsent, isEncoded } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';
import type { Found } from '../values/exports.ts';
import { listVariants } from '../values/lists.ts';
import { combine, firstOf, foundIn, MISSING, placed, written } from '../values/properties.ts';
import { type Arms, armsOfCredential, armsOfNode, armsOfText, bothArms, commonArms, NO_ARMS, withArms } from './arms.ts';
import type { CredentialSet } from './request.ts';

/** The ways in which something can be authenticated, and whether it may not be at all. */
export interface Authentication {
  readonly sets: readonly CredentialSet[];
  readonly absent: boolean;
}

export const UNAUTHENTICATED: Authentication = { sets: [], absent: true };

/** The Authorization header among headers: an object, a Headers object, a list of pairs. */
export function authorizationOf(e: Evaluator, headers: Abstract, place: ts.Node, context: Context): Found {
  const founds = headers.map((entity) => authorizationIn(e, entity, place, context));
  return headers.length === 0 ? MISSING : combine(founds);
}

function authorizationIn(e: Evaluator, entity: Entity, place: ts.Node, context: Context): Found {
  if (entity.kind === 'list') return inPairs(e, entity, place, context);
  if (entity.kind === 'made' && entity.type === 'headers') {
    const { node } = entity;
    if (!node) return MISSING;
    return written(e, entity, 'authorization', place, context, { node, find: () => initialHeader(e, node, entity.context) }, true);
  }
  if (entity.kind === 'unknown' || entity.kind === 'external' || entity.kind === 'text' || entity.kind === 'made' || entity.kind === 'part')
    return MISSING;
  return foundIn(e, [entity], 'authorization', place, context, true);
}

function initialHeader(e: Evaluator, node: ts.Node, context: Context): Found {
  const argument = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.arguments?.[0] : undefined;
  return argument ? authorizationOf(e, e.eval(argument, context), node, context) : MISSING;
}

function inPairs(e: Evaluator, list: Extract<Entity, { kind: 'list' }>, place: ts.Node, context: Context): Found {
  const founds: Found[] = [];
  for (const { value, node } of listVariants(e, list, place, context).flat()) {
    for (const pair of value) {
      if (pair.kind !== 'list') continue;
      const [name, content] = listVariants(e, pair, place, context)[0] ?? [];
      const named =
        name && e.asValue(name.value, node, context).alternatives.some((sequence) => literal(sequence)?.toLowerCase() === 'authorization');
      if (named && content) founds.push(placed(content.value, node));
    }
  }
  return combine(founds);
}

/** The credentials in an Authorization header that was found, one set for each scheme that it can have. */
export function headerAuthentication(
  e: Evaluator,
  found: Found,
  option: string,
  via: CredentialVia,
  place: ts.Node,
  context: Context,
): Authentication {
  const sets: CredentialSet[] = [];
  let { absent } = found;
  for (const part of partsOf(found, place)) {
    const value = part.value.filter((entity) => !isAbsent(entity));
    if (value.length < part.value.length) absent = true;
    if (value.length === 0) continue;
    const span = spanOf(part.place);
    const content = e.asValue(value, part.place, context);
    const around = armsOfNode(part.place);
    for (const credential of credentialsFromAuthorization(content, span, option, via)) {
      const written = content.alternatives
        .filter((sequence) => isOfScheme(sequence, credential))
        .map((sequence) => armsOfText(e, sequence));
      sets.push([withArms(detailed(credential), bothArms(commonArms(written), around))]);
    }
  }
  return { sets: distinct(sets), absent: absent || sets.length === 0 };
}

function isOfScheme(sequence: Sequence, { scheme }: Credential): boolean {
  const known = /^\s*(basic|bearer|digest|ntlm|negotiate)\b/i.exec(skeleton(sequence))?.[1]?.toLowerCase();
  return (known ?? 'other') === scheme;
}

/** The places that set a thing; the call itself where none is known. */
function partsOf(found: Found, place: ts.Node): readonly { readonly value: Abstract; readonly place: ts.Node }[] {
  if (found.parts && found.parts.length > 0) return found.parts;
  return found.value.length === 0 ? [] : [{ value: found.value, place }];
}

function placeSpan(found: Found, place: ts.Node): Span {
  return spanOf(found.parts?.[0]?.place ?? place);
}

/** User and password told apart where the base64 text was made in sight. */
function detailed(credential: Credential): Credential {
  if (credential.scheme !== 'basic' || !credential.encoded) return credential;
  const decoded: Value[] = [];
  for (const sequence of credential.encoded.alternatives) {
    const [piece] = sequence;
    if (sequence.length !== 1 || !piece || !isEncoded(piece)) return credential;
    decoded.push(piece.decoded);
  }
  const { user, password } = splitUserAndPassword(union([NOTHING, ...decoded]));
  const { encoded: _, ...rest } = credential;
  return { ...rest, user, password };
}

/** What an `auth` option says: an object with a user and a password, a pair, `user:password`, or something unknown that holds them. */
export function authOption(
  e: Evaluator,
  found: Found,
  option: string,
  via: CredentialVia,
  place: ts.Node,
  context: Context,
): Authentication {
  const sets: CredentialSet[] = [];
  let { absent } = found;
  for (const part of partsOf(found, place)) {
    const span = spanOf(part.place);
    for (const entity of part.value) {
      if (isAbsent(entity)) absent = true;
      else
        sets.push([
          withArms({ ...authEntity(e, entity, place, context), via, option, span }, bothArms(armsOfEntity(entity), armsOfNode(part.place))),
        ]);
    }
  }
  return { sets: distinct(sets), absent: absent || sets.length === 0 };
}

/** The conditions around the place where an object is written. */
function armsOfEntity(entity: Entity): Arms {
  return entity.kind === 'record' || entity.kind === 'list' ? armsOfNode(entity.node) : NO_ARMS;
}

function authEntity(e: Evaluator, entity: Entity, place: ts.Node, context: Context): Pick<Credential, 'scheme' | 'user' | 'password'> {
  if (entity.kind === 'text') return { scheme: 'basic', ...splitUserAndPassword(entity.value) };
  if (entity.kind === 'list') {
    const [user, password] = listVariants(e, entity, place, context)[0] ?? [];
    return {
      scheme: 'basic',
      user: user && e.asValue(user.value, user.node, context),
      password: password && e.asValue(password.value, password.node, context),
    };
  }
  const read = (...names: string[]): Value | undefined => {
    const found = firstOf(names.map((name) => () => foundIn(e, [entity], name, place, context)));
    const value = found.value.filter((part) => !isAbsent(part));
    return value.length === 0 ? undefined : e.asValue(value, place, context);
  };
  if (entity.kind === 'record' && read('bearer') && !read('user', 'username')) return { scheme: 'bearer' };
  return { scheme: 'basic', user: read('username', 'user'), password: read('password', 'pass') };
}

/** Credentials from a user and a password that are options of their own. */
export function userAndPassword(
  e: Evaluator,
  user: Found,
  password: Found,
  option: string,
  via: CredentialVia,
  place: ts.Node,
  context: Context,
): Authentication {
  const users = user.value.filter((entity) => !isAbsent(entity));
  const passwords = password.value.filter((entity) => !isAbsent(entity));
  if (users.length === 0 && passwords.length === 0) return UNAUTHENTICATED;
  const credential: Credential = {
    scheme: 'basic',
    via,
    option,
    span: placeSpan(users.length > 0 ? user : password, place),
    ...(users.length > 0 && { user: e.asValue(users, place, context) }),
    ...(passwords.length > 0 && { password: e.asValue(passwords, place, context) }),
  };
  return { sets: [[credential]], absent: user.absent || users.length < user.value.length };
}

/** Authentication by the strongest layer that has one. */
export function layered(layers: readonly (() => Authentication)[]): readonly CredentialSet[] {
  const sets: CredentialSet[] = [];
  for (const layer of layers) {
    const found = layer();
    sets.push(...found.sets);
    if (!found.absent) return distinct(sets);
  }
  return distinct([...sets, []]);
}

/** Sets that say the same are one. */
export function distinct(sets: readonly CredentialSet[]): readonly CredentialSet[] {
  const seen = new Map<string, CredentialSet>();
  for (const set of sets) {
    const key = set.map((one) => `${one.scheme} ${one.via} ${one.option} ${one.span.file}:${one.span.start}`).join(';');
    const earlier = seen.get(key);
    if (!earlier) seen.set(key, set);
    earlier?.forEach((one, index) => {
      withArms(one, commonArms([armsOfCredential(one), armsOfCredential(set[index]!)]));
    });
  }
  return [...seen.values()];
}

/** `https://user:password@host`: credentials that stand in the URL. */
export function userinfoAuthentication(url: Value, place: ts.Node): Authentication {
  const userinfo = userinfoOf(url);
  if (!userinfo) return UNAUTHENTICATED;
  const credential: Credential = {
    scheme: 'basic',
    via: 'url-userinfo',
    option: 'URL',
    user: userinfo.user,
    password: userinfo.password,
    span: userinfo.span ?? spanOf(place),
  };
  return { sets: [[credential]], absent: !userinfo.always };
}

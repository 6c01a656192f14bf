import { ts } from 'ts-morph';
import { text, type Value } from '../../../values/value.ts';
import { type Abstract, type Entity, type MadeEntity, textEntity } from '../values/entity.ts';
import type { Found } from '../values/exports.ts';
import { clientConfig } from '../values/made.ts';
import { firstOf, foundIn, written } from '../values/properties.ts';
import { joinBase } from '../values/urls.ts';
import { methodIn } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { type Authentication, authOption, authorizationOf, headerAuthentication, layered, userinfoAuthentication } from './credentials.ts';
import { type Interception, interceptions } from './interception.ts';
import { type CredentialSet, type Draft, methodNamed, type Site, type Target } from './request.ts';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** What a call of axios or of an instance of it sends. */
export function readAxios(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const path = target.path.filter((name) => name !== 'axiosRef');
  const member = path.at(-1);
  const fixed = methodNamed(/Form$/.test(member ?? '') ? member!.slice(0, -4) : member);
  if (path.length > 1 || (member !== undefined && fixed === undefined && member !== 'request' && member !== 'getUri')) return [];
  if (member === 'getUri' || site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst =
    fixed !== undefined ||
    first.every((entity) => entity.kind !== 'record' && entity.kind !== 'instance' && entity.kind !== 'rest' && entity.kind !== 'part');
  const config = !urlFirst
    ? first
    : site.args[fixed && WITH_BODY.has(fixed) ? 2 : 1]
      ? site.arg(fixed && WITH_BODY.has(fixed) ? 2 : 1)
      : [];
  const option = (name: string): Found => foundIn(e, config, name, call, context);

  const ownUrl = (): Value => {
    const found = urlFirst ? first : option('url').value;
    return found.length === 0 && !urlFirst ? text('') : e.asValue(found, site.args[0] ?? call, context);
  };
  const base = (): Value | undefined => {
    const found = firstOf([() => option('baseURL'), () => defaultOption(site, target.client, 'baseURL')]);
    const known = found.value.filter((entity) => entity.kind !== 'constant');
    return known.length === 0 ? undefined : e.asValue(known, call, context);
  };
  const method = (): string | undefined => fixed ?? methodIn(site, option('method'));
  const sent = (): MadeEntity => sentRequest(site, ownUrl(), method(), config);
  const replays = replayedClient(first, urlFirst, site);
  return [
    {
      client: 'axios',
      method,
      url: () => joinBase(base(), ownUrl()),
      credentials: () => axiosCredentials(site, target.client, config, sent, () => joinBase(base(), ownUrl())),
      connection: () => [
        ...connectionOptions(e, config, call, context),
        ...(target.client ? connectionOptions(e, clientConfig(e, target.client), call, context) : []),
      ],
      ...(replays !== undefined && { replays }),
    },
  ];
}

/** The client whose request a configuration is, as its response handlers get it; null for that of the package itself. */
function replayedClient(first: Abstract, urlFirst: boolean, site: Site): MadeEntity | null | undefined {
  if (urlFirst) return undefined;
  const { e, call, context } = site;
  const candidates = [...first, ...foundIn(e, first, 'url', call, context).value];
  for (const entity of candidates) if (entity.kind === 'part' && entity.path[0] === 'sent') return entity.of.node ? entity.of : null;
  return undefined;
}

/** The request as its interceptors see it. */
export function sentRequest(site: Site, url: Value, method: string | undefined, config: Abstract): MadeEntity {
  const entity: MadeEntity = { kind: 'made', type: 'sent', library: 'axios', node: site.call, context: site.context };
  site.e.sent.set(site.call, { url: textEntity(url), method: method === undefined ? [] : textEntity(text(method.toLowerCase())), config });
  return entity;
}

function axiosCredentials(
  site: Site,
  client: MadeEntity | undefined,
  config: Abstract,
  sent: () => MadeEntity,
  url: () => Value,
): readonly CredentialSet[] {
  const { e, call, context } = site;
  const handled = interceptions(site, client, sent);
  const auth = (found: Found, via: 'auth-argument' | 'session' | 'handler'): Authentication =>
    authOption(e, found, 'auth', via, call, context);
  const header = (found: Found, via: 'authorization-header' | 'session' | 'handler'): Authentication =>
    headerAuthentication(e, found, 'Authorization', via, call, context);
  const own = foundIn(e, config, 'headers', call, context);
  return layered([
    ...handled.map((one: Interception) => () => auth(one.auth, 'handler')),
    () => auth(foundIn(e, config, 'auth', call, context), 'auth-argument'),
    () => auth(defaultOption(site, client, 'auth'), 'session'),
    ...handled.map((one: Interception) => () => header(one.authorization, 'handler')),
    () => header(authorizationOf(e, own.value, call, context), 'authorization-header'),
    () => header(defaultAuthorization(site, client), 'session'),
    () => userinfoAuthentication(url(), call),
  ]);
}

/** `X.defaults.…`, where X is an instance or the package itself. */
function defaultsPart(client: MadeEntity | undefined, path: readonly string[]): Entity {
  return client ? { kind: 'part', of: client, path } : { kind: 'external', module: 'axios', path };
}

/** An option that an instance's requests have unless they set their own: from its making, set since, or the package's own defaults. */
export function defaultOption(site: Site, client: MadeEntity | undefined, name: string): Found {
  const { e, call, context } = site;
  const layers: (() => Found)[] = [];
  for (let owner = client; owner; owner = owner.parent) {
    const current = owner;
    layers.push(() =>
      written(e, defaultsPart(current, ['defaults']), name, call, context, {
        node: current.node!,
        find: () => foundIn(e, clientConfig(e, current), name, call, context),
      }),
    );
  }
  layers.push(() => written(e, defaultsPart(undefined, ['defaults']), name, call, context, undefined));
  return firstOf(layers);
}

function defaultAuthorization(site: Site, client: MadeEntity | undefined): Found {
  const { e, call, context } = site;
  const layers: (() => Found)[] = [];
  for (let owner: MadeEntity | undefined = client; owner; owner = owner.parent) {
    const current = owner;
    const configured = (): Found => foundIn(e, clientConfig(e, current), 'headers', call, context);
    const initial = {
      node: current.node!,
      find: (): Found =>
        firstOf([
          () => authorizationOf(e, configured().value, call, context),
          () => authorizationOf(e, foundIn(e, configured().value, 'common', call, context).value, call, context),
        ]),
    };
    layers.push(...headerDefaults(site, current, initial));
  }
  layers.push(...headerDefaults(site, undefined, undefined));
  return firstOf(layers);
}

function headerDefaults(
  site: Site,
  client: MadeEntity | undefined,
  initial: { node: ts.Node; find(): Found } | undefined,
): (() => Found)[] {
  const { e, call, context } = site;
  const headers = defaultsPart(client, ['defaults', 'headers']);
  const lower = ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : 'get';
  return [
    () => written(e, headers, 'authorization', call, context, undefined, true),
    () => written(e, defaultsPart(client, ['defaults', 'headers', lower]), 'authorization', call, context, undefined, true),
    () => authorizationOf(e, written(e, defaultsPart(client, ['defaults']), 'headers', call, context, undefined).value, call, context),
    () => authorizationOf(e, written(e, headers, 'common', call, context, undefined).value, call, context),
    () => written(e, defaultsPart(client, ['defaults', 'headers', 'common']), 'authorization', call, context, initial, true),
  ];
}

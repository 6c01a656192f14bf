import type { ts } from 'ts-morph';
import { text, type Value } from '../../../values/value.ts';
import type { Abstract, MadeEntity } from '../values/entity.ts';
import { combine, placed } from '../values/properties.ts';
import { joinBase } from '../values/urls.ts';
import { callsTo } from './builders.ts';
import { clientChain, optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import {
  type Authentication,
  authorizationOf,
  headerAuthentication,
  layered,
  UNAUTHENTICATED,
  userinfoAuthentication,
} from './credentials.ts';
import { type ClientReader, type Draft, methodNamed, type Site } from './request.ts';

interface Shape {
  readonly client: string;
  /** Names of the options that hold a user and a password. */
  readonly names?: readonly [string, string];
  readonly auth?: boolean;
  /** Whether methods that send a body take it before their options. */
  readonly body?: boolean;
}

/** Clients called as `client.get(url, options)` or `client({ url, … })` that differ in the names of their options alone. */
function optionClient(shape: Shape): ClientReader {
  return (site, target) => {
    const { e, call, context } = site;
    const member = target.path.at(-1);
    const fixed = methodNamed(member);
    const generic = member === 'request' && shape.body === true;
    if (target.path.length > 1 || site.args.length === 0 || (member !== undefined && fixed === undefined && !generic)) return [];
    const urlAt = generic ? 1 : 0;
    const first = site.arg(urlAt);
    const urlFirst = first.every((entity) => entity.kind !== 'record' && entity.kind !== 'rest');
    const behind =
      urlAt + (shape.body && fixed && fixed !== 'GET' && fixed !== 'DELETE' && fixed !== 'HEAD' && fixed !== 'OPTIONS' ? 2 : 1);
    const own: Abstract = urlFirst ? (site.args[behind] ? site.arg(behind).filter((entity) => entity.kind !== 'function') : []) : first;
    const layers = [own, ...clientChain(e, target.client)];
    const url = (): Value =>
      urlFirst ? e.asValue(first, site.args[urlAt] ?? call, context) : (optionText(site, [own], 'url', 'uri') ?? text(''));
    const authentication = (): (() => Authentication)[] =>
      optionAuthentication(site, layers, { auth: shape.auth ?? false, ...(shape.names && { names: shape.names }) });
    return [
      {
        client: shape.client,
        method: () => fixed ?? optionMethod(site, layers),
        url,
        credentials: () => layered([...authentication(), () => userinfoAuthentication(url(), call)]),
        connection: () => layers.flatMap((layer) => connectionOptions(e, layer, call, context)),
      },
    ];
  };
}

export const readPhin = optionClient({ client: 'phin' });
export const readRestler = optionClient({ client: 'restler', names: ['username', 'password'] });
export const readNodeRestClient = optionClient({ client: 'node-rest-client', names: ['user', 'password'] });
export const readAngular = optionClient({ client: 'Angular HttpClient', body: true });

/** `bent('https://host', 'GET', 'json', headers)` makes a function that is called with a path. */
export const readBent: ClientReader = (site, target) => {
  const { e, context } = site;
  const { node } = target.client ?? {};
  if (target.path.length > 0 || !target.client || !node || !('arguments' in node)) return [];
  const made = (node.arguments as typeof site.args).map((argument) => e.eval(argument, target.client!.context));
  const texts = made.flatMap((value) => value.flatMap((entity) => (entity.kind === 'text' ? [entity.value] : [])));
  const said = (value: Value): string =>
    value.alternatives[0]?.map((piece) => (piece.kind === 'text' ? piece.text : '\u0000')).join('') ?? '';
  const base = texts.find((value) => /^(?:https?:|\u0000)/.test(said(value)));
  const method = texts.map(said).find((word) => /^(?:GET|PUT|POST|DELETE|HEAD|PATCH)$/.test(word));
  const headers = made.flat().filter((entity) => entity.kind === 'record');
  const url = (): Value => joinBase(base, site.args[0] ? e.text(site.args[0], context) : text(''));
  return [{ client: 'bent', method: () => method ?? 'GET', url, credentials: () => headerSets(site, headers, url), connection: () => [] }];
};

function headerSets(site: Site, headers: Abstract, url: () => Value): ReturnType<Draft['credentials']> {
  const { e, call, context } = site;
  return layered([
    () => headerAuthentication(e, authorizationOf(e, headers, call, context), 'Authorization', 'session', call, context),
    () => userinfoAuthentication(url(), call),
  ]);
}

/** `wretch(url).auth('Basic …').get()`: the request is sent by the method at the end; it stands for the whole chain. */
export const readWretch: ClientReader = (site, target) => {
  const { e, call, context } = site;
  if (target.path.length > 0 || !site.args[0]) return [];
  const url = (): Value => e.text(site.args[0]!, context);
  return [
    {
      client: 'wretch',
      method: () => undefined,
      url,
      credentials: () => layered([() => wretchAuth(site), () => userinfoAuthentication(url(), call)]),
      connection: () => [],
    },
  ];
};

/** What `.auth(value)` and `.headers({ … })` of the chain set. */
function wretchAuth(site: Site): Authentication {
  const { e, call, context } = site;
  const request = e.eval(call as ts.CallExpression, context).find((entity): entity is MadeEntity => entity.kind === 'made');
  if (!request) return UNAUTHENTICATED;
  const values = callsTo(site, request, 'auth').flatMap(({ arguments: [value] }) =>
    value ? [placed(e.eval(value, e.contexts.at(context, value)), value)] : [],
  );
  const headers = callsTo(site, request, 'headers').flatMap(({ arguments: [value] }) =>
    value ? [authorizationOf(e, e.eval(value, e.contexts.at(context, value)), value, context)] : [],
  );
  return headerAuthentication(
    e,
    combine([...values, ...headers].filter((found) => found.value.length > 0)),
    'Authorization',
    'authorization-header',
    call,
    context,
  );
}

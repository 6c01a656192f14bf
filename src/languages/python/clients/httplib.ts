import { concat, type Value } from '../../../values/value.ts';
import { keep, keeper, named, selfEntities } from '../library/table.ts';
import {
  type Abstract,
  asText,
  type Entity,
  entities,
  entityValue,
  type Item,
  NONE,
  present,
  string,
  stringText,
} from '../values/abstract.ts';
import { argument } from '../values/binding.ts';
import { mergeInto, newDictionary, setKey } from '../values/collections.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';
import { basic, effective, fromHeaders } from './credentials.ts';
import { connectionOptions, send, urlOf } from './send.ts';

function literal(content: string): Value {
  return { alternatives: [[{ kind: 'text', text: content }]], truncated: false };
}

/** The URL of a request on a connection: its scheme and host in front of the path. */
function fullUrl(connection: Entity, path: Item | undefined, args: Arguments): Value {
  const host = asText(connection.fields.get('host')?.value ?? [], 'host', args.span);
  const port = present(connection.fields.get('port')?.value ?? NONE).filter((atom) => atom.kind !== 'none');
  const scheme = connection.external?.includes('HTTPS') ? 'https://' : 'http://';
  const parts = [literal(scheme), host];
  if (port.length > 0) parts.push(literal(':'), asText(port, 'port', args.span));
  const target = urlOf(path, args.span);
  const first = target.alternatives[0]?.[0];
  if (first?.kind === 'text' && /^https?:/i.test(first.text)) return target;
  if (first?.kind === 'text' && !first.text.startsWith('/')) parts.push(literal('/'));
  return concat([...parts, target]);
}

const connection =
  (external: string): LibraryFunction =>
  (machine, args) => {
    const entity = machine.store.create('external', { external, span: args.span });
    keep(machine, entity, args, ['host', 'port']);
    return entityValue(entity);
  };

const request =
  (client: string): LibraryFunction =>
  (machine, args, self) => {
    for (const entity of selfEntities(self)) {
      const headers = argument(args, client === 'httplib' ? 3 : 3, 'headers');
      const shared = entity.fields.get('headers');
      const own = headers ? fromHeaders(headers.value, headers.span ?? args.span) : [undefined];
      const credentials = effective(own, shared ? fromHeaders(shared.value, shared.span ?? args.span) : [undefined]);
      const url = fullUrl(entity, argument(args, 1, 'url'), args);
      send(machine, {
        client,
        method: argument(args, 0, 'method')?.value,
        url,
        credentials,
        connection: connectionOptions(args),
        span: args.span,
      });
    }
    return entityValue(machine.store.create('external', { external: 'requests.Response()', span: args.span }));
  };

const putRequest: LibraryFunction = (machine, args, self) => {
  for (const entity of selfEntities(self)) {
    keep(machine, entity, args, ['method', 'url']);
    machine.store.write(entity, 'headers', { value: entityValue(newDictionary(machine, args.span)), span: args.span });
  }
  return NONE;
};

const putHeader: LibraryFunction = (machine, args, self) => {
  const [name, value] = args.positional;
  for (const entity of selfEntities(self))
    for (const headers of entities(entity.fields.get('headers')?.value ?? []))
      if (name && value) setKey(machine, headers, name.value, value.value, args.span);
  return NONE;
};

const endHeaders: LibraryFunction = (machine, args, self) => {
  for (const entity of selfEntities(self)) {
    const credentials = fromHeaders(entity.fields.get('headers')?.value ?? [], args.span);
    const url = fullUrl(entity, entity.fields.get('url'), args);
    send(machine, { client: 'httplib', method: entity.fields.get('method')?.value, url, credentials, connection: [], span: args.span });
  }
  return NONE;
};

/** httplib2: credentials are added to the client, for any host. */
const httplib2Request: LibraryFunction = (machine, args, self) => {
  for (const entity of selfEntities(self)) {
    const headers = argument(args, 3, 'headers');
    const own = headers ? fromHeaders(headers.value, headers.span ?? args.span) : [undefined];
    const user = entity.fields.get('name');
    const added = user
      ? [basic(user.value, entity.fields.get('password')?.value, user.span ?? args.span, { via: 'session', option: 'add_credentials' })]
      : [undefined];
    const method = argument(args, 1, 'method')?.value ?? 'GET';
    send(machine, {
      client: 'httplib2',
      method,
      url: urlOf(argument(args, 0, 'uri'), args.span),
      credentials: effective(own, added),
      connection: [],
      span: args.span,
    });
  }
  const response = entityValue(machine.store.create('external', { external: 'requests.Response()', span: args.span }));
  const tuple = machine.store.create('tuple', { span: args.span });
  tuple.fields.set('items', { value: [{ kind: 'items', items: [{ value: response }, { value: response }] }] });
  return entityValue(tuple);
};

function poolRequest(machine: Machine, args: Arguments, self: Abstract): Abstract {
  const [pool] = selfEntities(self);
  const headers = args.keywords.get('headers') ?? pool?.fields.get('headers');
  const credentials = headers ? fromHeaders(headers.value, headers.span ?? args.span) : [undefined];
  const target = argument(args, 1, 'url');
  const url = pool?.fields.has('host') ? fullUrl(pool, target, args) : urlOf(target, args.span);
  return send(machine, {
    client: 'urllib3',
    method: argument(args, 0, 'method')?.value,
    url,
    credentials,
    connection: connectionOptions(args),
    span: args.span,
  });
}

/** `make_headers(basic_auth='user:password')`. */
const makeHeaders: LibraryFunction = (machine, args) => {
  const headers = newDictionary(machine, args.span);
  const pair = argument(args, 3, 'basic_auth');
  if (pair && !pair.value.every((atom) => atom.kind === 'none')) {
    const encoded = machine.library.get('base64.b64encode')!(machine, { ...args, positional: [pair], keywords: new Map() }, [], '');
    const value = string(concat([literal('Basic '), asText(encoded, 'base64', args.span)]));
    setKey(machine, headers, stringText('authorization'), value, pair.span ?? args.span);
  }
  const more = args.keywords.get('headers');
  if (more) mergeInto(machine, headers, more.value, args.span);
  return entityValue(headers);
};

/** http.client and httplib, httplib2, urllib3. */
export const httplibFunctions: [string, LibraryFunction][] = [
  ...['http.client.HTTPSConnection', 'http.client.HTTPConnection', 'http.client.HTTPS', 'http.client.HTTP'].flatMap(
    (name): [string, LibraryFunction][] => [
      [name, connection(name)],
      [
        `${name}.__init__`,
        (machine, args, self) => {
          for (const entity of selfEntities(self)) keep(machine, entity, args, ['host', 'port']);
          return NONE;
        },
      ],
      [`${name}.request`, request('httplib')],
      [`${name}.putrequest`, putRequest],
      [`${name}.putheader`, putHeader],
      [`${name}.endheaders`, endHeaders],
    ],
  ),
  ['httplib2.Http', keeper('httplib2.Http', [])],
  [
    'httplib2.Http.add_credentials',
    (machine, args, self) => {
      for (const entity of selfEntities(self)) {
        keep(machine, entity, args, ['name', 'password']);
        const user = argument(args, 0, 'name');
        if (user) machine.store.write(entity, 'name', { value: user.value, span: args.span });
      }
      return NONE;
    },
  ],
  ['httplib2.Http.request', httplib2Request],
  ['urllib3.PoolManager', keeper('urllib3.PoolManager', ['num_pools', 'headers'])],
  ['urllib3.ProxyManager', keeper('urllib3.PoolManager', ['proxy_url', 'num_pools', 'headers'])],
  ...['HTTPSConnectionPool', 'HTTPConnectionPool'].map((name): [string, LibraryFunction] => [
    `urllib3.${name}`,
    keeper(`urllib3.${name}`, ['host', 'port', 'strict', 'timeout', 'maxsize', 'block', 'headers']),
  ]),
  ...named(
    'urllib3.PoolManager.request urllib3.PoolManager.urlopen urllib3.PoolManager.request_encode_url urllib3.PoolManager.request_encode_body urllib3.HTTPSConnectionPool.request urllib3.HTTPSConnectionPool.urlopen urllib3.HTTPConnectionPool.request urllib3.HTTPConnectionPool.urlopen urllib3.request',
    poolRequest,
  ),
  ['urllib3.make_headers', makeHeaders],
];

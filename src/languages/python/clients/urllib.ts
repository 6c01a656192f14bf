import type { ConnectionOption } from '../../../http/call.ts';
import { skeleton } from '../../../values/text.ts';
import type { Span, Value } from '../../../values/value.ts';
import { keep, named, selfEntities } from '../library/table.ts';
import { type Abstract, asText, type Entity, entities, entityValue, NONE } from '../values/abstract.ts';
import { argument } from '../values/binding.ts';
import { callValue } from '../values/calls.ts';
import { contents, mergeInto, newDictionary, newSequence, setKey } from '../values/collections.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';
import { type Attachment, basic, effective, fromHeaders, type MaybeCredential } from './credentials.ts';
import { option, send, urlOf } from './send.ts';

/** The module's field for the opener that it installs for `urlopen`. */
const INSTALLED = '*opener';
const HANDLER: Attachment = { via: 'handler', option: 'HTTPBasicAuthHandler' };

const initialiseRequest: LibraryFunction = (machine, args, self) => {
  for (const entity of selfEntities(self)) {
    keep(machine, entity, args, ['url', 'data']);
    const method = argument(args, 5, 'method');
    if (method) machine.store.write(entity, 'method', { value: method.value, span: method.span });
    const headers = newDictionary(machine, args.span);
    const given = argument(args, 2, 'headers');
    if (given) mergeInto(machine, headers, given.value, given.span ?? args.span);
    machine.store.write(entity, 'headers', { value: entityValue(headers), span: args.span });
  }
  return NONE;
};

const newRequest: LibraryFunction = (machine, args, _self, path) => {
  const entity = machine.store.create('external', { external: 'urllib.request.Request', span: args.span });
  initialiseRequest(machine, args, entityValue(entity), path);
  return entityValue(entity);
};

const addHeader: LibraryFunction = (machine, args, self) => {
  const name = argument(args, 0, 'key');
  const value = argument(args, 1, 'val');
  for (const entity of selfEntities(self)) {
    for (const headers of entities(entity.fields.get('headers')?.value ?? []))
      if (name && value) setKey(machine, headers, name.value, value.value, args.span);
  }
  return NONE;
};

/** What `get_method` gives: the method that was set, or what the body says. */
function methodOf(machine: Machine, request: Entity, data: Abstract | undefined, span: Span): string | Abstract | undefined {
  const getter = request.fields.get('get_method');
  if (getter) return callValue(machine, getter.value, { positional: [], keywords: new Map(), open: false, span }, 'get_method');
  const own = request.type ? machine.library.get('builtins.getattr') : undefined;
  if (own) {
    const found = own(
      machine,
      {
        positional: [
          { value: entityValue(request) },
          { value: [{ kind: 'string', value: { alternatives: [[{ kind: 'text', text: 'get_method' }]], truncated: false } }] },
        ],
        keywords: new Map(),
        open: false,
        span,
      },
      [],
      '',
    );
    if (found.some((atom) => atom.kind === 'function'))
      return callValue(machine, found, { positional: [], keywords: new Map(), open: false, span }, 'get_method');
  }
  const set = request.fields.get('method');
  if (set && !set.value.every((atom) => atom.kind === 'none')) return set.value;
  const body = data ?? request.fields.get('data')?.value;
  if (!body || body.every((atom) => atom.kind === 'none')) return 'GET';
  return body.some((atom) => atom.kind === 'none' || atom.kind === 'absent') ? undefined : 'POST';
}

/** The passwords that an opener's handlers know, as far as they are meant for the URL. */
function handlerCredentials(opener: Entity | undefined, url: Value, span: Span): MaybeCredential[] {
  if (!opener) return [undefined];
  const result: MaybeCredential[] = [];
  for (const handler of itemsOf(opener, 'handlers')) {
    if (!/^urllib\.request\.HTTP(?:Basic|Digest)?AuthHandler$/.test(handler.external ?? '')) continue;
    if (/Digest/.test(handler.external ?? '')) continue;
    const managers = [handler, ...entities(handler.fields.get('passwd')?.value ?? [])];
    for (const manager of managers) {
      for (const entry of itemsOf(manager, 'passwords')) {
        const uri = entry.fields.get('uri')?.value;
        if (uri && !sameHost(asText(uri, 'uri', span), url)) continue;
        result.push(basic(entry.fields.get('user')?.value, entry.fields.get('password')?.value, entry.span ?? span, HANDLER));
      }
    }
  }
  return result.length > 0 ? result : [undefined];
}

function itemsOf(entity: Entity, field: string): Entity[] {
  return entities(entity.fields.get(field)?.value ?? []).flatMap((list) =>
    contents(list).flatMap((items) => items.flatMap((item) => entities(item.value))),
  );
}

/** False only where both hosts are written out and differ. */
function sameHost(one: Value, other: Value): boolean {
  const hosts = (value: Value): Set<string> =>
    new Set(
      value.alternatives.map((sequence) => /^https?:\/\/([^/\u0000:]+)(?=[/:]|$)/i.exec(skeleton(sequence))?.[1]?.toLowerCase() ?? ''),
    );
  const left = hosts(one);
  const right = hosts(other);
  if (left.has('') || right.has('')) return true;
  return [...left].some((host) => right.has(host));
}

function open(machine: Machine, args: Arguments, opener: Entity | undefined): Abstract {
  const target = argument(args, 0, 'url') ?? argument(args, 0, 'fullurl');
  const { span } = args;
  const requests = entities(target?.value ?? []);
  const texts = target?.value.filter((atom) => atom.kind === 'string') ?? [];
  const data = argument(args, 1, 'data');
  const shared = machine.activations.flatMap((activation) => entities(activation.module.fields.get(INSTALLED)?.value ?? []));
  const openers = opener ? [opener] : shared.length > 0 ? [...new Set(shared)] : [undefined];
  const connection = connectionOf(args);
  for (const through of openers) {
    const added = through?.fields.get('addheaders');
    const addedHeaders = added ? fromHeaders(added.value, added.span ?? span) : [undefined];
    for (const request of requests) {
      const url = urlOf(request.fields.get('url'), span);
      const headers = effective(fromHeaders(request.fields.get('headers')?.value ?? [], span), addedHeaders);
      const credentials = effective(headers, handlerCredentials(through, url, span));
      send(machine, { client: 'urllib', method: methodOf(machine, request, data?.value, span), url, credentials, connection, span });
    }
    if (texts.length > 0) {
      const url = asText(texts, 'url', span);
      const credentials = effective(addedHeaders, handlerCredentials(through, url, span));
      send(machine, { client: 'urllib', method: data ? 'POST' : 'GET', url, credentials, connection, span });
    }
  }
  return entityValue(machine.store.create('external', { external: 'requests.Response()', span }));
}

function connectionOf(args: Arguments): ConnectionOption[] {
  const context = args.keywords.get('context');
  const insecure = entities(context?.value ?? []).some((entity) => {
    const mode = entity.fields.get('verify_mode')?.value;
    return (
      entity.external === 'ssl._create_unverified_context()' ||
      mode?.some((atom) => atom.kind === 'external' && atom.path === 'ssl.CERT_NONE')
    );
  });
  return insecure && context ? [option('insecure', 'context', { value: [], span: context.span }, args.span)] : [];
}

function list(machine: Machine, args: Arguments, values: readonly Abstract[]): Abstract {
  return entityValue(
    newSequence(
      machine,
      'list',
      values.map((value) => ({ value, span: args.span })),
      args.span,
    ),
  );
}

const buildOpener: LibraryFunction = (machine, args) => {
  const opener = machine.store.create('external', { external: 'urllib.request.OpenerDirector', span: args.span });
  opener.fields.set('handlers', {
    value: list(
      machine,
      args,
      args.positional.map((item) => item.value),
    ),
  });
  opener.fields.set('addheaders', { value: list(machine, args, []) });
  return entityValue(opener);
};

const addHandler: LibraryFunction = (machine, args, self) => {
  for (const opener of selfEntities(self))
    for (const handlers of entities(opener.fields.get('handlers')?.value ?? []))
      machine.library.get('list.append')!(machine, args, entityValue(handlers), '');
  return NONE;
};

function keepsPasswords(external: string): LibraryFunction {
  return (machine, args) => {
    const entity = machine.store.create('external', { external, span: args.span });
    keep(machine, entity, args, ['passwd']);
    entity.fields.set('passwords', { value: list(machine, args, []) });
    return entityValue(entity);
  };
}

const addPassword: LibraryFunction = (machine, args, self) => {
  const entry = machine.store.create('external', { external: 'urllib.request.password', span: args.span });
  keep(machine, entry, args, ['realm', 'uri', 'user', 'passwd']);
  const password = argument(args, 3, 'passwd');
  if (password) entry.fields.set('password', { value: password.value });
  for (const manager of selfEntities(self)) {
    const own = entities(manager.fields.get('passwords')?.value ?? []);
    for (const passwords of own)
      machine.library.get('list.append')!(
        machine,
        { ...args, positional: [{ value: entityValue(entry), span: args.span }] },
        entityValue(passwords),
        '',
      );
  }
  return NONE;
};

const MANAGERS = ['HTTPPasswordMgr', 'HTTPPasswordMgrWithDefaultRealm', 'HTTPPasswordMgrWithPriorAuth'];
const HANDLERS = ['HTTPBasicAuthHandler', 'HTTPDigestAuthHandler'];

/** urllib, and urllib2 of Python 2: requests and openers are built first, `urlopen` and `open` send them. */
export const urllibFunctions: [string, LibraryFunction][] = [
  ['urllib.request.Request', newRequest],
  ['urllib.request.Request.__init__', initialiseRequest],
  ...named('urllib.request.Request.add_header urllib.request.Request.add_unredirected_header', addHeader),
  ...named('urllib.request.urlopen urllib.request.urlretrieve', (machine, args) => open(machine, args, undefined)),
  ...named('urllib.request.build_opener urllib.request.OpenerDirector urllib.request.URLopener urllib.request.FancyURLopener', buildOpener),
  ['urllib.request.OpenerDirector.add_handler', addHandler],
  [
    'urllib.request.OpenerDirector.open',
    (machine, args, self) =>
      selfEntities(self)
        .map((opener) => open(machine, args, opener))
        .at(-1) ?? NONE,
  ],
  [
    'urllib.request.install_opener',
    (machine, args) => {
      const opener = args.positional[0];
      if (opener) machine.store.write(machine.current.module, INSTALLED, { value: opener.value, span: opener.span });
      return NONE;
    },
  ],
  ...[...MANAGERS, ...HANDLERS].flatMap((name): [string, LibraryFunction][] => [
    [`urllib.request.${name}`, keepsPasswords(`urllib.request.${name}`)],
    [`urllib.request.${name}.add_password`, addPassword],
  ]),
];

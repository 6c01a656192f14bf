import { withoutTrailing } from '../../../values/trailing.ts';
import { concat, type Span, type Value } from '../../../values/value.ts';
import { keep, keeper, named, selfEntities } from '../library/table.ts';
import { type Abstract, type Entity, entityValue, type Item, NONE, present, stringText } from '../values/abstract.ts';
import { argument } from '../values/binding.ts';
import { callValue } from '../values/calls.ts';
import { mergeInto, newDictionary } from '../values/collections.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';
import { joinUrl } from '../values/strings.ts';
import { type Attachment, cellOf, effective, fromAuth, fromHeaders, type MaybeCredential } from './credentials.ts';
import { connectionOptions, send, urlOf } from './send.ts';

const ARGUMENT: Attachment = { via: 'auth-argument', option: 'auth=' };
const SESSION: Attachment = { via: 'session', option: 'session.auth' };
const METHODS = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

interface Family {
  readonly client: string;
  /** The session class of the library. */
  readonly session: string;
  /** The session's field that holds what every URL starts with. */
  readonly base: string | undefined;
  /** Where the session keeps its credentials. */
  readonly auth: string;
}

const REQUESTS: Family = { client: 'requests', session: 'requests.Session', base: 'base_url', auth: 'auth' };
const HTTPX: Family = { client: 'httpx', session: 'httpx.Client', base: 'base_url', auth: 'auth' };
const AIOHTTP: Family = { client: 'aiohttp', session: 'aiohttp.ClientSession', base: 'base_url', auth: 'auth' };

function credentialsOf(machine: Machine, args: Arguments, session: Entity | undefined, authField: string): MaybeCredential[] {
  const auth = args.keywords.get('auth');
  const passed = auth ? fromAuth(machine, auth.value, auth.span ?? args.span, ARGUMENT) : [undefined];
  const cell = session && cellOf(session, authField);
  const kept = cell ? fromAuth(machine, cell.value, cell.span ?? args.span, SESSION) : [undefined];
  const headers = args.keywords.get('headers');
  const own = headers ? fromHeaders(headers.value, headers.span ?? args.span) : [undefined];
  const sessionHeaders = session?.fields.get('headers');
  const shared = sessionHeaders ? fromHeaders(sessionHeaders.value, sessionHeaders.span ?? args.span) : [undefined];
  return effective(effective(passed, kept), effective(own, shared));
}

function request(
  machine: Machine,
  family: Family,
  args: Arguments,
  method: string | Abstract | undefined,
  target: Item | undefined,
  session: Entity | undefined,
): Abstract {
  const base = family.base && session ? session.fields.get(family.base) : undefined;
  const path = urlOf(target, args.span);
  const url = base ? underBase(urlOf(base, args.span), path, family) : path;
  const connection = connectionOptions(args, session?.fields);
  const credentials = credentialsOf(machine, args, session, family.auth);
  const response = send(machine, { client: family.client, method, url, credentials, connection, span: args.span });
  if (session) throughAdapters(machine, session, url, args.span);
  return response;
}

function underBase(base: Value, path: Value, family: Family): Value {
  if (family !== HTTPX) return joinUrl(base, path);
  // httpx puts a slash between the two, whatever they start and end with.
  const absolute = path.alternatives.filter((sequence) => sequence[0]?.kind === 'text' && /^https?:/i.test(sequence[0].text));
  const relative = path.alternatives.filter((sequence) => !absolute.includes(sequence));
  const slash: Value = { alternatives: [[{ kind: 'text', text: '/' }]], truncated: false };
  const trim = (value: Value): Value => ({
    alternatives: value.alternatives.map((sequence) => {
      const last = sequence.at(-1);
      return last?.kind === 'text' && last.text.endsWith('/')
        ? [...sequence.slice(0, -1), { ...last, text: withoutTrailing(last.text, '/'), exact: false }]
        : sequence;
    }),
    truncated: value.truncated,
  });
  const start: Value = {
    alternatives: relative.map((sequence) => {
      const [first, ...rest] = sequence;
      return first?.kind === 'text' ? [{ ...first, text: first.text.replace(/^\/+/, ''), exact: false }, ...rest] : sequence;
    }),
    truncated: path.truncated,
  };
  const joined = relative.length > 0 ? concat([trim(base), slash, start]).alternatives : [];
  return { alternatives: [...absolute, ...joined], truncated: path.truncated };
}

/** A transport adapter of the program's own sends what its session is asked for. */
function throughAdapters(machine: Machine, session: Entity, url: Value, span: Span): void {
  const adapter = session.fields.get('*adapter');
  if (!adapter) return;
  const prepared = machine.store.create('external', { external: 'requests.PreparedRequest', span });
  prepared.fields.set('url', { value: [{ kind: 'string', value: url }] });
  for (const atom of adapter.value) {
    if (atom.kind !== 'entity' || !atom.entity.type) continue;
    const method: Abstract = [{ kind: 'external', path: 'builtins.getattr' }];
    const target = callValue(
      machine,
      method,
      { positional: [{ value: [atom] }, { value: stringText('send') }], keywords: new Map(), open: false, span },
      'getattr',
    );
    if (target.some((one) => one.kind === 'function'))
      callValue(machine, target, { positional: [{ value: entityValue(prepared) }], keywords: new Map(), open: true, span }, 'send');
  }
}

function initialise(fields: readonly string[]): LibraryFunction {
  return (machine, args, self) => {
    for (const entity of selfEntities(self)) {
      keep(machine, entity, { ...args, positional: [] }, fields);
      const headers = newDictionary(machine, args.span);
      const given = args.keywords.get('headers');
      if (given) mergeInto(machine, headers, given.value, given.span ?? args.span);
      machine.store.write(entity, 'headers', { value: entityValue(headers), span: given?.span ?? args.span });
      const base = args.positional[0];
      if (base && fields.includes('base_url')) machine.store.write(entity, 'base_url', { value: base.value, span: base.span });
    }
    return NONE;
  };
}

function making(external: string, init: LibraryFunction): LibraryFunction {
  return (machine, args, _self, path) => {
    const entity = machine.store.create('external', { external, span: args.span });
    init(machine, args, entityValue(entity), path);
    return entityValue(entity);
  };
}

function sessionMethods(family: Family, prefix: string): [string, LibraryFunction][] {
  const each = (self: Abstract, run: (session: Entity | undefined) => Abstract): Abstract => {
    const sessions = selfEntities(self);
    return (sessions.length > 0 ? sessions.map(run) : [run(undefined)]).at(-1) ?? NONE;
  };
  return [
    ...METHODS.map((name): [string, LibraryFunction] => [
      `${prefix}.${name}`,
      (machine, args, self) =>
        each(self, (session) => request(machine, family, args, name.toUpperCase(), argument(args, 0, 'url'), session)),
    ]),
    ...named(`${prefix}.request ${prefix}.stream ${prefix}._request`, (machine, args, self) =>
      each(self, (session) => request(machine, family, args, argument(args, 0, 'method')?.value, argument(args, 1, 'url'), session)),
    ),
  ];
}

const REQUEST_FIELDS = ['method', 'url', 'headers', 'files', 'data', 'params', 'auth'];

/** `requests.Request(…)` and what prepares it: one object that keeps what it was given. */
const preparedRequest: LibraryFunction = (_machine, args, self) => args.positional[0]?.value ?? self;

const sendPrepared =
  (family: Family): LibraryFunction =>
  (machine, args, self) => {
    const session = selfEntities(self)[0];
    for (const prepared of selfEntities(args.positional[0]?.value ?? [])) {
      const keywords = new Map(args.keywords);
      for (const name of ['auth', 'headers']) {
        const cell = prepared.fields.get(name);
        if (cell) keywords.set(name, cell);
      }
      request(machine, family, { ...args, keywords }, prepared.fields.get('method')?.value, prepared.fields.get('url'), session);
    }
    return entityValue(machine.store.create('external', { external: 'requests.Response()', span: args.span }));
  };

const BASIC_FIELDS = ['username', 'password'];

const basicAuthText: LibraryFunction = (machine, args) => {
  const encode = machine.library.get('base64.b64encode')!;
  const pair = machine.library.get('str.join')!(
    machine,
    { ...args, positional: [{ value: entityValue(tupleOf(machine, args)) }] },
    stringText(':'),
    'str.join',
  );
  const encoded = encode(machine, { ...args, positional: [{ value: pair, span: args.span }] }, [], 'base64.b64encode');
  const [atom] = encoded;
  const prefix: Value = { alternatives: [[{ kind: 'text', text: 'Basic ' }]], truncated: false };
  return atom?.kind === 'string' ? [{ kind: 'string', value: concat([prefix, atom.value]) }] : encoded;
};

function tupleOf(machine: Machine, args: Arguments): Entity {
  const entity = machine.store.create('tuple', { span: args.span });
  entity.fields.set('items', { value: [{ kind: 'items', items: args.positional.slice(0, 2) }] });
  return entity;
}

function clients(
  family: Family,
  modulePrefix: string,
  sessionFields: readonly string[],
  sessionNames: string,
): [string, LibraryFunction][] {
  const init = initialise(sessionFields);
  return [
    ...sessionMethods(family, modulePrefix),
    ...sessionNames
      .split(' ')
      .flatMap((name): [string, LibraryFunction][] => [
        [name, making(name, init)],
        [`${name}.__init__`, init],
        ...sessionMethods(family, name),
        [`${name}.send`, sendPrepared(family)],
        [`${name}.prepare_request`, preparedRequest],
        [`${name}.build_request`, keeper('requests.Request', REQUEST_FIELDS)],
      ]),
  ];
}

const mount: LibraryFunction = (machine, args, self) => {
  const adapter = args.positional[1];
  if (adapter)
    for (const session of selfEntities(self))
      machine.store.write(session, '*adapter', { value: present(adapter.value), span: adapter.span });
  return NONE;
};

/** requests, httpx and aiohttp: clients with functions, sessions and an `auth` that may be a pair. */
export const requestsFunctions: [string, LibraryFunction][] = [
  ...clients(REQUESTS, 'requests', ['auth', 'verify', 'cert', 'proxies', 'base_url'], 'requests.Session requests_toolbelt.BaseUrlSession'),
  ...clients(HTTPX, 'httpx', ['auth', 'verify', 'cert', 'proxies', 'base_url'], 'httpx.Client httpx.AsyncClient'),
  ...clients(AIOHTTP, 'aiohttp', ['auth', 'base_url'], 'aiohttp.ClientSession'),
  ['requests.Session.mount', mount],
  ['requests.Request', keeper('requests.Request', REQUEST_FIELDS)],
  ['httpx.Request', keeper('requests.Request', REQUEST_FIELDS)],
  ['requests.Request.prepare', preparedRequest],
  ...named('requests.auth.HTTPBasicAuth requests.HTTPBasicAuth', keeper('requests.auth.HTTPBasicAuth', BASIC_FIELDS)),
  [
    'requests.auth.HTTPBasicAuth.__init__',
    (machine, args, self) => {
      for (const entity of selfEntities(self)) keep(machine, entity, args, BASIC_FIELDS);
      return NONE;
    },
  ],
  ['httpx.BasicAuth', keeper('httpx.BasicAuth', BASIC_FIELDS)],
  ['aiohttp.BasicAuth', keeper('aiohttp.BasicAuth', ['login', 'password'])],
  [
    'aiohttp.BasicAuth.encode',
    (machine, args, self, path) => {
      const entity = selfEntities(self)[0];
      const positional = ['login', 'password'].map(
        (name): Item => ({ value: entity?.fields.get(name)?.value ?? stringText(''), span: args.span }),
      );
      return basicAuthText(machine, { ...args, positional }, [], path);
    },
  ],
  ['requests.auth._basic_auth_str', basicAuthText],
];

import type { ConnectionOption } from '../../../http/call.ts';
import { userinfoOf } from '../../../http/userinfo.ts';
import { literals, type Span, type Value } from '../../../values/value.ts';
import { type Abstract, asText, entityValue, type Item, present } from '../values/abstract.ts';
import { truthOf } from '../values/conditions.ts';
import type { Arguments, Machine } from '../values/machine.ts';
import type { MaybeCredential } from './credentials.ts';

export interface Request {
  readonly client: string;
  readonly method: string | Abstract | undefined;
  readonly url: Value;
  readonly credentials: readonly MaybeCredential[];
  readonly connection: readonly ConnectionOption[];
  readonly span: Span;
}

/** The HTTP methods that a value can be; none where it cannot be known. */
export function methodNames(method: string | Abstract | undefined, span: Span): string[] {
  if (method === undefined) return [];
  if (typeof method === 'string') return [method];
  const value = asText(method, 'method', span);
  const known = literals(value);
  return known.length === value.alternatives.length ? known.map((name) => name.toUpperCase()) : [];
}

/** Notes a request, and hands back the response that it gives. */
export function send(machine: Machine, request: Request): Abstract {
  const { url, span } = request;
  let { credentials } = request;
  const userinfo = userinfoOf(url);
  if (userinfo && credentials.some((credential) => credential === undefined)) {
    const place = userinfo.span?.file === span.file ? userinfo.span : span;
    const inUrl = {
      scheme: 'basic',
      via: 'url-userinfo',
      option: 'URL',
      user: userinfo.user,
      password: userinfo.password,
      span: place,
    } as const;
    credentials = credentials.flatMap((credential) =>
      credential === undefined ? (userinfo.always ? [inUrl] : [inUrl, undefined]) : [credential],
    );
  }
  machine.sink.record(machine, {
    client: request.client,
    span,
    methods: methodNames(request.method, span),
    url,
    credentials,
    connection: request.connection,
  });
  return entityValue(machine.store.create('external', { external: 'requests.Response()', span }));
}

export function urlOf(item: Item | undefined, span: Span): Value {
  return asText(item ? present(item.value) : [], 'url', item?.span ?? span);
}

/** Whether a value switches something off: `verify=False`. */
export function isOff(value: Abstract | undefined): boolean {
  return value?.some((atom) => (atom.kind === 'boolean' || atom.kind === 'number') && truthOf([atom]) === false) ?? false;
}

export function option(
  kind: ConnectionOption['kind'],
  name: string,
  item: { readonly value: Abstract; readonly span?: Span | undefined },
  span: Span,
): ConnectionOption {
  const text = item.value.filter((atom) => atom.kind === 'string');
  return { kind, option: name, span: item.span ?? span, ...(text.length > 0 && { value: asText(text, name, span) }) };
}

/** The connection options among the keywords of the clients that are made like `requests`. */
export function connectionOptions(
  args: Arguments,
  fields?: ReadonlyMap<string, { readonly value: Abstract; readonly span?: Span | undefined }>,
): ConnectionOption[] {
  const result: ConnectionOption[] = [];
  const item = (name: string): { readonly value: Abstract; readonly span?: Span | undefined } | undefined =>
    args.keywords.get(name) ?? fields?.get(name);
  const verify = item('verify') ?? item('ssl') ?? item('verify_ssl');
  if (verify && isOff(verify.value)) result.push(option('insecure', 'verify=False', verify, args.span));
  else if (verify?.value.some((atom) => atom.kind === 'string')) result.push(option('ca', 'verify', verify, args.span));
  const cert = item('cert');
  if (cert && !cert.value.every((atom) => atom.kind === 'none')) result.push(option('client-certificate', 'cert', cert, args.span));
  const proxies = item('proxies') ?? item('proxy');
  if (proxies && !proxies.value.every((atom) => atom.kind === 'none')) result.push(option('proxy', 'proxies', proxies, args.span));
  return result;
}

import { ts } from 'ts-morph';
import type { Context } from './context.ts';
import type { Abstract, MadeEntity } from './entity.ts';
import { textEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** What `new X` of the runtime and of packages makes. */
const CONSTRUCTED: readonly [RegExp, string][] = [
  [/^(?:url:|whatwg-url:)?URL$/, 'url'],
  [/^(?:url:)?URLSearchParams$/, 'search'],
  [/^(?:[\w@/-]+:)?Headers$/, 'headers'],
  [/^(?:[\w@/-]+:)?AxiosHeaders$/, 'headers'],
  [/^Map$/, 'headers'],
  [/^(?:[\w@/-]+:)?Request$/, 'request'],
  [/^(?:[\w@/-]+:)?XMLHttpRequest$|^(?:xmlhttprequest|xhr2|xmlhttprequest-ssl)$/, 'xhr'],
  [/^(?:[\w@/-]+:)?(?:Https?|Proxy|HttpsProxy|EnvHttpProxy)?Agent$/, 'agent'],
  [/^@angular\/common\/http:HttpHeaders$/, 'headers'],
  [/^(?:buffer:|safe-buffer:|buffer\/:)?Buffer$/, 'buffer'],
];

const BUFFER_FROM = /^(?:[\w/-]*buffer\/?:)?Buffer(?:\.from)?$/;
const URL_PARSE = /^url:parse$/;

/** How the packages that make configured clients make them. */
const CLIENTS: readonly [RegExp, string][] = [
  [/^(axios|redaxios|@[\w-]+\/axios)(?::axios)?:create$/, 'axios'],
  [/^axios(?::axios)?:Axios$/, 'axios'],
  [/^axios\.create$/, 'axios'],
  [/^(?:got|got-cjs)(?::got)?:extend$/, 'got'],
  [/^ky(?:-universal)?(?::ky)?:(?:create|extend)$/, 'ky'],
  [/^(?:request|request-promise|request-promise-native|requestretry|postman-request|@cypress\/request):defaults$/, 'request'],
  [/^superagent:agent$/, 'superagent'],
  [/^gaxios:Gaxios$/, 'gaxios'],
  [/^undici:(?:Client|Pool)$/, 'undici'],
  [/^node-rest-client:Client$/, 'node-rest-client'],
  [/^bent$/, 'bent'],
  [/^ofetch(?::ofetch)?:create$/, 'ofetch'],
  [/^\$fetch\.create$/, 'ofetch'],
];

const BUILDERS =
  /^(?:superagent(?::\w+)?|unirest(?::\w+)?|wretch|\$\.NS(?:Mutable)?URLRequest(?:\.alloc)?\.(?:requestWithURL|initWithURL)\w*|request(?:-promise(?:-native)?)?(?::\w+)?|(?:node:)?https?:request|https?:get)$/;

/** What a call of a package makes that later calls work with: a URL, headers, a configured client, a request in the making. */
export function madeByLibrary(e: Evaluator, call: Call, name: string, context: Context, parent?: MadeEntity): Abstract | undefined {
  const make = (type: string, library: string): Abstract => [
    { kind: 'made', type, library, node: call, context, ...(parent && { parent }) },
  ];
  if (ts.isNewExpression(call)) {
    const constructed = CONSTRUCTED.find(([pattern]) => pattern.test(name));
    if (constructed) return make(constructed[1], name);
  }
  if (BUFFER_FROM.test(name)) return make('buffer', name);
  if (URL_PARSE.test(name)) return make('url', name);
  if (name === 'url:format' && call.arguments?.[0]) return textEntity(e.text(call.arguments[0], context));
  const client = CLIENTS.find(([pattern]) => pattern.test(name));
  if (client) return make('client', client[1]);
  return BUILDERS.test(name) ? make('request-builder', name) : undefined;
}

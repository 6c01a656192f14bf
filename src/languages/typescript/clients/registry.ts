import type { Entity } from '../values/entity.ts';
import { externalName } from '../values/external-names.ts';
import { readUrlFetchApp } from './apps-script.ts';
import { readAxios } from './axios.ts';
import { readFetch } from './fetch.ts';
import { readGaxios } from './gaxios.ts';
import { readGot, readKy } from './got.ts';
import { readJquery } from './jquery.ts';
import { readUrlRequest } from './jxa.ts';
import { readNeedle } from './needle.ts';
import { readNodeHttp, readNodeHttps } from './node-http.ts';
import { readAngular, readBent, readNodeRestClient, readPhin, readRestler, readWretch } from './option-clients.ts';
import type { ClientReader, Target } from './request.ts';
import { readRequest } from './request-library.ts';
import { readSuperagent } from './superagent.ts';
import { readUndici } from './undici.ts';
import { readXhr } from './xhr.ts';

/** Packages, and globals of the same make, by the name that an external has; what the pattern does not match of it is the path. */
const PACKAGES: readonly [RegExp, ClientReader][] = [
  [/^(?:axios|redaxios|axios-https-proxy-fix)(?=[:.]|$)(?::(?:axios|Axios)(?=[.]|$))?/, readAxios],
  [/^(?:[\w@/-]*:)?fetch$/, readFetch],
  [
    /^(?:node-fetch|node-fetch-native|node-fetch-commonjs|cross-fetch|isomorphic-fetch|isomorphic-unfetch|unfetch|whatwg-fetch|fetch-retry|make-fetch-happen|minipass-fetch|electron-fetch|fetch-h2|@whatwg-node\/fetch)(?::(?:fetch|default))?$/,
    readFetch,
  ],
  [/^(?:ofetch:(?:ofetch|\$fetch)|ofetch|\$fetch)$/, readFetch],
  [/^(?:got|got-cjs)(?::got)?(?=[:.]|$)/, readGot],
  [/^(?:ky|ky-universal)(?::ky)?(?=[:.]|$)/, readKy],
  [/^(?:superagent|superagent-promise)(?=[:.]|$)/, readSuperagent],
  [
    /^(?:request|request-promise|request-promise-native|request-promise-any|requestretry|postman-request|@cypress\/request|cloudscraper)(?=[:.]|$)/,
    readRequest,
  ],
  [/^unirest(?=[:.]|$)/, readSuperagent],
  [/^needle(?=[:.]|$)/, readNeedle],
  [/^(?:phin|centra)(?::promisified)?$/, readPhin],
  [/^restler(?=:)/, readRestler],
  [/^wretch$/, readWretch],
  [/^@angular\/common\/http:HttpClient(?=\.)/, readAngular],
  [/^\$\.NSURL(?:Connection|Session)(?:\.sharedSession)?(?=\.)/, readUrlRequest],
  [/^undici(?=[:.]|$)/, readUndici],
  [/^gaxios(?=[:.]|$)/, readGaxios],
  [/^(?:https|follow-redirects:https)(?=[:.])/, readNodeHttps],
  [/^(?:http|follow-redirects:http|http2)(?=[:.])/, readNodeHttp],
  [/^UrlFetchApp(?=\.)/, readUrlFetchApp],
  [/^(?:\$|jQuery|jquery|cash-dom)(?=[:.])/, readJquery],
];

/** One look that most names do not pass. */
const ANY_PACKAGE = new RegExp(PACKAGES.map(([pattern]) => pattern.source).join('|'));

const MADE: ReadonlyMap<string, ClientReader> = new Map([
  ['axios', readAxios],
  ['got', readGot],
  ['ky', readKy],
  ['request', readRequest],
  ['superagent', readSuperagent],
  ['gaxios', readGaxios],
  ['undici', readUndici],
  ['ofetch', readFetch],
  ['bent', readBent],
  ['node-rest-client', readNodeRestClient],
]);

/** The reader for what a call calls, and which part of the client that is; undefined for anything that is no HTTP client. */
export function readerFor(callee: Entity): { readonly read: ClientReader; readonly target: Target } | undefined {
  if (callee.kind === 'external') {
    const name = externalName(callee);
    if (!ANY_PACKAGE.test(name)) return undefined;
    for (const [pattern, read] of PACKAGES) {
      const match = pattern.exec(name);
      if (match) return { read, target: { path: name.slice(match[0].length).split(/[:.]/).filter(Boolean) } };
    }
    return undefined;
  }
  const client = callee.kind === 'made' ? callee : callee.kind === 'part' ? callee.of : undefined;
  if (!client) return undefined;
  const path = callee.kind === 'part' ? callee.path : [];
  if (client.type === 'xhr') return { read: readXhr, target: { path, client } };
  if (client.type !== 'client') return undefined;
  const read = MADE.get(client.library);
  return read && { read, target: { path, ...(client.node && { client }) } };
}

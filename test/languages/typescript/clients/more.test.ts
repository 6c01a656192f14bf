import { describe, expect, it } from 'vitest';
import { callsIn } from '../workspace.ts';

const cases: readonly [string, string, string[]][] = [
  [
    'unirest',
    "var unirest = require('unirest');\nvar req = unirest('GET', 'https://j/JSSResource/a');\nreq.headers({ Authorization: 'Basic ' + k });\nreq.end(done);",
    ['2 superagent GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'restler',
    "const rest = require('restler');\nrest.get('https://j/JSSResource/a', { username: u, password: p }).on('complete', done);",
    ['2 restler GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'node-rest-client',
    "const { Client } = require('node-rest-client');\nconst c = new Client({ user: u, password: p });\nc.get('https://j/JSSResource/a', done);",
    ['3 node-rest-client GET https://j/JSSResource/a: basic session u/p'],
  ],
  [
    'phin',
    "const p = require('phin');\np({ url: 'https://j/JSSResource/a', method: 'PUT', headers: { Authorization: 'Basic ' + k } });",
    ['2 phin PUT https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'bent',
    "const bent = require('bent');\nconst get = bent('https://j/JSSResource', 'json', { Authorization: 'Basic ' + k });\nget('/a');",
    ['3 bent GET https://j/JSSResource/a: basic session'],
  ],
  [
    'wretch',
    "import wretch from 'wretch';\nwretch('https://j/JSSResource/a').auth('Basic ' + k).get();",
    ['2 wretch ? https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'Angular',
    "import { HttpClient, HttpHeaders } from '@angular/common/http';\nexport class S { constructor(private http: HttpClient) {}\n put(x: string) { return this.http.put('https://j/JSSResource/a', x, { headers: new HttpHeaders({ Authorization: 'Basic ' + btoa(u + ':' + p) }) }); } }",
    ['3 Angular HttpClient PUT https://j/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'Nest',
    "import { HttpService } from '@nestjs/axios';\nexport class S { constructor(private readonly http: HttpService) {}\n a() { return this.http.get('https://j/JSSResource/a', { auth: { username: u, password: p } }); }\n b() { return this.http.axiosRef.get('https://j/JSSResource/b', { auth: { username: u, password: p } }); } }",
    ['3 axios GET https://j/JSSResource/a: basic auth-argument u/p', '4 axios GET https://j/JSSResource/b: basic auth-argument u/p'],
  ],
  [
    'JXA with NSURLRequest',
    "ObjC.import('Foundation');\nconst r = $.NSMutableURLRequest.requestWithURL($.NSURL.URLWithString('https://j/JSSResource/a'));\nr.setValueForHTTPHeaderField('Basic ' + k, 'Authorization');\n$.NSURLConnection.sendSynchronousRequestReturningResponseError(r, null, null);",
    ['4 NSURLRequest GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'npm: specifier',
    "import axios from 'npm:axios@1.6';\naxios.get('https://j/JSSResource/a', { auth: { username: u, password: p } });",
    ['2 axios GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'module from a CDN',
    "import ky from 'https://esm.sh/ky@1';\nky('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + k } });",
    ['2 ky GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'Buffer without new',
    "fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + Buffer(u + ':' + p).toString('base64') } });",
    ['1 fetch GET https://j/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'crypto-js',
    "import CryptoJS from 'crypto-js';\nfetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + CryptoJS.enc.Base64.stringify(CryptoJS.enc.Utf8.parse(u + ':' + p)) } });",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'namespace',
    "namespace Conf { export const base = 'https://j'; }\nfetch(Conf.base + '/JSSResource/a', { headers: { Authorization: 'Basic ' + k } });",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'options with the headers that they had',
    "function authFetch(url, options = {}) { options.headers = { ...(options.headers || {}), Authorization: 'Basic ' + k }; return fetch(url, options); }\nauthFetch('https://j/JSSResource/a');\nauthFetch('https://j/JSSResource/b', { method: 'DELETE' });",
    ['1 fetch ? https://j/JSSResource/a | https://j/JSSResource/b: basic authorization-header'],
  ],
  [
    'Headers made by a method',
    "class C { private h(): Headers { const h = new Headers(); h.append('Authorization', `Basic ${k}`); return h; }\n async req(p: string) { return fetch(`https://j/JSSResource/${p}`, { headers: this.h() }); } a() { return this.req('a'); } }",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'a library chosen by the address',
    "const lib = url.startsWith('https') ? require('https') : require('http');\nlib.get('https://j/JSSResource/a', { auth: u + ':' + p });",
    [
      '2 node:https GET https://j/JSSResource/a: basic auth-argument u/p',
      '2 node:http GET https://j/JSSResource/a: basic auth-argument u/p',
    ],
  ],
  [
    'process.env taken apart',
    'const { JSS: base, U, P } = process.env;\nfetch(`${base}/JSSResource/a`, { headers: { Authorization: `Basic ${btoa(`${U}:${P}`)}` } });',
    ['2 fetch GET {JSS}/JSSResource/a: basic authorization-header U/P'],
  ],
  [
    'composed functions',
    "import * as R from 'ramda';\nimport * as base64 from 'base-64';\nconst basic = (u, p) => R.compose(R.concat('Basic '), base64.encode, R.join(':'))([u, p]);\nfetch('https://j/JSSResource/a', { headers: { authorization: basic(USER, PASS) } });",
    ['4 fetch GET https://j/JSSResource/a: basic authorization-header USER/PASS'],
  ],
  // Nothing to find.
  [
    'bent with a token',
    "const bent = require('bent');\nconst get = bent('https://j/JSSResource', 'json', { Authorization: 'Bearer ' + t });\nget('/a');",
    ['3 bent GET https://j/JSSResource/a: bearer session'],
  ],
  [
    'an unknown config',
    "import axios from 'axios';\nexport const get = (config) => axios.get('https://j/JSSResource/a', config);",
    ['2 axios GET https://j/JSSResource/a: none'],
  ],
  [
    'a request of JXA that is never sent',
    "const r = $.NSMutableURLRequest.requestWithURL($.NSURL.URLWithString('https://j/JSSResource/a'));\nr.setValueForHTTPHeaderField('Basic ' + k, 'Authorization');",
    [],
  ],
];

describe('more clients', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await callsIn(script)).toEqual(expected);
  });
});

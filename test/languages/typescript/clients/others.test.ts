import { describe, expect, it } from 'vitest';
import { callsIn } from '../workspace.ts';

const cases: readonly [string, string, string[]][] = [
  [
    'got username',
    "import got from 'got';\ngot('https://j/JSSResource/a', { username: u, password: p });",
    ['2 got GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'got extend',
    "import got from 'got';\nconst api = got.extend({ prefixUrl: 'https://j/JSSResource', username: u, password: p });\nawait api.get('a').json();",
    ['3 got GET https://j/JSSResource/a: basic session u/p'],
  ],
  [
    'got extended twice',
    "import got from 'got';\nconst one = got.extend({ username: u, password: p });\nconst two = one.extend({ prefixUrl: 'https://j' });\ntwo.post('JSSResource/a');",
    ['4 got POST https://j/JSSResource/a: basic session u/p'],
  ],
  [
    'got hook',
    "import got from 'got';\nconst api = got.extend({ prefixUrl: b, hooks: { beforeRequest: [(o) => { o.headers.authorization = 'Basic ' + k; }] } });\napi('JSSResource/a');",
    ['3 got GET {b}/JSSResource/a: basic handler'],
  ],
  [
    'got with a token',
    "import got from 'got';\ngot('https://j/JSSResource/a', { headers: { authorization: 'Bearer ' + t } });",
    ['2 got GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  [
    'ky create',
    "import ky from 'ky';\nconst api = ky.create({ prefixUrl: b, headers: { Authorization: 'Basic ' + k } });\napi.put('JSSResource/a', { body });",
    ['3 ky PUT {b}/JSSResource/a: basic session'],
  ],
  [
    'ky hook',
    "import ky from 'ky';\nconst api = ky.extend({ hooks: { beforeRequest: [(request) => { request.headers.set('Authorization', `Basic ${k}`); }] } });\napi('https://j/JSSResource/a');",
    ['3 ky GET https://j/JSSResource/a: basic handler'],
  ],
  [
    'superagent auth',
    "const superagent = require('superagent');\nsuperagent.get('https://j/JSSResource/a').auth(u, p).end();",
    ['2 superagent GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'superagent set',
    "import request from 'superagent';\nawait request.post('https://j/JSSResource/a').set('Authorization', 'Basic ' + k).send(xml);",
    ['2 superagent POST https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'superagent set with an object',
    "import request from 'superagent';\nrequest.get('https://j/JSSResource/a').set({ Authorization: 'Basic ' + k });",
    ['2 superagent GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'superagent in a variable',
    "import request from 'superagent';\nconst r = request.get('https://j/JSSResource/a');\nr.auth(u, p);\nawait r;",
    ['2 superagent GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'superagent agent',
    "import superagent from 'superagent';\nconst agent = superagent.agent().auth(u, p);\nagent.get('https://j/JSSResource/a');",
    ['3 superagent GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'superagent bearer',
    "import request from 'superagent';\nrequest.get('https://j/JSSResource/a').auth(t, { type: 'bearer' });",
    ['2 superagent GET https://j/JSSResource/a: bearer auth-argument'],
  ],
  [
    'request auth',
    "const request = require('request');\nrequest({ url: 'https://j/JSSResource/a', auth: { user: u, pass: p } }, (e, r) => r);",
    ['2 request GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'request method and chain',
    "const request = require('request');\nrequest.get('https://j/JSSResource/a').auth(u, p, false);",
    ['2 request GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'request defaults',
    "const request = require('request').defaults({ auth: { user: u, pass: p } });\nrequest.put({ uri: 'https://j/JSSResource/a', body });",
    ['2 request PUT https://j/JSSResource/a: basic session u/p'],
  ],
  [
    'request-promise with a baseUrl',
    "const rp = require('request-promise-native');\nrp({ baseUrl: b, uri: '/JSSResource/a', headers: { Authorization: 'Basic ' + k } });",
    ['2 request GET {b}/JSSResource/a: basic authorization-header'],
  ],
  [
    'request bearer',
    "const request = require('request');\nrequest({ url: 'https://j/JSSResource/a', auth: { bearer: t } });",
    ['2 request GET https://j/JSSResource/a: bearer auth-argument'],
  ],
  [
    'needle',
    "const needle = require('needle');\nneedle('get', 'https://j/JSSResource/a', { username: u, password: p });",
    ['2 needle GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'needle put',
    "const needle = require('needle');\nneedle.put('https://j/JSSResource/a', xml, { username: u, password: p }, done);",
    ['2 needle PUT https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'undici request',
    "import { request } from 'undici';\nrequest('https://j/JSSResource/a', { method: 'POST', headers: { authorization: 'Basic ' + k } });",
    ['2 undici POST https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'undici client',
    "import { Client } from 'undici';\nconst c = new Client('https://j');\nc.request({ path: '/JSSResource/a', method: 'GET', headers: { authorization: 'Basic ' + k } });",
    ['3 undici GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'https request',
    "import https from 'node:https';\nhttps.request({ hostname: 'j', port: 8443, path: '/JSSResource/a', auth: u + ':' + p }, done).end();",
    ['2 node:https GET https://j:8443/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'https get of a URL',
    "const { get } = require('https');\nget('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + k } }, done);",
    ['2 node:https GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'https setHeader',
    "const https = require('https');\nconst req = https.request('https://j/JSSResource/a');\nreq.setHeader('Authorization', 'Basic ' + k);\nreq.end();",
    ['2 node:https GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'https options built step by step',
    "const https = require('https');\nconst options = { host: 'j', path: '/JSSResource/a', headers: {} };\noptions.method = 'DELETE';\noptions.headers.Authorization = 'Basic ' + k;\nhttps.request(options, done);",
    ['5 node:https DELETE https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'https without credentials',
    "const https = require('https');\nhttps.get('https://j/JSSResource/a', done);",
    ['2 node:https GET https://j/JSSResource/a: none'],
  ],
  [
    'gaxios',
    "import { request } from 'gaxios';\nrequest({ url: 'https://j/JSSResource/a', headers: { Authorization: 'Basic ' + k } });",
    ['2 gaxios GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'gaxios instance',
    "import { Gaxios } from 'gaxios';\nconst g = new Gaxios({ baseURL: b, headers: { Authorization: 'Basic ' + k } });\ng.request({ url: '/JSSResource/a' });",
    ['3 gaxios GET {b}/JSSResource/a: basic session'],
  ],
  [
    'Apps Script',
    "function run() {\n  var headers = { Authorization: 'Basic ' + Utilities.base64Encode(USER + ':' + PASS) };\n  UrlFetchApp.fetch(URL_ + '/JSSResource/a', { method: 'get', headers: headers });\n}",
    ['3 UrlFetchApp GET {URL_}/JSSResource/a: basic authorization-header USER/PASS'],
  ],
  [
    'Apps Script properties',
    "var p = PropertiesService.getScriptProperties();\nUrlFetchApp.fetch(p.getProperty('JSS') + '/JSSResource/a', { headers: { Authorization: 'Basic ' + Utilities.base64Encode(p.getProperty('USER') + ':' + p.getProperty('PASS')) } });",
    ['2 UrlFetchApp GET {JSS}/JSSResource/a: basic authorization-header USER/PASS'],
  ],
  [
    'Apps Script fetchAll',
    "UrlFetchApp.fetchAll([{ url: 'https://j/JSSResource/a', headers: { Authorization: 'Basic ' + k } }]);",
    ['1 UrlFetchApp GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'Apps Script with a token',
    "UrlFetchApp.fetch('https://j/JSSResource/a', { headers: { Authorization: 'Bearer ' + ScriptApp.getOAuthToken() } });",
    ['1 UrlFetchApp GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  [
    'XMLHttpRequest open',
    "const x = new XMLHttpRequest();\nx.open('GET', 'https://j/JSSResource/a', true, u, p);\nx.send();",
    ['3 XMLHttpRequest GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'XMLHttpRequest header',
    "var x = new XMLHttpRequest();\nx.open('PUT', url + '/JSSResource/a');\nx.setRequestHeader('Authorization', 'Basic ' + btoa(u + ':' + p));\nx.send(body);",
    ['4 XMLHttpRequest PUT {url}/JSSResource/a: basic authorization-header u/p'],
  ],
  ['XMLHttpRequest never sent', "var x = new XMLHttpRequest();\nx.open('GET', 'https://j/JSSResource/a', true, u, p);", []],
  [
    'jQuery ajax',
    "$.ajax({ url: 'https://j/JSSResource/a', type: 'POST', headers: { Authorization: 'Basic ' + k } });",
    ['1 jQuery POST https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'jQuery user',
    "jQuery.ajax('https://j/JSSResource/a', { username: u, password: p });",
    ['1 jQuery GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'jQuery beforeSend',
    "$.ajax({ url: 'https://j/JSSResource/a', beforeSend: function (xhr) { xhr.setRequestHeader('Authorization', 'Basic ' + btoa(u + ':' + p)); } });",
    ['1 jQuery GET https://j/JSSResource/a: basic handler u/p'],
  ],
  [
    'jQuery selector',
    "$('#table').get(0); $.each([], f); $.get('https://j/JSSResource/a');",
    ['1 jQuery GET https://j/JSSResource/a: none'],
  ],
  ['a map is no client', "const cache = new Map();\ncache.get('https://j/JSSResource/a');\ncache.set('Authorization', 'Basic x');", []],
  [
    'a server is no client',
    "const app = require('express')();\napp.get('/JSSResource/a', (req, res) => res.set('Authorization', 'Basic x').send());",
    [],
  ],
];

describe('other clients', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await callsIn(script)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { basicIn, callsIn } from '../workspace.ts';

const cases: readonly [string, string, string[]][] = [
  [
    'fields set in the constructor',
    "class C { constructor(base, user, pass) { this.base = base; this.h = { Authorization: 'Basic ' + btoa(user + ':' + pass) }; }\n get(p) { return fetch(this.base + p, { headers: this.h }); } }\nnew C('https://j', U, P).get('/JSSResource/a');",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'parameter property',
    "class C { constructor(private readonly base: string, private auth: string) {}\n list() { return fetch(`${this.base}/JSSResource/a`, { headers: { Authorization: `Basic ${this.auth}` } }); } }\nnew C('https://j', k);",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'getter',
    "class C { get headers() { return { Authorization: 'Basic ' + k }; }\n list() { return fetch('https://j/JSSResource/a', { headers: this.headers }); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'setter',
    "class C { set key(v) { this.h = { Authorization: 'Basic ' + v }; }\n list() { return fetch('https://j/JSSResource/a', { headers: this.h }); } }\nnew C().key = k;",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'static members',
    "class C { static BASE = 'https://j';\n static list() { return fetch(C.BASE + '/JSSResource/a', { headers: { Authorization: 'Basic ' + k } }); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'private field',
    "class C { #h = { Authorization: 'Basic ' + k };\n list() { return fetch('https://j/JSSResource/a', { headers: this.#h }); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'base class sends what a subclass authenticates',
    "class Base { get(p) {\n return fetch('https://j' + p, { headers: this.headers() }); } headers() { return {}; } }\nclass Jamf extends Base { headers() { return { Authorization: 'Basic ' + k }; } list() { return this.get('/JSSResource/a'); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'super call',
    "class Base { constructor(base, h) { this.base = base; this.h = h; }\n get(p) { return fetch(this.base + p, { headers: this.h }); } }\nclass Jamf extends Base { constructor() { super('https://j', { Authorization: 'Basic ' + k }); } list() { return this.get('/JSSResource/a'); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'abstract class',
    "abstract class Base { abstract path: string;\n list() { return fetch('https://j' + this.path, { headers: { Authorization: 'Basic ' + k } }); } }\nclass A extends Base { path = '/JSSResource/a'; }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'prototype',
    "function C(k) { this.k = k; }\nC.prototype.get = function (p) { return fetch('https://j' + p, { headers: { Authorization: 'Basic ' + this.k } }); };\nC.prototype.list = function () { return this.get('/JSSResource/a'); };\nnew C(K).list();",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'prototype literal',
    "function C() {}\nC.prototype = { base: 'https://j', get: function (p) { return fetch(this.base + p, { headers: { Authorization: 'Basic ' + k } }); }, list: function () { return this.get('/JSSResource/a'); } };",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'object with methods',
    "const api = { base: 'https://j', get(p) { return fetch(this.base + p, { headers: { Authorization: 'Basic ' + k } }); } };\napi.get('/JSSResource/a');",
    ['1 https://j/JSSResource/a'],
  ],
  [
    'instance typed in a parameter',
    "class C { get(p) { return fetch('https://j' + p, { headers: { Authorization: 'Basic ' + k } }); } }\nexport function tool(client: C) { return client.get('/JSSResource/a'); }",
    ['1 https://j/JSSResource/a'],
  ],
  [
    'instance behind an interface',
    "interface Api { get(p: string): unknown }\nclass C implements Api { get(p: string) { return fetch('https://j' + p, { headers: { Authorization: 'Basic ' + k } }); } }\nexport const tool = (client: Api) => client.get('/JSSResource/a');",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'field set by a method',
    "class C { h = {}; login() { this.h = { Authorization: 'Basic ' + k }; }\n list() { this.login(); return fetch('https://j/JSSResource/a', { headers: this.h }); } }",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'arrow function field',
    "class C { private get = (p: string) => fetch('https://j' + p, { headers: { Authorization: 'Basic ' + k } });\n list = () => this.get('/JSSResource/a'); }",
    ['1 https://j/JSSResource/a'],
  ],
  [
    'enum',
    "enum Path { A = '/JSSResource/a' }\nfetch('https://j' + Path.A, { headers: { Authorization: 'Basic ' + k } });",
    ['2 https://j/JSSResource/a'],
  ],
  [
    'singleton',
    "class C { static instance; static get(): C { return (C.instance ??= new C()); }\n send(p) { return fetch('https://j' + p, { headers: { Authorization: 'Basic ' + k } }); } }\nC.get().send('/JSSResource/a');",
    ['2 https://j/JSSResource/a'],
  ],
];

describe('classes', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await basicIn(script)).toEqual(expected);
  });

  it('tells subclasses apart', async () => {
    const script = [
      "class Base { get(p) { return fetch('https://j' + p, { headers: { Authorization: this.auth() } }); } }",
      "class Classic extends Base { auth() { return 'Bearer ' + t; } list() { return this.get('/JSSResource/a'); } }",
      "class Login extends Base { auth() { return 'Basic ' + k; } token() { return this.get('/api/v1/auth/token'); } }",
    ].join('\n');
    expect(await callsIn(script)).toEqual([
      '1 fetch GET https://j/JSSResource/a: bearer authorization-header',
      '1 fetch GET https://j/api/v1/auth/token: basic authorization-header',
    ]);
  });

  it('tells instances apart', async () => {
    const script = [
      'class C { constructor(base, auth) { this.base = base; this.auth = auth; }',
      '  get(p) { return fetch(this.base + p, { headers: { Authorization: this.auth } }); } }',
      "const jamf = new C('https://j/JSSResource', 'Bearer ' + t);",
      "const tickets = new C('https://tickets.example/rest', 'Basic ' + k);",
      "jamf.get('/a');",
      "tickets.get('/b');",
    ].join('\n');
    const lines = await callsIn(script);
    expect(lines.filter((line) => line.includes('basic') && line.includes('JSSResource'))).toEqual([]);
  });
});

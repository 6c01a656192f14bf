import { runInNewContext } from 'node:vm';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { stripTypes } from '../../../src/migrate/helpers/strip-types.ts';
import {
  TYPESCRIPT_HELPER_END,
  TYPESCRIPT_HELPER_START,
  type TypeScriptHelperOptions,
  typescriptHelper,
} from '../../../src/migrate/helpers/typescript-helper.ts';

const VARIANTS: TypeScriptHelperOptions[] = (['auto', 'client', 'user'] as const).flatMap((auth) =>
  (['typescript', 'esm', 'commonjs', 'apps-script'] as const).flatMap((form) =>
    [false, true].flatMap((encoded) =>
      [false, true].flatMap((https) => [false, true].map((shared) => ({ auth, form, encoded, https, shared }))),
    ),
  ),
);

function syntaxErrors(text: string, form: string): number {
  const root = ts.createSourceFile(form === 'typescript' ? 'a.ts' : 'a.js', text, ts.ScriptTarget.Latest, true);
  return (root as ts.SourceFile & { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length;
}

describe('typescriptHelper', () => {
  test.each(VARIANTS)('%o is whole', (options) => {
    const text = typescriptHelper(options);
    expect(text.startsWith(`${TYPESCRIPT_HELPER_START}\n`)).toBe(true);
    expect(text.endsWith(`${TYPESCRIPT_HELPER_END}\n`)).toBe(true);
    expect(syntaxErrors(text, options.form)).toBe(0);
    expect(text).not.toMatch(/^ *\/\/: |biome-ignore|\n\n\n/m);
    expect(/\bimport\b/.test(text)).toBe(options.https === true && /typescript|esm/.test(options.form));
    expect(text.includes('function unbasicTokenBase64(')).toBe(options.encoded);
  });

  test('calls nothing that a variant leaves out', () => {
    for (const options of VARIANTS) {
      const text = typescriptHelper(options);
      const called = new Set([...text.matchAll(/\b(unbasic\w+)\(/g)].map((match) => match[1]!));
      const defined = new Set([...text.matchAll(/(?:function|const|var) (unbasic\w+)/g)].map((match) => match[1]!));
      expect([...called].filter((name) => !defined.has(name))).toEqual([]);
    }
  });

  test('exports where it is shared', () => {
    const shared = { auth: 'auto', encoded: true, shared: true } as const;
    expect(typescriptHelper({ ...shared, form: 'commonjs' })).toContain('module.exports = { unbasicToken, unbasicTokenBase64 };');
    expect(typescriptHelper({ ...shared, form: 'esm' })).toContain('export function unbasicToken(');
    expect(typescriptHelper({ ...shared, form: 'esm', shared: false })).not.toContain('export');
  });

  test('is written as the file is', () => {
    const text = typescriptHelper({ auth: 'auto', form: 'esm', indent: '\t', quote: '"' });
    expect(text).not.toContain("'/api");
    expect(text).toContain('\treturn { what: "user name and password"');
    expect(syntaxErrors(text, 'esm')).toBe(0);
  });
});

describe('stripTypes', () => {
  test.each([
    ['function f(a: string, b?: number): Promise<void> {}', 'function f(a, b) {}'],
    ['const a: Record<string, string> = {};', 'const a = {};'],
    ['interface A {\n  b: string;\n}\n\nlet c = 1;', 'let c = 1;'],
    ['type A = string;\nlet c = 1;', 'let c = 1;'],
    ['const m = new Map<string, { a: number }>();', 'const m = new Map();'],
    ['const { a } = b as { a: string };', 'const { a } = b;'],
    ['x.on((part: Buffer) => part);', 'x.on((part) => part);'],
    ['const a = b ? c : d;', 'const a = b ? c : d;'],
    ['const f = ({ a, b }: T): { c: number } => ({ c: a });', 'const f = ({ a, b }) => ({ c: a });'],
  ])('%s', (text, expected) => {
    expect(stripTypes(text)).toBe(expected);
  });
});

interface Sent {
  readonly url: string;
  readonly options: { readonly method: string; readonly headers: Record<string, string>; readonly payload: unknown };
}

/** Runs the helper for Apps Script with stand-ins for its services. */
function inAppsScript(script: string, answer: (sent: Sent) => { status: number; body: string }) {
  const sent: Sent[] = [];
  const said: string[] = [];
  const fetch = (url: string, options: Sent['options']) => {
    sent.push({ url, options });
    const { status, body } = answer({ url, options });
    return { getResponseCode: () => status, getContentText: () => body };
  };
  const Utilities = {
    Charset: { UTF_8: 'utf8' },
    base64Encode: (text: string) => Buffer.from(text).toString('base64'),
    base64Decode: (text: string) => [...Buffer.from(text, 'base64')],
    newBlob: (bytes: number[]) => ({ getDataAsString: () => Buffer.from(bytes).toString() }),
  };
  const helper = typescriptHelper({ auth: 'auto', form: 'apps-script', encoded: true });
  const console = { error: (text: string) => said.push(text) };
  const result: unknown = runInNewContext(`${helper}\n${script}`, { UrlFetchApp: { fetch }, Utilities, console });
  return { result, sent, said };
}

const granted = (seconds: number) => () => ({
  status: 200,
  body: JSON.stringify({ token: 't', expires: new Date(Date.now() + seconds * 1000) }),
});

describe('the helper for Apps Script', () => {
  test('asks once and keeps the token', () => {
    const script = `[unbasicToken('jamf.example.test/', 'ü', 'p'), unbasicToken('https://jamf.example.test/JSSResource/x', 'ü', 'p')].join()`;
    const { result, sent } = inAppsScript(script, granted(1800));
    expect(result).toBe('t,t');
    expect(sent.map(({ url }) => url)).toEqual(['https://jamf.example.test/api/v1/auth/token']);
    expect(sent[0]?.options.headers.Authorization).toBe(`Basic ${Buffer.from('ü:p').toString('base64')}`);
  });

  test('asks again when a token is about to expire', () => {
    expect(inAppsScript(`unbasicToken('h', 'u', 'p') + unbasicToken('h', 'u', 'p')`, granted(1)).sent).toHaveLength(2);
  });

  test('asks an older server at the path that it has', () => {
    const id = '5c0ffee0-1234-4abc-8def-00000000beef';
    const { result, sent } = inAppsScript(`unbasicTokenBase64('h', '${btoa(`${id}:s`)}')`, ({ url }) =>
      url.includes('/v1/') ? { status: 404, body: '' } : { status: 200, body: '{"access_token":"c","expires_in":60}' },
    );
    expect(result).toBe('c');
    expect(sent.map(({ url }) => url)).toEqual(['https://h/api/v1/oauth/token', 'https://h/api/oauth/token']);
    expect(sent[1]?.options.payload).toEqual({ grant_type: 'client_credentials', client_id: id, client_secret: 's' });
  });

  test('says once that a password is wrong', () => {
    const { result, sent, said } = inAppsScript(`unbasicToken('h', 'u', 'secret') + unbasicToken('h', 'u', 'secret')`, () => ({
      status: 401,
      body: '',
    }));
    expect(result).toBe('');
    expect(sent).toHaveLength(1);
    expect(said).toEqual(['unbasic: https://h refuses the user name and password (HTTP 401). Check them; they are not tried again.']);
  });
});

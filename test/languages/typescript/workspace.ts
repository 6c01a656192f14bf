import { type Position, positionAt, sourceFromText } from '../../../src/files/source.ts';
import type { HttpCall } from '../../../src/http/call.ts';
import type { Extraction, Workspace } from '../../../src/languages/language.ts';
import { typescript } from '../../../src/languages/typescript/index.ts';
import { display } from '../../../src/values/text.ts';
import type { Value } from '../../../src/values/value.ts';

/** A workspace made of texts. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)]));
  return {
    paths: [...sources.keys()].sort(),
    has: (path) => sources.has(path),
    read: (path) => sources.get(path),
    languageOf: (path) => (/\.([mc]?[jt]s|[jt]sx|gs)$/.test(path) ? 'typescript' : undefined),
  };
}

export async function extraction(files: string | Readonly<Record<string, string>>, candidates?: readonly string[]): Promise<Extraction> {
  const all = typeof files === 'string' ? { 'script.ts': files } : files;
  const workspace = workspaceOf(all);
  const paths = candidates ?? Object.keys(all).filter((path) => workspace.languageOf(path));
  return typescript.extract(
    paths.map((path) => workspace.read(path)!),
    workspace,
  );
}

function said(value: Value | undefined): string {
  return value ? value.alternatives.map((one) => display(one).replace(/[{}]/g, '')).join(' or ') : '?';
}

export function lineOf(call: HttpCall, files: Readonly<Record<string, string>>): Position {
  return positionAt(sourceFromText(call.span.file, files[call.span.file]!), call.span.start);
}

/** Calls as lines: `3 axios GET https://host/path: basic auth-argument user/password`. */
export async function callsIn(files: string | Readonly<Record<string, string>>, candidates?: readonly string[]): Promise<string[]> {
  const all = typeof files === 'string' ? { 'script.ts': files } : files;
  const { calls } = await extraction(files, candidates);
  return calls.map((call) => {
    const place = `${Object.keys(all).length > 1 ? `${call.span.file}:` : ''}${lineOf(call, all).line}`;
    const credentials = call.credentials.map(
      (one) => `${one.scheme} ${one.via}${one.user || one.password ? ` ${said(one.user)}/${said(one.password)}` : ''}`,
    );
    return `${place} ${call.client} ${call.method ?? '?'} ${call.url.alternatives.map(display).join(' | ')}: ${credentials.join(' + ') || 'none'}`;
  });
}

/** The Basic calls alone, by line and URL. */
export async function basicIn(files: string | Readonly<Record<string, string>>, candidates?: readonly string[]): Promise<string[]> {
  const lines = await callsIn(files, candidates);
  return lines.filter((line) => line.includes(': basic')).map((line) => line.replace(/^(\S+) \S+ \S+ (.*): basic.*$/, '$1 $2'));
}

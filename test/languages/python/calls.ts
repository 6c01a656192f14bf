import { positionAt, sourceFromText } from '../../../src/files/source.ts';
import type { HttpCall } from '../../../src/http/call.ts';
import type { Extraction, Workspace } from '../../../src/languages/language.ts';
import { python } from '../../../src/languages/python/index.ts';
import { display } from '../../../src/values/text.ts';
import type { Value } from '../../../src/values/value.ts';

export type Files = Readonly<Record<string, string>>;

/** A workspace made of texts, all of them Python. */
export function workspaceOf(files: Files): Workspace {
  return {
    paths: Object.keys(files).sort(),
    has: (path) => Object.hasOwn(files, path),
    read: (path) => (Object.hasOwn(files, path) ? sourceFromText(path, files[path]!) : undefined),
    languageOf: () => 'python',
  };
}

function filesOf(script: string | Files): Files {
  return typeof script === 'string' ? { 'script.py': script } : script;
}

export function extraction(script: string | Files): Promise<Extraction> {
  const workspace = workspaceOf(filesOf(script));
  return python.extract(
    workspace.paths.map((path) => workspace.read(path)!),
    workspace,
  );
}

function said(value: Value | undefined): string {
  return value ? value.alternatives.map(display).join(' or ') : '?';
}

/** Calls as lines: `3 requests GET https://host/path: basic auth-argument user/password`. */
export async function callsIn(script: string | Files): Promise<string[]> {
  const files = filesOf(script);
  const { calls } = await extraction(files);
  const line = (call: HttpCall): string => {
    const { line: number } = positionAt(sourceFromText(call.span.file, files[call.span.file]!), call.span.start);
    return `${Object.keys(files).length > 1 ? `${call.span.file}:` : ''}${number}`;
  };
  return calls.map((call) => {
    const credentials = call.credentials.map(
      (one) => `${one.scheme} ${one.via}${one.user ? ` ${said(one.user)}/${said(one.password)}` : ''}`,
    );
    return `${line(call)} ${call.client} ${call.method ?? '?'} ${said(call.url)}: ${credentials.join(' + ') || 'none'}`;
  });
}

/** The calls that carry Basic credentials, by line and URL. */
export async function basicIn(script: string | Files): Promise<string[]> {
  const lines = await callsIn(script);
  return lines.filter((line) => line.includes(': basic')).map((line) => line.replace(/^(\S+) \S+ \S+ (.*): basic.*$/, '$1 $2'));
}

/** A script of the given lines, requests and the usual names in front of it on its first line. */
export function script(...lines: string[]): string {
  return ['import os, requests; base = os.environ["JAMF_URL"]; user = "api"; password = os.environ["PW"]', ...lines, ''].join('\n');
}

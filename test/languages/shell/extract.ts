import { sourceFromText } from '../../../src/files/source.ts';
import type { HttpCall } from '../../../src/http/call.ts';
import type { Extraction, Workspace } from '../../../src/languages/language.ts';
import { shell } from '../../../src/languages/shell/index.ts';
import { display } from '../../../src/values/text.ts';

/** A workspace of texts in memory, all of them shell. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  return {
    paths: Object.keys(files),
    has: (path) => Object.hasOwn(files, path),
    read: (path) => (Object.hasOwn(files, path) ? sourceFromText(path, files[path]!) : undefined),
    languageOf: () => 'shell',
  };
}

/** Extracts the calls of scripts in memory. */
export function extractFiles(files: Readonly<Record<string, string>>): Promise<Extraction> {
  const workspace = workspaceOf(files);
  return shell.extract(
    workspace.paths.map((path) => workspace.read(path)!),
    workspace,
  );
}

/** Extracts the calls of one script. */
export function extractText(text: string): Promise<Extraction> {
  return extractFiles({ 'x.sh': text });
}

/** What a call's range covers. */
export function covered(text: string, call: Pick<HttpCall, 'span'>): string {
  return text.slice(call.span.start, call.span.end);
}

/** A call in one line: its URLs and what it authenticates with. */
export function summary(call: HttpCall): string {
  return `${call.url.alternatives.map(display).join(' | ')} ${call.credentials.map(({ scheme }) => scheme).join('+') || 'none'}`;
}

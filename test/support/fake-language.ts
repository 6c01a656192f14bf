import type { SourceFile } from '../../src/files/source.ts';
import type { HttpCall, LanguageId } from '../../src/http/call.ts';
import type { Language, Workspace } from '../../src/languages/language.ts';
import type { LanguageLoader } from '../../src/scan/languages.ts';
import { text, unknown } from '../../src/values/value.ts';

/** A Basic call to the Classic API at a range of a file. */
export function basicCall(file: string, start: number, end: number, overrides: Partial<HttpCall> = {}): HttpCall {
  const span = { file, start, end };
  return {
    language: 'shell',
    client: 'curl',
    span,
    method: 'GET',
    url: text('https://jamf.example.com/JSSResource/computers', span),
    credentials: [
      {
        scheme: 'basic',
        via: 'user-option',
        option: '-u',
        user: unknown('user', 'input', span),
        password: unknown('pass', 'input', span),
        span,
      },
    ],
    connection: [],
    branches: [],
    embedded: [],
    related: [],
    ...overrides,
  };
}

export interface FakeLanguage {
  readonly loaders: Readonly<Partial<Record<LanguageId, LanguageLoader>>>;
  /** The paths given to each extraction, and the languages loaded. */
  readonly extracted: string[][];
  readonly loaded: LanguageId[];
}

/** Extractors that take every line with `curl -u` for a Basic call, and throw for a file that says so. */
export function fakeLanguages(extract?: (file: SourceFile, workspace: Workspace) => HttpCall[]): FakeLanguage {
  const extracted: string[][] = [];
  const loaded: LanguageId[] = [];
  const calls =
    extract ??
    ((file: SourceFile) =>
      [...file.text.matchAll(/curl -u.*/g)].map((match) => basicCall(file.path, match.index, match.index + match[0].length)));
  const loader =
    (id: LanguageId): LanguageLoader =>
    async () => {
      loaded.push(id);
      const language: Language = {
        id,
        async extract(files, workspace) {
          extracted.push(files.map((file) => file.path));
          const bad = files.find((file) => file.text.includes('THROW'));
          if (bad) throw new Error('boom');
          return { calls: files.flatMap((file) => calls(file, workspace)), sightings: [], problems: [] };
        },
      };
      return language;
    };
  return { loaders: { shell: loader('shell'), python: loader('python'), typescript: loader('typescript') }, extracted, loaded };
}

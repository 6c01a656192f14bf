import { Boundary, type Limits } from '../files/boundary.ts';
import { sourceFromBytes } from '../files/decode.ts';
import { languageOfBytes } from '../files/detect.ts';
import { kindByName } from '../files/extensions.ts';
import { byCodeUnit } from '../files/paths.ts';
import { type BytesResult, readBytes, reusedMemory, tooLarge } from '../files/read.ts';
import type { Contents } from '../files/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { LanguageId } from '../http/call.ts';
import type { Problem, Workspace } from '../languages/language.ts';

/** The files around a scan. Reading never throws: what goes wrong becomes a problem. */
export class FileWorkspace implements Workspace {
  readonly paths: readonly string[];
  private readonly files: ReadonlyMap<string, string>;
  readonly limit: number;
  readonly limits: Limits | undefined;
  private readonly boundary: Boundary | undefined;
  /** What files hold where that is not what the disk holds. */
  readonly contents: Contents;
  /** The texts read last, the oldest first. */
  private readonly sources = new Map<string, SourceFile | undefined>();
  private held = 0;
  private readonly languages = new Map<string, LanguageId | undefined>();
  private readonly noted = new Map<string, Problem>();
  private readonly memory = reusedMemory();

  private readonly maxHeld: number;

  /**
   * @param files paths relative to where the scan was started, each with its absolute path
   * @param limit the largest file that is read, in bytes
   * @param maxHeld the most characters of texts that are held at a time; all texts stay what they were when read first by default
   * @param limits what is read at all; everything where there are none
   */
  constructor(
    files: ReadonlyMap<string, string>,
    limit: number,
    contents: Contents = new Map(),
    maxHeld = Number.POSITIVE_INFINITY,
    limits?: Limits,
  ) {
    this.maxHeld = maxHeld;
    this.limits = limits;
    this.boundary = limits && new Boundary(limits);
    this.files = files;
    this.limit = limit;
    this.contents = contents;
    this.paths = [...files.keys()].sort(byCodeUnit);
  }

  /** What could not be read, in the order of the paths. */
  get problems(): readonly Problem[] {
    return [...this.noted.values()];
  }

  /** Each path with its absolute path. */
  get entries(): readonly (readonly [string, string])[] {
    return [...this.files];
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** The bytes of a file, or why it cannot be read; undefined when it is not in the workspace. They are gone when the next file is looked at. */
  look(path: string): BytesResult | undefined {
    const absolute = this.files.get(path);
    if (absolute === undefined) return undefined;
    const content = this.contents.get(path);
    if (content === undefined) return readBytes(absolute, path, this.limit, this.memory, this.boundary);
    const size = typeof content === 'number' ? content : content.length;
    return typeof content === 'number' || size > this.limit ? { problem: tooLarge(path, size, this.limit) } : { bytes: content };
  }

  read(path: string): SourceFile | undefined {
    if (this.sources.has(path)) return this.sources.get(path);
    const result = this.look(path);
    let source: SourceFile | undefined;
    if (result && 'bytes' in result) source = sourceFromBytes(path, result.bytes);
    else if (result) this.noted.set(path, result.problem);
    this.sources.set(path, source);
    this.held += source?.text.length ?? 0;
    for (const [oldest, { text } = { text: '' }] of this.sources) {
      if (this.held <= this.maxHeld || oldest === path) break;
      this.sources.delete(oldest);
      this.held -= text.length;
    }
    return source;
  }

  languageOf(path: string): LanguageId | undefined {
    if (this.languages.has(path)) return this.languages.get(path);
    const result = kindByName(path) === 'never' ? undefined : this.look(path);
    const language = result && 'bytes' in result ? languageOfBytes(path, result.bytes) : undefined;
    this.languages.set(path, language);
    return language;
  }

  /** Remembers the language of a file whose bytes someone has at hand. */
  setLanguage(path: string, language: LanguageId | undefined): void {
    this.languages.set(path, language);
  }

  /** Lets go of all texts; a later use reads them again. */
  release(): void {
    this.sources.clear();
    this.held = 0;
  }

  /** What could not be read since this was asked last. */
  takeProblems(): Problem[] {
    const problems = [...this.noted.values()];
    this.noted.clear();
    return problems;
  }
}

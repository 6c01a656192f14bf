import { sourceFromBytes } from '../files/decode.ts';
import { languageOfBytes } from '../files/detect.ts';
import { byCodeUnit } from '../files/paths.ts';
import { type BytesResult, readBytes, tooLarge } from '../files/read.ts';
import type { Contents } from '../files/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { LanguageId } from '../http/call.ts';
import type { Problem, Workspace } from '../languages/language.ts';

/** The files around a scan, each read once. Reading never throws: what goes wrong becomes a problem. */
export class FileWorkspace implements Workspace {
  readonly paths: readonly string[];
  private readonly files: ReadonlyMap<string, string>;
  readonly limit: number;
  /** What files hold where that is not what the disk holds. */
  readonly contents: Contents;
  private readonly bytes = new Map<string, BytesResult>();
  private readonly sources = new Map<string, SourceFile | undefined>();
  private readonly languages = new Map<string, LanguageId | undefined>();
  private readonly noted = new Map<string, Problem>();

  /**
   * @param files paths relative to where the scan was started, each with its absolute path
   * @param limit the largest file that is read, in bytes
   */
  constructor(files: ReadonlyMap<string, string>, limit: number, contents: Contents = new Map()) {
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

  /** The bytes of a file, or why it cannot be read; undefined when it is not in the workspace. */
  bytesOf(path: string): BytesResult | undefined {
    const absolute = this.files.get(path);
    if (absolute === undefined) return undefined;
    let result = this.bytes.get(path);
    if (!result) {
      const content = this.contents.get(path);
      if (content === undefined) result = readBytes(absolute, path, this.limit);
      else if (typeof content === 'number' || content.length > this.limit)
        result = { problem: tooLarge(path, typeof content === 'number' ? content : content.length, this.limit) };
      else result = { bytes: content };
      this.bytes.set(path, result);
    }
    return result;
  }

  /** Lets go of a file's bytes; a later use reads them again. */
  forgetBytes(path: string): void {
    this.bytes.delete(path);
  }

  read(path: string): SourceFile | undefined {
    if (this.sources.has(path)) return this.sources.get(path);
    const result = this.bytesOf(path);
    let source: SourceFile | undefined;
    if (result && 'bytes' in result) source = sourceFromBytes(path, result.bytes);
    else if (result) this.noted.set(path, result.problem);
    this.sources.set(path, source);
    this.forgetBytes(path);
    return source;
  }

  languageOf(path: string): LanguageId | undefined {
    if (this.languages.has(path)) return this.languages.get(path);
    const result = this.bytesOf(path);
    const language = result && 'bytes' in result ? languageOfBytes(path, result.bytes) : undefined;
    this.languages.set(path, language);
    return language;
  }
}

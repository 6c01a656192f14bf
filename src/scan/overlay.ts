import { languageOfText } from '../files/detect.ts';
import { byCodeUnit } from '../files/paths.ts';
import type { SourceFile } from '../files/source.ts';
import type { LanguageId } from '../http/call.ts';
import type { Workspace } from '../languages/language.ts';

/** A workspace in which some files have other texts than on the disk, or exist only here. */
export class OverlayWorkspace implements Workspace {
  readonly paths: readonly string[];
  private readonly under: Workspace;
  private readonly texts: ReadonlyMap<string, SourceFile>;

  constructor(under: Workspace, sources: readonly SourceFile[]) {
    this.under = under;
    this.texts = new Map(sources.map((source) => [source.path, source]));
    this.paths = [...new Set([...under.paths, ...this.texts.keys()])].sort(byCodeUnit);
  }

  has(path: string): boolean {
    return this.texts.has(path) || this.under.has(path);
  }

  read(path: string): SourceFile | undefined {
    return this.texts.get(path) ?? this.under.read(path);
  }

  languageOf(path: string): LanguageId | undefined {
    const source = this.texts.get(path);
    return source ? languageOfText(path, source.text) : this.under.languageOf(path);
  }
}

import type { SourceFile } from '../files/source.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';

/** Something that could not be done, with the file it concerns. Listed in the output, never fatal. */
export interface Problem {
  readonly file: string;
  /** A stable id: `unreadable`, `too-large`, `binary`, `vanished`, `symlink-loop`, `too-complex`, `internal` … */
  readonly code: string;
  /** What happened and what to do about it, in one sentence or two. */
  readonly message: string;
}

/** What an extractor may ask of the repository around the files that it is given. */
export interface Workspace {
  /** Paths of all files found, POSIX, relative to where the scan was started. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Reads any file of the workspace, candidate or not; undefined when it cannot be read (a problem is noted). */
  read(path: string): SourceFile | undefined;
  /** The language of a file of the workspace. */
  languageOf(path: string): LanguageId | undefined;
  /** Is told of each question about the paths as a whole: what was asked, of what, and the answer. For a cache that must know when it is out of date. */
  looked?(question: string, subject: string, answer: () => string): void;
  /** The workspace behind one that is told. */
  readonly unwatched?: Workspace;
}

export interface Extraction {
  readonly calls: readonly HttpCall[];
  readonly sightings: readonly Sighting[];
  readonly problems: readonly Problem[];
}

/** One language's extractor. Loaded lazily: importing its module must not import a parser it may not need. */
export interface Language {
  readonly id: LanguageId;
  /**
   * Finds the HTTP calls in `files`, following values into any other file of the workspace.
   * Findings may stand in files other than those given. Never throws for what a file contains: that is a problem.
   */
  extract(files: readonly SourceFile[], workspace: Workspace): Promise<Extraction>;
}

import type { SourceFile } from '../files/source.ts';
import type { LanguageId } from '../http/call.ts';
import type { Workspace } from '../languages/language.ts';
import { type Dependencies, digestOf } from './dependencies.ts';

/** A workspace that remembers what it was asked: on those answers, and on no others, depends what was made of them. */
export class WatchedWorkspace implements Workspace {
  readonly paths: readonly string[];
  readonly unwatched: Workspace;
  private readonly files = new Map<string, string>();
  private readonly digest: (path: string) => string;
  private readonly asked = new Map<string, boolean>();
  private readonly answers = new Map<string, readonly [question: string, subject: string, digest: string]>();

  /** @param digest of a file's bytes; taken before the file is read */
  constructor(workspace: Workspace, digest: (path: string) => string) {
    this.unwatched = workspace;
    this.digest = digest;
    this.paths = workspace.paths;
  }

  private depend(path: string): void {
    if (!this.files.has(path)) this.files.set(path, this.digest(path));
  }

  has(path: string): boolean {
    const found = this.unwatched.has(path);
    this.asked.set(path, found);
    return found;
  }

  read(path: string): SourceFile | undefined {
    this.depend(path);
    return this.unwatched.read(path);
  }

  languageOf(path: string): LanguageId | undefined {
    this.depend(path);
    return this.unwatched.languageOf(path);
  }

  looked(question: string, subject: string, answer: () => string): void {
    const key = `${question} ${subject}`;
    if (!this.answers.has(key)) this.answers.set(key, [question, subject, digestOf(answer())]);
  }

  /** What was asked so far. */
  get dependencies(): Dependencies {
    return { files: [...this.files], asked: [...this.asked], answers: [...this.answers.values()] };
  }
}

export interface RepositoryOptions {
  readonly files: number;
  readonly seed?: string;
  readonly languages?: readonly string[];
  readonly dirty?: number;
}

export interface MadeFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly expected: number;
  readonly language?: string;
}

export const LANGUAGE_NAMES: readonly string[];
export function repositoryFiles(options: RepositoryOptions): Generator<MadeFile>;

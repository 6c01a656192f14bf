import type { RepositoryOptions } from './repository.mjs';

export interface Written {
  readonly files: number;
  readonly bytes: number;
  readonly expected: number;
  readonly byLanguage: Readonly<Record<string, number>>;
}

export function writeRepository(folder: string, options: RepositoryOptions & { readonly git?: boolean }): Written;

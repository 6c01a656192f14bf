import type { Located } from './located.ts';

/** What a file says of endpoints, parsed but not yet read. */
export interface DataFile {
  readonly file: string;
  readonly content: Located;
}

/** Why a file was not written. */
export type WriteFailure = 'changed' | 'exists' | 'not-a-file' | 'outside-root' | 'unwritable';

/** A file that cannot be written; nothing of it or of the files that belong with it has changed. */
export class WriteError extends Error {
  readonly code = 'WRITE_FAILED';
  readonly file: string;
  readonly failure: WriteFailure;

  constructor(file: string, failure: WriteFailure, message: string) {
    super(message);
    this.name = 'WriteError';
    this.file = file;
    this.failure = failure;
  }
}

/** The error that a failed system call on a file means. */
export function unwritable(file: string, error: unknown): WriteError {
  if (error instanceof WriteError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const advice = code === 'ENOSPC' || code === 'EDQUOT' ? 'Make room on the disk' : 'Check that the file and its folder are yours to write';
  return new WriteError(file, 'unwritable', `${file} was not written (${code}). ${advice}, and run it again.`);
}

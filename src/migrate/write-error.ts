/** Why a file was not written. */
export type WriteFailure = 'busy' | 'changed' | 'exists' | 'not-a-file' | 'outside-root' | 'unwritable';

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

/** What to do about a file that a system call could not write. */
export function writeAdvice(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'Make room on the disk';
    case 'EFBIG':
      return 'Raise the limit on the size of files (ulimit -f)';
    case 'EROFS':
      return 'The disk is mounted for reading alone: mount it for writing';
    default:
      return 'Check that the file and its folder are yours to write';
  }
}

/** The error that a failed system call on a file means. */
export function unwritable(file: string, error: unknown): WriteError {
  if (error instanceof WriteError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new WriteError(file, 'unwritable', `${file} was not written (${code}). ${writeAdvice(code)}, and run it again.`);
}

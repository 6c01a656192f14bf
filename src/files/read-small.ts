import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** No file that people write by hand is larger: 4 MiB. */
const LIMIT = 4 * 1024 * 1024;

function failure(code: 'EINVAL' | 'EFBIG', message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}

/**
 * Reads a file that a repository brings along: a configuration, a list of owners. Never blocks on a pipe. Throws what the system says, EINVAL for
 * what is no file and EFBIG for more than `limit` bytes.
 */
export function readSmall(path: string, limit = LIMIT): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(descriptor).isFile()) throw failure('EINVAL', `${path} is no file`);
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) return Buffer.concat(chunks, length);
      length += count;
      if (length > limit) throw failure('EFBIG', `${path} is too large`);
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

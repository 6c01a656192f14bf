import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import type { Problem } from '../languages/language.ts';
import type { Boundary } from './boundary.ts';
import { formatSize } from './size.ts';

export type BytesResult = { readonly bytes: Buffer } | { readonly problem: Problem };

/** Gives memory for so many bytes; what it holds does not matter. */
type Allocate = (size: number) => Buffer;

function readWhole(descriptor: number, size: number, limit: number, allocate: Allocate): Buffer {
  const bytes = allocate(Math.min(size, limit) + 1);
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

/** The problem that a failed system call on a file means. */
export function systemProblem(file: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { file, code: 'vanished', message: `${file} went away while it was being scanned. Scan again if it matters.` };
    case 'EACCES':
    case 'EPERM':
      return { file, code: 'unreadable', message: `${file} cannot be read: permission denied. Give yourself read access and scan again.` };
    case 'ELOOP':
      return { file, code: 'symlink-loop', message: `${file} is a symbolic link that leads back to itself. Remove or mend the link.` };
    default:
      return {
        file,
        code: 'unreadable',
        message: `${file} cannot be read (${code || 'unknown error'}). Check the file and the disk it is on.`,
      };
  }
}

/** The problem of a file with more bytes than are read. */
export function tooLarge(file: string, size: number, limit: number): Problem {
  return {
    file,
    code: 'too-large',
    message: `${file} was not read: it has ${formatSize(size)} and the limit is ${formatSize(limit)}. Raise it with --max-file-size if this is a script.`,
  };
}

/** The problem of a path that is neither a file nor a folder. */
export function notAFile(file: string): Problem {
  return {
    file,
    code: 'not-a-file',
    message: `${file} is a pipe, a socket or a device, which is never read. Save its content to a file and scan that.`,
  };
}

/** Memory that is used again and again: each content is gone with the next. */
export function reusedMemory(): Allocate {
  let memory = Buffer.allocUnsafeSlow(64 * 1024);
  return (size) => {
    if (size > memory.length) memory = Buffer.allocUnsafeSlow(Math.max(size, memory.length * 2));
    return memory.subarray(0, size);
  };
}

/** The problem of a file that is not where its name says. */
function leadsOut(file: string): Problem {
  return {
    file,
    code: 'outside',
    message: `${file} leads out of the folders that are scanned, through a symbolic link, and was not read. Name it, or what it leads to, to scan it.`,
  };
}

const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file; undefined where it is a link, or lies behind one, that leads out of the boundary. */
function open(absolute: string, boundary: Boundary | undefined): number | undefined {
  if (boundary?.allows(absolute) === false) return undefined;
  try {
    return openSync(absolute, FLAGS | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
  }
  const real = realpathSync.native(absolute);
  return boundary?.allowsLink(absolute, real) === false ? undefined : openSync(real, FLAGS);
}

/**
 * Reads a file that can be scanned. Never blocks on a pipe and never reads more than `limit` bytes.
 * @param absolute where it is; @param file how problems name it; @param allocate new memory for each file by default;
 * @param boundary what is read at all
 */
export function readBytes(
  absolute: string,
  file: string,
  limit: number,
  allocate: Allocate = Buffer.allocUnsafe,
  boundary?: Boundary,
): BytesResult {
  let descriptor: number | undefined;
  try {
    descriptor = open(absolute, boundary);
    if (descriptor === undefined) return { problem: leadsOut(file) };
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { problem: notAFile(file) };
    const bytes = status.size > limit ? undefined : readWhole(descriptor, status.size, limit, allocate);
    if (bytes && bytes.length <= limit) return { bytes };
    return { problem: tooLarge(file, Math.max(status.size, bytes?.length ?? 0), limit) };
  } catch (error) {
    return { problem: systemProblem(file, error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

import { readFileSync } from 'node:fs';
import type { Scope } from '../files/scope.ts';
import { UsageError } from './usage-error.ts';

export interface ScopeOptions {
  readonly staged?: boolean;
  readonly since?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

/** The name of a text without a name; its content tells the language. */
const NAMELESS = 'stdin';

function readStdin(): Buffer {
  if (process.stdin.isTTY) throw new UsageError('--stdin reads a script from standard input; pipe one in, or name a file instead');
  try {
    return readFileSync(0);
  } catch (error) {
    throw new UsageError(`standard input cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

/** What the options say is to be reported on. Throws a UsageError for those that contradict each other. */
export function scopeOf({ staged, since, stdin, stdinFilename }: ScopeOptions, paths: readonly string[]): Scope {
  const isText = stdin === true || stdinFilename !== undefined;
  const asked = [staged && '--staged', since !== undefined && '--since', isText && '--stdin'].filter((name) => typeof name === 'string');
  if (asked.length > 1) throw new UsageError(`${asked.join(' and ')} cannot be used together; leave out one of them`);
  if (isText && paths.length > 0)
    throw new UsageError('--stdin reads one script from standard input; name it with --stdin-filename, and leave out the paths');
  if (isText) return { kind: 'text', file: stdinFilename ?? NAMELESS, bytes: readStdin() };
  if (staged) return { kind: 'staged' };
  return since === undefined ? { kind: 'all' } : { kind: 'since', ref: since };
}

import { supportsColor } from 'chalk';
import { printable } from '../report/printable.ts';
import type { ReportOptions } from '../report/reporter.ts';
import { EXIT } from './exit.ts';

type Stream = NodeJS.WriteStream;

const guarded = new Set<Stream>();

/** What to do where a stream takes no more: a reader may go (`unbasic | head`), anything else has lost part of what was printed. */
function guard(stream: Stream): void {
  guarded.add(stream);
  let told = false;
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.exitCode = EXIT.failed;
    if (told || stream === process.stderr) return;
    told = true;
    const room = code === 'ENOSPC' ? 'the disk is full. Make room' : `${code ?? message}. Mend that`;
    printError(`the output could not be written: ${room} and run this again; what was printed is not all.`);
  });
}

/** Prints. Where a stream takes no more, that is told on standard error, and the process ends with the exit code for work that could not be done. */
export function print(stream: Stream, text: string | Uint8Array): void {
  if (!guarded.has(stream)) guard(stream);
  if (!stream.destroyed && !stream.errored) stream.write(text);
}

/** How many characters are handed over at a time. */
const BATCH = 64 * 1024;

/** Resolves when a stream can take more; true when its reader has gone. */
function room(stream: Stream): Promise<boolean> {
  return new Promise((done) => {
    const settle = (isGone: boolean): void => {
      for (const [event, listener] of listeners) stream.off(event, listener);
      done(isGone);
    };
    const listeners = [
      ['drain', () => settle(false)],
      ['close', () => settle(true)],
      ['error', () => settle(true)],
    ] as const;
    for (const [event, listener] of listeners) stream.on(event, listener);
  });
}

/** Prints texts as fast as they are read, and no further than someone reads. */
export async function printAll(stream: Stream, texts: Iterable<string>): Promise<void> {
  let batch = '';
  for (const text of texts) {
    batch += text;
    if (batch.length < BATCH) continue;
    if (stream.destroyed || stream.errored) return;
    print(stream, batch);
    batch = '';
    if (stream.writableNeedDrain && (await room(stream))) return;
  }
  if (batch !== '') print(stream, batch);
}

/** Prints a message for the user in one line. */
export function printError(message: string): void {
  print(process.stderr, `unbasic: ${printable(message)}\n`);
}

/** How many colours to print to standard output with. */
export function colorLevel(wanted: boolean): 0 | 1 | 2 | 3 {
  if (!wanted) return 0;
  const { FORCE_COLOR: force, NO_COLOR: never } = process.env;
  if (force !== undefined) return force === '0' || force === 'false' ? 0 : force === '2' || force === '3' ? (Number(force) as 2 | 3) : 1;
  if (never || !process.stdout.isTTY) return 0;
  return supportsColor ? (supportsColor.level as 1 | 2 | 3) : 0;
}

/** How to print to standard output: --no-color first, then FORCE_COLOR, NO_COLOR, and what the terminal can do. */
export function outputOptions(options: { readonly color: boolean; readonly toFile?: boolean }): Pick<ReportOptions, 'color' | 'columns'> {
  const terminal = process.stdout.isTTY && !options.toFile;
  return { color: options.toFile ? 0 : colorLevel(options.color), columns: (terminal && process.stdout.columns) || undefined };
}

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Limits } from '../files/boundary.ts';
import { packageRoot } from '../files/package-root.ts';
import type { LanguageId } from '../http/call.ts';
import type { Vocabulary } from '../http/vocabulary.ts';
import type { Extraction } from '../languages/language.ts';
import { type Isolated, isolate } from './isolate.ts';

/** What a worker is handed: everything by value. */
export interface WorkerTask {
  readonly language: LanguageId;
  readonly paths: readonly string[];
  /** The workspace: paths as reported, and where they are. */
  readonly files: readonly (readonly [string, string])[];
  readonly limit: number;
  readonly limits: Limits | undefined;
  readonly contents: readonly (readonly [string, Uint8Array | number])[];
  readonly vocabulary: Vocabulary | undefined;
}

/** Below so many files of a language a thread of its own costs more than it saves. */
const MIN_FILES = 40;

function workerFile(): string | undefined {
  const file = join(packageRoot(), 'dist', 'scan', 'worker.js');
  return existsSync(file) ? file : undefined;
}

/** The languages that are worth a thread of their own; the first of the scan always stays on the main thread. */
export function languagesForWorkers(selected: ReadonlyMap<LanguageId, readonly string[]>): LanguageId[] {
  if (availableParallelism() < 2 || !workerFile()) return [];
  const worthIt = [...selected].filter(([, paths]) => paths.length >= MIN_FILES).map(([language]) => language);
  return worthIt.length === selected.size ? worthIt.slice(1) : worthIt;
}

/** Whether a thread ended because what it worked on did not fit into its memory. The main thread, and with it the run, would end likewise. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * Extracts one language's calls on a thread of its own. Where the thread runs out of memory, threads find the file that is to blame. Rejects
 * when a thread dies of anything else.
 */
export async function extractInWorker(task: WorkerTask): Promise<Isolated> {
  try {
    return { extraction: await inThread(task), failed: new Map() };
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return isolate(task.paths, (paths, hidden) => inThread({ ...task, paths, files: task.files.filter(([path]) => !hidden.has(path)) }));
  }
}

function inThread(task: WorkerTask): Promise<Extraction> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile()!, { workerData: task });
    worker.once('message', (extraction: Extraction) => resolve(extraction));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

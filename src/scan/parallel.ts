import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Dependencies } from '../cache/dependencies.ts';
import type { Limits } from '../files/boundary.ts';
import { packageRoot } from '../files/package-root.ts';
import type { Vocabulary } from '../http/vocabulary.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { GroupQueue, QueueEnd } from './group-queue.ts';
import type { GroupResult } from './group-result.ts';
import type { Group } from './groups.ts';

/** What a thread is handed: everything by value, save what the queue counts. */
export interface WorkerTask {
  readonly groups: readonly Group[];
  readonly queue: GroupQueue;
  /** Where the thread takes groups. */
  readonly end: QueueEnd;
  /** The workspace: paths as reported, and where they are. */
  readonly files: readonly (readonly [string, string])[];
  readonly limit: number;
  readonly limits: Limits | undefined;
  readonly contents: readonly (readonly [string, Uint8Array | number])[];
  readonly vocabulary: Vocabulary | undefined;
  readonly rules: RuleSet;
  /** Whether to tell what results depend on. */
  readonly watched: boolean;
}

/** What a thread says of a group. */
export interface WorkerAnswer {
  readonly index: number;
  readonly result: GroupResult;
  readonly dependencies: Dependencies | undefined;
}

/** With fewer scripts than this a thread costs more than it saves. */
const MIN_SCRIPTS = 60;
/** Bytes of scripts that are worth a thread of their own. */
const MIN_WEIGHT = 256 * 1024;
/** Each thread knows all paths for itself: with more of them than this, memory is worth more than time. */
const MAX_PATHS = 30_000;
const MAX_THREADS = 8;

function workerFile(): string | undefined {
  const file = join(packageRoot(), 'dist', 'scan', 'worker.js');
  return existsSync(file) ? file : undefined;
}

/** How many threads are worth it beside the main one. */
export function threadsFor(
  groups: readonly Pick<Group, 'scripts' | 'weight'>[],
  paths: number,
  processors = availableParallelism(),
): number {
  const scripts = groups.reduce((sum, group) => sum + group.scripts, 0);
  if (scripts < MIN_SCRIPTS || paths > MAX_PATHS || groups.length < 2) return 0;
  const weight = groups.reduce((sum, group) => sum + group.weight, 0);
  return Math.max(0, Math.min(processors, MAX_THREADS, groups.length, Math.floor(weight / MIN_WEIGHT) + 1) - 1);
}

/** Starts a thread that takes groups until there are none. Rejects when it dies. */
export async function startThread(task: WorkerTask, answered: (answer: WorkerAnswer) => void): Promise<void> {
  const { Worker } = await import('node:worker_threads');
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile()!, { workerData: task });
    worker.on('message', (answer: WorkerAnswer | 'done') => (answer === 'done' ? resolve() : answered(answer)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

/** Whether there is a built thread to start. */
export function canStartThreads(): boolean {
  return workerFile() !== undefined;
}

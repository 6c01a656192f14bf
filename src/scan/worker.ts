import { parentPort, workerData } from 'node:worker_threads';
import { extract } from './extract.ts';
import type { WorkerTask } from './parallel.ts';
import { FileWorkspace } from './workspace.ts';

// Extracts the calls of one language beside the main thread: see parallel.ts.
const { language, paths, files, limit } = workerData as WorkerTask;
const workspace = new FileWorkspace(new Map(files), limit);
const extraction = await extract(language, paths, workspace, {});
parentPort?.postMessage({ ...extraction, problems: [...extraction.problems, ...workspace.problems] });

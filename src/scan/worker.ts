import { parentPort, workerData } from 'node:worker_threads';
import { withVocabulary } from '../http/vocabulary.ts';
import { extract } from './extract.ts';
import type { WorkerTask } from './parallel.ts';
import { FileWorkspace } from './workspace.ts';

// Extracts the calls of one language beside the main thread: see parallel.ts.
const { language, paths, files, limit, limits, contents, vocabulary } = workerData as WorkerTask;
const workspace = new FileWorkspace(
  new Map(files),
  limit,
  new Map(contents.map(([path, content]) => [path, typeof content === 'number' ? content : Buffer.from(content)])),
  undefined,
  limits,
);
const extraction = await withVocabulary(vocabulary, () => extract(language, paths, workspace, {}));
parentPort?.postMessage({ ...extraction, problems: [...extraction.problems, ...workspace.problems] });

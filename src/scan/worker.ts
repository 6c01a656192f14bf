import { parentPort, workerData } from 'node:worker_threads';
import { digester } from '../cache/dependencies.ts';
import { WatchedWorkspace } from '../cache/watched-workspace.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import { take } from './group-queue.ts';
import type { WorkerAnswer, WorkerTask } from './parallel.ts';
import { runGroup } from './run-group.ts';
import { FileWorkspace } from './workspace.ts';

// Extracts and judges groups beside the main thread: see parallel.ts.
const task = workerData as WorkerTask;
const { groups, queue, end, files, limit, limits, contents, vocabulary, rules } = task;
const workspace = new FileWorkspace(
  new Map(files),
  limit,
  new Map(contents.map(([path, content]) => [path, typeof content === 'number' ? content : Buffer.from(content)])),
  undefined,
  limits,
);
const digest = digester(workspace);
await withVocabulary(vocabulary, async () => {
  for (let index = take(queue, end); index !== undefined; index = take(queue, end)) {
    const watched = task.watched ? new WatchedWorkspace(workspace, digest) : undefined;
    const { problems, ...result } = await runGroup(groups[index]!, watched ?? workspace, rules, {});
    const answer: WorkerAnswer = {
      index,
      result: { ...result, problems: [...problems, ...workspace.takeProblems()] },
      dependencies: watched?.dependencies,
    };
    workspace.release();
    parentPort?.postMessage(answer);
  }
});
parentPort?.postMessage('done');

import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, temporariesIn } from './leftovers.ts';
import { type Owner, ownKey, temporaryName } from './temporary-names.ts';
import { WriteError } from './write-error.ts';

/** How long another run is waited for, and how long between two looks, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 10;

interface Claim {
  readonly path: string;
  readonly owner: Owner;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}

/** Puts up the claim on a folder; undefined where nothing can be written, so that nothing is to be claimed either. */
function putUp(folder: string): string | undefined {
  const path = join(folder, temporaryName('claim'));
  try {
    // One that is there already is of a process that had our number and was killed.
    rmSync(path, { force: true });
    closeSync(openSync(path, 'wx', 0o600));
    return path;
  } catch {
    return undefined;
  }
}

function othersIn(folders: readonly string[]): Claim[] {
  return folders.flatMap(temporariesIn).filter(({ path, owner }) => owner.isClaim && !owner.isOwn && isAlive(owner, path));
}

function withdraw(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { force: true });
    } catch {
      // The next run will.
    }
  }
}

function busy({ path, owner }: Claim): WriteError {
  const folder = dirname(path);
  return new WriteError(
    folder,
    'busy',
    `Another run of unbasic (process ${owner.id}) is writing in ${folder}; nothing was written. Run it again when that one has ended, or remove ${path} if there is none.`,
  );
}

/**
 * Sees to it that no other run writes in folders until the function that it gives is called. Each run puts up its claim first and looks for
 * others then, so of two at least one sees the other; the one of the lower number keeps its claim and waits, the other takes its own back for
 * so long. The claim of a process that was killed counts for nothing. Throws a WriteError when another run does not end.
 */
export function claimFolders(folders: Iterable<string>, patience = PATIENCE): () => void {
  const wanted = [...new Set(folders)].sort();
  const end = performance.now() + patience;
  for (;;) {
    const own = wanted.map(putUp).filter((path) => path !== undefined);
    let others = othersIn(wanted);
    const isFirst = others.every(({ owner }) => ownKey() < owner.key);
    if (!isFirst) withdraw(own);
    while (others.length > 0) {
      if (performance.now() > end) {
        withdraw(own);
        throw busy(others[0]!);
      }
      pause();
      others = othersIn(wanted);
    }
    if (isFirst) return () => withdraw(own);
  }
}

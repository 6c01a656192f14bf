import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAY = 86_400_000;
/** Entries that were not used for so long are removed. */
const MAX_AGE = 30 * DAY;
/** Beyond so many bytes the oldest are removed. */
const MAX_SIZE = 256 * 1024 * 1024;
const ENTRY = /^[\w-]{20,64}\.json$/;
const TEMPORARY = /^\.[\w-]{20,64}\.[0-9a-f]{16}\.tmp$/;
/** What tells backup programs to pass over a folder: https://bford.info/cachedir/ */
const TAG = 'Signature: 8a477f597d28d172789f06886806bc55\n# Made by unbasic; it can be removed at any time.\n';

function checksum(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Texts in a folder, by their keys. Any number of processes may use one folder: an entry is written beside its place and renamed, and one that is not
 * whole counts for none. What fails costs time and nothing else.
 */
export class CacheStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder. Throws what the system says. */
  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const [name, content] of [
      ['.gitignore', '*\n'],
      ['CACHEDIR.TAG', TAG],
    ] as const) {
      try {
        writeFileSync(join(this.folder, name), content, { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  get(key: string): string | undefined {
    const file = this.fileOf(key);
    try {
      const content = readFileSync(file, 'utf8');
      const end = content.indexOf('\n');
      const text = content.slice(end + 1);
      if (end < 0 || content.slice(0, end) !== checksum(key + text)) return undefined;
      const now = Date.now();
      if (now - statSync(file).mtimeMs > DAY) utimesSync(file, now / 1000, now / 1000);
      return text;
    } catch {
      return undefined;
    }
  }

  put(key: string, text: string): void {
    const temporary = join(this.folder, `.${key}.${randomBytes(8).toString('hex')}.tmp`);
    try {
      writeFileSync(temporary, `${checksum(key + text)}\n${text}`, { flag: 'wx', mode: 0o600 });
      renameSync(temporary, this.fileOf(key));
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  /** Removes what is old, what is too much, and what killed processes left; at most once a day. */
  prune(now = Date.now()): void {
    const stamp = join(this.folder, 'pruned');
    try {
      if (now - (statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0) < DAY) return;
      writeFileSync(stamp, '');
      const entries = [];
      for (const name of readdirSync(this.folder)) {
        const isTemporary = TEMPORARY.test(name);
        if (!isTemporary && !ENTRY.test(name)) continue;
        const file = join(this.folder, name);
        const status = statSync(file, { throwIfNoEntry: false });
        if (!status) continue;
        if (now - status.mtimeMs > (isTemporary ? DAY : MAX_AGE)) rmSync(file, { force: true });
        else if (!isTemporary) entries.push({ file, size: status.size, used: status.mtimeMs });
      }
      let size = 0;
      for (const entry of entries.sort((left, right) => right.used - left.used)) {
        size += entry.size;
        if (size > MAX_SIZE) rmSync(entry.file, { force: true });
      }
    } catch {
      // The next run tries again.
    }
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.json`);
  }
}

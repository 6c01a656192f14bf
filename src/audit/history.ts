import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { startGit } from '../files/git-process.ts';

/** Who changed a file last, and when: the author's own date, `2025-03-31`. */
export interface LastChange {
  readonly author: string;
  readonly date: string;
}

/** More commits than this are not gone through. */
const MAX_COMMITS = 50_000;
/** More files than this are not named to git: a command line has an end. */
const MAX_NAMED = 500;

const HEADER = /^\u0001([0-9a-f]{40,64})\u0002([^\u0002]*)\u0002(\d{4}-\d\d-\d\d)[^\n]*(?:\n([\s\S]*))?$/;

function run(folder: string, args: readonly string[], onText: (text: string) => boolean): Promise<boolean> {
  return new Promise((done) => {
    const child = startGit(folder, args, ['ignore', 'pipe', 'ignore']);
    if (!child?.stdout) {
      done(false);
      return;
    }
    child.on('error', () => done(false));
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      if (!onText(text)) child.kill();
    });
    child.on('close', (code, signal) => done(code === 0 || signal !== null));
  });
}

async function lines(folder: string, args: readonly string[]): Promise<string[] | undefined> {
  let output = '';
  const succeeded = await run(folder, args, (text) => {
    output += text;
    return true;
  });
  return succeeded ? output.replace(/\n$/, '').split('\n') : undefined;
}

/** The commits at which a shallow clone ends. They seem to have made every file that they hold. */
function shallowCommits(path: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean));
  } catch {
    return new Set();
  }
}

/** Takes in what `git log` prints, piece by piece. */
class Log {
  private rest = '';
  private current: LastChange | undefined;
  private readonly wanted: Set<string>;
  private readonly shallow: ReadonlySet<string>;
  private readonly found: Map<string, LastChange>;

  constructor(wanted: Iterable<string>, shallow: ReadonlySet<string>, found: Map<string, LastChange>) {
    this.wanted = new Set(wanted);
    this.shallow = shallow;
    this.found = found;
  }

  /** False once every file is found. */
  take(text: string): boolean {
    const tokens = (this.rest + text).split('\u0000');
    this.rest = tokens.pop()!;
    for (const token of tokens) this.token(token);
    return this.wanted.size > 0;
  }

  end(): void {
    this.token(this.rest);
  }

  private token(token: string): void {
    const header = HEADER.exec(token);
    if (!header) {
      this.file(token);
      return;
    }
    const [, commit, author, date, first] = header;
    this.current = this.shallow.has(commit!) ? undefined : { author: author!, date: date! };
    if (first !== undefined) this.file(first);
  }

  private file(path: string): void {
    // A file that the last commit of a shallow clone holds may have changed before: that is not known.
    if (!this.wanted.delete(path) || !this.current) return;
    this.found.set(path, this.current);
  }
}

/**
 * The last commit of each file, by the file's name in reports. Files that git does not know, and all of them outside of a work tree, are absent.
 * @param files relative to `cwd`, POSIX
 */
export async function lastChanges(cwd: string, files: readonly string[]): Promise<Map<string, LastChange>> {
  const about = files.length > 0 ? await lines(cwd, ['rev-parse', '--show-prefix', '--git-path', 'shallow', '--show-cdup']) : undefined;
  if (!about) return new Map();
  const [prefix = '', shallow = '', up = ''] = about;
  const inTree = new Map(files.map((file) => [posix.normalize(`${prefix}${file}`), file]));
  const found = new Map<string, LastChange>();
  const log = new Log(inTree.keys(), shallowCommits(resolve(cwd, shallow)), found);
  const format = 'format:%x01%H%x02%aN%x02%aI';
  const args = [
    'log',
    '-z',
    '--name-only',
    '--no-renames',
    '--no-show-signature',
    '--no-ext-diff',
    '--no-textconv',
    `--max-count=${MAX_COMMITS}`,
    `--format=${format}`,
  ];
  const named = inTree.size <= MAX_NAMED ? ['--', ...[...inTree.keys()].map((path) => `:(literal)${path}`)] : [];
  await run(resolve(cwd, up), ['-c', 'core.quotePath=false', ...args, ...named], (text) => log.take(text));
  log.end();
  return new Map([...found].map(([path, change]) => [inTree.get(path)!, change]));
}

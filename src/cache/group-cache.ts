import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vocabularyOf } from '../config/settings.ts';
import { packageRoot } from '../files/package-root.ts';
import type { Secrets } from '../findings/redact.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { Searched } from '../scan/foreign-secrets.ts';
import type { GroupResult } from '../scan/group-result.ts';
import type { Group } from '../scan/groups.ts';
import type { ScanOptions } from '../scan/options.ts';
import type { FileWorkspace } from '../scan/workspace.ts';
import { areSame, type Dependencies, digester, digestOf } from './dependencies.ts';
import { placesOf, type SecretPlace, secretsAt } from './secret-places.ts';
import { CacheStore } from './store.ts';

/** What is stored of a group. It holds no secret: those are read again from the scripts, which are what they were. */
interface Entry {
  readonly dependencies: Dependencies;
  readonly result: Omit<GroupResult, 'secrets'>;
  readonly secrets: { readonly places: readonly SecretPlace[]; readonly files: readonly string[]; readonly spans: Secrets['spans'] };
}

/** A digest of the program, written when it is built; undefined where it has not been built. */
function programDigest(): string | undefined {
  try {
    return readFileSync(join(packageRoot(), 'dist', 'digest.txt'), 'utf8');
  } catch {
    return undefined;
  }
}

/** The results of groups from earlier runs, as far as nothing has changed that they depend on. */
export class GroupCache {
  private readonly store: CacheStore;
  private readonly context: string;
  private readonly workspace: FileWorkspace;
  private readonly digests = new Map<string, string>();
  private wrote = false;

  private constructor(store: CacheStore, context: string, workspace: FileWorkspace) {
    this.store = store;
    this.context = context;
    this.workspace = workspace;
    this.digest = digester(workspace, this.digests);
  }

  /** The cache that the options ask for. */
  static open(options: ScanOptions, rules: RuleSet, workspace: FileWorkspace): GroupCache | undefined {
    const program = programDigest();
    if (options.cache === undefined || options.languages || program === undefined) return undefined;
    const store = new CacheStore(options.cache);
    try {
      store.open();
    } catch {
      return undefined;
    }
    const { version, platform } = process;
    const context = JSON.stringify([program, version, platform, workspace.limit, workspace.limits, vocabularyOf(options.settings), rules]);
    return new GroupCache(store, digestOf(context), workspace);
  }

  /** A digest of a file's bytes, or of why it cannot be read. */
  readonly digest: (path: string) => string;

  private keyOf({ selected }: Group): string {
    const scripts = [...selected].map(([language, paths]) => [language, paths.map((path) => [path, this.digest(path)])]);
    return digestOf(JSON.stringify([this.context, scripts]));
  }

  async get(group: Group): Promise<GroupResult | undefined> {
    const text = this.store.get(this.keyOf(group));
    if (text === undefined) return undefined;
    try {
      const { dependencies, result, secrets } = JSON.parse(text) as Entry;
      if (!(await areSame(dependencies, this.workspace, this.digest))) return undefined;
      const texts = secretsAt(secrets.places, (file) => this.workspace.read(secrets.files[file]!)?.text ?? '');
      return { ...result, secrets: { texts, spans: secrets.spans } };
    } catch {
      return undefined;
    }
  }

  /** Keeps a result, unless there is a secret in it, or one that could not be found again. @param all the secrets of all groups */
  put(group: Group, { secrets, ...result }: GroupResult, dependencies: Dependencies, all: Searched): void {
    // What failed is tried again, and looks at the files around it in other ways than are remembered.
    if (result.problems.some(({ code }) => code === 'internal')) return;
    const shown = [...result.shown, ...result.urls.flat(), ...result.problems.map(({ message }) => message)];
    if (shown.some((text) => /:\/\/[^\s/@"'{}]{1,300}@/.test(text) || all.isIn(text))) return;
    const files = secrets.texts.length > 0 ? dependencies.files.map(([path]) => path) : [];
    const texts = files.map((path) => this.workspace.read(path)?.text ?? '');
    const places = placesOf(secrets.texts, texts);
    this.workspace.release();
    if (!places) return;
    // Changed while it was read: what was found may be of either content.
    for (const [path] of dependencies.files) this.digests.delete(path);
    if (dependencies.files.some(([path, digest]) => this.digest(path) !== digest)) return;
    const entry: Entry = { dependencies, result, secrets: { places, files, spans: secrets.spans } };
    this.store.put(this.keyOf(group), JSON.stringify(entry));
    this.wrote = true;
  }

  close(): void {
    if (this.wrote) this.store.prune();
  }
}

import { posix } from 'node:path';
import type { Workspace } from '../../language.ts';
import { pathsNamed, perWorkspace } from '../../path-index.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const MAX_PACKAGES = 500;
const OUTPUT_EXTENSION = /\.([mc]?)js(x?)$/;

/** Resolves module specifiers inside the workspace: relative paths, packages of the repository, `@/` and `~/` style roots. */
export class ModuleResolver {
  private readonly workspace: Workspace;
  private readonly cache = new Map<string, string | undefined>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** The path of the file that `specifier` means in `from`; undefined for what the workspace does not hold. */
  resolve(from: string, specifier: string): string | undefined {
    const directory = posix.dirname(from);
    const key = `${directory}\u0000${specifier}`;
    if (this.cache.has(key)) return this.cache.get(key);
    const found = this.find(directory, specifier);
    this.cache.set(key, found);
    return found;
  }

  private find(directory: string, specifier: string): string | undefined {
    if (specifier.startsWith('.')) return this.file(posix.join(directory, specifier));
    if (specifier.startsWith('/')) return undefined;
    const root = /^(?:@|~|#|src)\/(.+)$/.exec(specifier);
    if (root) {
      const rest = root[1]!;
      for (let base = directory; ; base = posix.dirname(base)) {
        const found =
          this.file(posix.join(base, 'src', rest)) ?? this.file(posix.join(base, rest)) ?? this.file(posix.join(base, 'app', rest));
        if (found !== undefined) return found;
        if (base === '.' || base === '/' || base === '') break;
      }
    }
    const found = this.fromPackage(specifier);
    if (found !== undefined) return found;
    // A bare path from a source root (`baseUrl`), when it has a folder in front and exists.
    if (!specifier.startsWith('@') && specifier.includes('/')) {
      for (let base = directory; ; base = posix.dirname(base)) {
        const path = this.file(posix.join(base, specifier));
        if (path !== undefined && !path.includes('node_modules/')) return path;
        if (base === '.' || base === '/' || base === '') break;
      }
    }
    return undefined;
  }

  private fromPackage(specifier: string): string | undefined {
    const packages = packagesIn(this.workspace);
    this.workspace.looked?.('packages', '', () => packagesAnswer(this.workspace));
    if (packages.size === 0) return undefined;
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const directory = packages.get(name);
    if (directory === undefined) return undefined;
    const rest = specifier.slice(name.length + 1);
    if (rest !== '') return this.file(posix.join(directory, rest)) ?? this.file(posix.join(directory, 'src', rest));
    const main = this.mainOf(directory);
    return (
      (main === undefined ? undefined : this.file(posix.join(directory, main))) ??
      this.file(posix.join(directory, 'src/index')) ??
      this.file(directory)
    );
  }

  private mainOf(directory: string): string | undefined {
    const manifest = readManifest(this.workspace, posix.join(directory, 'package.json'));
    const main = manifest?.main ?? manifest?.module;
    return typeof main === 'string' ? main.replace(/^(\.\/)?(dist|lib|build|out)\//, 'src/') : undefined;
  }

  /** The file that a path without its extension, or the path of a folder, means. @param path normalised */
  private file(path: string): string | undefined {
    const clean = path.endsWith('/') ? path.slice(0, -1) : path;
    if (clean.startsWith('..')) return undefined;
    const has = (candidate: string): boolean => this.workspace.has(candidate);
    if (posix.extname(clean) !== '' && has(clean)) return clean;
    const output = OUTPUT_EXTENSION.exec(clean);
    if (output) {
      const stem = clean.slice(0, output.index);
      for (const extension of [`.${output[1]}ts`, '.ts', '.tsx']) if (has(stem + extension)) return stem + extension;
    }
    for (const extension of EXTENSIONS) if (has(clean + extension)) return clean + extension;
    const index = clean === '.' ? 'index' : `${clean}/index`;
    for (const extension of EXTENSIONS) if (has(index + extension)) return index + extension;
    return undefined;
  }
}

/** The packages of a workspace by their names, each with its folder. */
const packagesIn = perWorkspace((workspace) => {
  const packages = new Map<string, string>();
  const manifests = pathsNamed('package.json', workspace).filter((path) => !path.includes('node_modules/'));
  for (const path of manifests.slice(0, MAX_PACKAGES)) {
    const name = readManifest(workspace, path)?.name;
    if (typeof name === 'string' && !packages.has(name)) packages.set(name, posix.dirname(path));
  }
  return packages;
});

/** The packages as one text, for a cache. */
export function packagesAnswer(workspace: Workspace): string {
  return JSON.stringify([...packagesIn(workspace)]);
}

interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
}

function readManifest(workspace: Workspace, path: string): Manifest | undefined {
  if (!workspace.has(path)) return undefined;
  try {
    const parsed: unknown = JSON.parse(workspace.read(path)?.text ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A path with forward slashes, whatever the system writes. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** `path` as reports name it: POSIX, relative to `cwd`; absolute where no relative path leads there. */
export function reportPath(cwd: string, path: string): string {
  const absolute = resolve(cwd, path);
  const shown = relative(cwd, absolute);
  return toPosix(shown === '' ? '.' : isAbsolute(shown) ? absolute : shown);
}

/** The last part of a POSIX path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Everything in front of the last slash of a POSIX path, or the empty string. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The extension in lower case without its dot, or the empty string. `.bashrc` has none. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Orders strings by code unit, the same on every machine. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

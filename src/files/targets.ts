import { lstatSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../languages/language.ts';
import type { FoundFile } from './discover.ts';
import { kindByName } from './extensions.ts';
import { leftOutFolder } from './left-out.ts';
import { reportPath } from './paths.ts';
import { notAFile, systemProblem } from './read.ts';

/** The problem of a symbolic link to nothing. */
export function linkProblem(file: string): Problem {
  return { file, code: 'broken-link', message: `${file} is a symbolic link to a file that does not exist. Remove or mend the link.` };
}

type Entry = { kind: 'file' | 'link'; real: string } | { kind: 'problem'; problem: Problem } | { kind: 'nothing' };

/** What a listed path is. A script's name is what makes a broken link or a pipe worth a word. */
function entryAt(absolute: string, path: string, named: boolean): Entry {
  const nothing: Entry = { kind: 'nothing' };
  try {
    const status = lstatSync(absolute);
    if (status.isFile()) return { kind: 'file', real: absolute };
    if (status.isDirectory()) return nothing;
    if (!status.isSymbolicLink()) return named ? { kind: 'problem', problem: notAFile(path) } : nothing;
  } catch (error) {
    // Git lists what was deleted but not yet committed.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? nothing : { kind: 'problem', problem: systemProblem(path, error) };
  }
  try {
    return statSync(absolute).isFile() ? { kind: 'link', real: realpathSync(absolute) } : nothing;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP') return { kind: 'problem', problem: systemProblem(path, error) };
    return named ? { kind: 'problem', problem: code === 'ENOENT' ? linkProblem(path) : systemProblem(path, error) } : nothing;
  }
}

export interface FolderTargets {
  readonly targets: readonly FoundFile[];
  readonly problems: readonly Problem[];
  /** Folders of other people's code that hold scripts. */
  readonly leftOut: readonly string[];
}

/**
 * The files among a folder's paths that can be scripts. A link to a file that is found under its own name as well counts once.
 * @param listed paths relative to `cwd`
 */
export function targetsIn(cwd: string, folder: string, listed: readonly string[]): FolderTargets {
  const below = reportPath(cwd, folder) === '.' ? '' : reportPath(cwd, folder);
  const files = new Map<string, FoundFile>();
  const links: (FoundFile & { real: string })[] = [];
  const problems: Problem[] = [];
  const leftOut = new Set<string>();
  const root = realpathSync(cwd);
  for (const path of listed) {
    const kind = kindByName(path);
    if (kind === 'never') continue;
    const foreign = leftOutFolder(path, below);
    if (foreign !== undefined) {
      if (kind !== 'unsure') leftOut.add(foreign);
      continue;
    }
    const absolute = resolve(cwd, path);
    const entry = entryAt(absolute, path, kind !== 'unsure');
    if (entry.kind === 'problem') problems.push(entry.problem);
    else if (entry.kind === 'file') files.set(resolve(root, path), { path, absolute, explicit: false });
    else if (entry.kind === 'link') links.push({ path, absolute, explicit: false, real: entry.real });
  }
  for (const { real, ...file } of links) if (!files.has(real)) files.set(real, file);
  return { targets: [...files.values()], problems, leftOut: [...leftOut] };
}

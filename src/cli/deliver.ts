import { relative, resolve } from 'node:path';
import { print } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Complains of a file in the repository around `cwd` that is a link out of it: what came with a repository does not say where reports go. */
async function requireInside(path: string, file: string, cwd: string): Promise<void> {
  const { isWithin } = await import('../files/boundary.ts');
  const { leadsOutOf, repositoryRoot } = await import('../config/repository.ts');
  const root = repositoryRoot(cwd);
  const target = isWithin(root, path) ? leadsOutOf(root, path) : undefined;
  if (target !== undefined)
    throw new UsageError(
      `${file} is a symbolic link that leads out of the repository, and was not written; name ${relative(cwd, target)} if that is meant`,
    );
}

/** Writes a report to the file asked for, whole or not at all; or else prints it. Throws a UsageError for a file that cannot be written. */
export async function deliver(text: string, file: string | undefined, cwd: string): Promise<void> {
  if (file === undefined) {
    print(process.stdout, text);
    return;
  }
  const path = resolve(cwd, file);
  await requireInside(path, file, cwd);
  const { replaceFile } = await import('./replace-file.ts');
  try {
    replaceFile(path, Buffer.from(text, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const { writeAdvice } = await import('../migrate/write-error.ts');
    const advice =
      code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
        ? 'give --output, or --format NAME=FILE, a file in a folder that exists'
        : `${writeAdvice(code)}, or write it elsewhere`;
    throw new UsageError(`cannot write ${file} (${code}). ${advice[0]!.toUpperCase()}${advice.slice(1)}`);
  }
}

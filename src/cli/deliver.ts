import { resolve } from 'node:path';
import { print } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Writes a report to the file asked for, whole or not at all; or else prints it. Throws a UsageError for a file that cannot be written. */
export async function deliver(text: string, file: string | undefined, cwd: string): Promise<void> {
  if (file === undefined) {
    print(process.stdout, text);
    return;
  }
  const { replaceFile } = await import('./replace-file.ts');
  try {
    replaceFile(resolve(cwd, file), Buffer.from(text, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new UsageError(
      `cannot write ${file} (${code}); give --output, or --format NAME=FILE, a file in a folder that exists and is yours to write`,
    );
  }
}

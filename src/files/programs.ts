import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const found = new Map<string, string | undefined>();

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Where a program is installed, absolute; undefined where it is not. Only absolute folders of the PATH count: what a scanned folder holds is
 * never run.
 */
export function findProgram(name: string): string | undefined {
  const path = process.env.PATH ?? process.env.Path ?? '';
  const key = `${name}\u0000${path}`;
  if (found.has(key)) return found.get(key);
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.com`] : [name];
  const places = path.split(delimiter).filter((folder) => isAbsolute(folder));
  const program = places.flatMap((folder) => names.map((file) => join(folder, file))).find(isProgram);
  found.set(key, program);
  return program;
}

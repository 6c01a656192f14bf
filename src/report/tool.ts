import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';

export interface Tool {
  readonly name: 'unbasic';
  readonly version: string;
}

/** This tool, as reports name it. */
export function tool(): Tool {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return { name: 'unbasic', version };
}

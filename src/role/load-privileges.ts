import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';
import { RuleError } from '../rules/rule.ts';
import type { PrivilegeData } from './privilege-data.ts';

/** The privileges that the build compiled. Throws a RuleError when they are missing. */
export function loadPrivileges(): PrivilegeData {
  const file = join(packageRoot(), 'dist', 'privileges.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PrivilegeData;
  } catch {
    throw new RuleError(file, undefined, 'the compiled privileges are missing: run "npm run build", or install unbasic again');
  }
}

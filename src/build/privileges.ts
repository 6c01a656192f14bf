import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePrivileges } from '../role/parse-privileges.ts';
import { parseYaml } from '../rules/yaml.ts';

/** The privileges of the rules folder as one JSON text. */
export function compilePrivileges(folder: string): string {
  const file = join(folder, 'data', 'privileges', 'classic.yml');
  return `${JSON.stringify(parsePrivileges(parseYaml(file, readFileSync(file, 'utf8')), file))}\n`;
}

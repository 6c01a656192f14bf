import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isWithin, realPath } from '../files/boundary.ts';
import { readSmall } from '../files/read-small.ts';
import { addData, type DataSet } from './parse-data.ts';
import { parseRule } from './parse-rule.ts';
import { type Rule, RuleError, type RuleSet } from './rule.ts';
import { parseYaml } from './yaml.ts';

function yamlFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch {
    throw new RuleError(folder, undefined, 'this rules folder cannot be read');
  }
}

/** Complains of a file that is a link to one elsewhere: a folder of rules must not show what is not its own. */
function requireInside(file: string, folder: string): void {
  const real = realPath(file);
  if (real !== undefined && !isWithin(realPath(folder) ?? folder, real))
    throw new RuleError(file, undefined, 'this file is a link that leads out of the rules folder; put a copy there');
}

function parseFile(file: string, folder: string): ReturnType<typeof parseYaml> {
  requireInside(file, folder);
  let text: string;
  try {
    text = readSmall(file).toString('utf8');
  } catch {
    throw new RuleError(file, undefined, 'this file cannot be read');
  }
  return parseYaml(file, text);
}

/**
 * Adds a folder of rules (`*.yml`) and endpoints (`data/*.yml`) to a set. A rule with the id of a known one takes its place.
 * Throws a RuleError that names the file, the line and the key.
 */
export function addFolder(known: RuleSet, folder: string): RuleSet {
  const rules = new Map<string, Rule>(known.rules.map((rule) => [rule.id, rule]));
  for (const name of yamlFiles(folder)) {
    const file = join(folder, name);
    const rule = parseRule(parseFile(file, folder), file);
    const page = join(folder, `${rule.id}.md`);
    requireInside(page, folder);
    rules.set(rule.id, existsSync(page) ? { ...rule, page } : rule);
  }
  let data: DataSet = { endpoints: known.endpoints, timeline: known.timeline };
  const dataFolder = join(folder, 'data');
  const dataFiles = existsSync(dataFolder) ? yamlFiles(dataFolder) : [];
  for (const name of dataFiles) data = addData(data, parseFile(join(dataFolder, name), folder), join(dataFolder, name));
  const sorted = [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { rules: sorted, ...data };
}

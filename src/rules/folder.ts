import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

function parseFile(file: string): ReturnType<typeof parseYaml> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
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
    const rule = parseRule(parseFile(file), file);
    const page = join(folder, `${rule.id}.md`);
    rules.set(rule.id, existsSync(page) ? { ...rule, page } : rule);
  }
  let data: DataSet = { endpoints: known.endpoints, timeline: known.timeline };
  const dataFolder = join(folder, 'data');
  const dataFiles = existsSync(dataFolder) ? yamlFiles(dataFolder) : [];
  for (const name of dataFiles) data = addData(data, parseFile(join(dataFolder, name)), join(dataFolder, name));
  const sorted = [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { rules: sorted, ...data };
}

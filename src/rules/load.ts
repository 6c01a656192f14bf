import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';
import { RuleError, type RuleSet } from './rule.ts';

let builtIn: RuleSet | undefined;

function readBuiltIn(): RuleSet {
  if (builtIn) return builtIn;
  const root = packageRoot();
  const file = join(root, 'dist', 'rules.json');
  let compiled: RuleSet;
  try {
    compiled = JSON.parse(readFileSync(file, 'utf8')) as RuleSet;
  } catch {
    throw new RuleError(file, undefined, 'the compiled rules are missing: run "npm run build", or install unbasic again');
  }
  const rules = compiled.rules.map((rule) => ({ ...rule, page: join(root, 'rules', `${rule.id}.md`) }));
  builtIn = { ...compiled, rules };
  return builtIn;
}

/**
 * The rules that come with the tool, and those of folders of the user's own: `*.yml`, each with a page `*.md` if it has one,
 * and endpoints in `data/*.yml`. Throws a RuleError for a folder or a file that cannot be used.
 */
export async function loadRules(folders: readonly string[] = []): Promise<RuleSet> {
  let rules = readBuiltIn();
  if (folders.length === 0) return rules;
  const { addFolder } = await import('./folder.ts');
  for (const folder of folders) rules = addFolder(rules, folder);
  return rules;
}

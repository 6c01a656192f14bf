import type { Format } from '../report/reporter.ts';
import { ruleList } from '../report/rule-list.ts';
import { loadRules } from '../rules/load.ts';
import { EXIT } from './exit.ts';
import { outputOptions, print } from './output.ts';

/** Runs `unbasic rules`. */
export async function rulesAction(options: { readonly color: boolean; readonly format: Format }): Promise<number> {
  const { rules } = await loadRules();
  const summaries = rules.map(({ id, severity, title }) => ({ id, severity, title }));
  const text = options.format === 'json' ? `${JSON.stringify(summaries, null, 2)}\n` : ruleList(summaries, outputOptions(options));
  print(process.stdout, text);
  return EXIT.ok;
}

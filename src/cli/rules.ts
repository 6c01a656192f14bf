import { ruleSetOf } from '../config/rule-set.ts';
import { jsonText } from '../report/json-text.ts';
import { ruleList } from '../report/rule-list.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { outputOptions, print } from './output.ts';
import { type ConfigOptions, settingsFor } from './settings.ts';

export interface RulesActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly format: 'pretty' | 'json';
}

/** Runs `unbasic rules`. */
export async function rulesAction(options: RulesActionOptions): Promise<number> {
  const { rules } = await ruleSetOf(await settingsFor(folderOption(options.cwd), options));
  const summaries = rules.map(({ id, severity, title }) => ({ id, severity, title }));
  const text = options.format === 'json' ? `${jsonText(summaries, 2)}\n` : ruleList(summaries, outputOptions(options));
  print(process.stdout, text);
  return EXIT.ok;
}

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isReasonId, REASON_IDS, reasonPage } from '../migrate/reasons.ts';
import { explanationText } from '../report/explanation.ts';
import { markdownText } from '../report/markdown.ts';
import { explain } from '../scan/explain.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { outputOptions, print, printError } from './output.ts';
import { knownRules } from './rule-names.ts';
import { type ConfigOptions, settingsFor } from './settings.ts';
import { UsageError } from './usage-error.ts';

interface ExplainActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
}

async function explainRule(id: string, options: ExplainActionOptions): Promise<number> {
  if (isReasonId(id)) {
    print(process.stdout, markdownText(readFileSync(reasonPage(id), 'utf8'), outputOptions(options)));
    return EXIT.ok;
  }
  const [rule] = await knownRules([id], { others: REASON_IDS, settings: await settingsFor(folderOption(options.cwd), options) });
  const { page, title, message } = rule!;
  const text = page !== undefined && existsSync(page) ? readFileSync(page, 'utf8') : `# ${id}\n\n${title}\n\n${message}\n`;
  print(process.stdout, markdownText(text, outputOptions(options)));
  return EXIT.ok;
}

async function explainPlace(file: string, line: number, options: ExplainActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const result = await explain(file, line, { cwd, settings: await settingsFor(cwd, options) });
  for (const problem of result.problems) printError(problem.message);
  if (result.failed.length > 0) return EXIT.failed;
  if (result.explanations.length > 0) {
    print(process.stdout, explanationText(result.explanations, outputOptions(options)));
    return EXIT.ok;
  }
  const { otherLines } = result;
  const elsewhere =
    otherLines.length > 0 ? `Calls start on line ${otherLines.slice(0, 20).join(', ')}.` : 'None was found in the whole file.';
  print(process.stdout, `No HTTP call that could concern Jamf Pro stands on line ${line} of ${file}. ${elsewhere}\n`);
  return EXIT.ok;
}

/** Runs `unbasic explain` for a rule, a reason or a place. */
export async function explainAction(subject: string, options: ExplainActionOptions): Promise<number> {
  const place = /^(.+?):(\d+)(?::\d+)?$/.exec(subject);
  if (place) return explainPlace(place[1]!, Number(place[2]), options);
  if (/[/.\\]/.test(subject) || existsSync(resolve(folderOption(options.cwd), subject))) {
    throw new UsageError(`to explain a place, add its line: unbasic explain ${subject}:12`);
  }
  return explainRule(subject, options);
}

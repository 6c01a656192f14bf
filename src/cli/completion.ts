import { REASON_IDS } from '../migrate/reasons.ts';
import { FORMAT_NAMES } from '../report/reporter.ts';
import { loadRules } from '../rules/load.ts';
import { bashCompletion } from './completion/bash.ts';
import { describedCommands } from './completion/description.ts';
import { fishCompletion } from './completion/fish.ts';
import type { CompletedShell, CompletionData } from './completion/words.ts';
import { zshCompletion } from './completion/zsh.ts';
import { EXIT } from './exit.ts';
import { print } from './output.ts';

const SCRIPTS: Readonly<Record<CompletedShell, (data: CompletionData) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The completion script for a shell, made of the commands and options that there are. */
export async function completionScript(shell: CompletedShell): Promise<string> {
  const { rules } = await loadRules();
  return SCRIPTS[shell]({ commands: describedCommands(FORMAT_NAMES), rules: rules.map(({ id }) => id), reasons: REASON_IDS });
}

/** Runs `unbasic completion`. */
export async function completionAction(shell: CompletedShell): Promise<number> {
  print(process.stdout, await completionScript(shell));
  return EXIT.ok;
}

import type { DescribedCommand, DescribedOption } from './description.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type CompletedShell = (typeof SHELLS)[number];

export interface CompletionData {
  readonly commands: readonly DescribedCommand[];
  /** The ids of the rules, and of the reasons that `explain` knows as well. */
  readonly rules: readonly string[];
  readonly reasons: readonly string[];
}

/** The words that can stand where an argument does, beside paths. */
export function argumentWords(command: DescribedCommand, { rules, reasons }: CompletionData): readonly string[] {
  if (command.name === 'explain') return [...rules, ...reasons];
  return command.arguments.flatMap(({ choices }) => choices);
}

/** The words that can follow an option; undefined where a path or a text does. */
export function valueWords(option: DescribedOption, { rules }: CompletionData): readonly string[] | undefined {
  if (option.choices.length > 0) return option.choices;
  return option.takes === 'rule' ? rules : undefined;
}

import { text, unknown, type Value } from '../../../values/value.ts';
import type { Command, Point } from '../syntax/ir.ts';
import { plainText } from './frames.ts';

const ASSIGNMENT = /(?:^|[;\s&])([A-Za-z_]\w*)=(?:"([^"$`\\]*)"|'([^']*)'|([^\s;&|"'$`\\()<>]*)(?=[\s;&|]|$))?/g;

/** The text that `eval` runs, where it is plain; undefined for other commands. */
function evaluatedText(command: Command): string | undefined {
  if (command.declares || plainText(command.words[0]) !== 'eval') return undefined;
  const words = command.words.slice(1).map(plainText);
  return words.includes(undefined) ? undefined : words.join(' ');
}

/** The variables that `eval 'a=1; b=2'` assigns. */
export function evaluatedNames(command: Command): string[] {
  const text = evaluatedText(command);
  return text === undefined ? [] : [...text.matchAll(ASSIGNMENT)].map((match) => match[1]!);
}

/** What `eval` gives a variable: a plain text, or something computed. */
export function evaluatedValue(command: Command, name: string, point: Point): Value {
  const match = [...(evaluatedText(command) ?? '').matchAll(ASSIGNMENT)].findLast((candidate) => candidate[1] === name);
  const content = match?.[2] ?? match?.[3] ?? match?.[4];
  return content === undefined ? unknown(name, 'computed') : text(content, point.block.script.locate(command.start, command.end), false);
}

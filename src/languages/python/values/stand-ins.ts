import type { EmbeddedText } from '../../../values/embedded.ts';
import { EmbeddedTextBuilder } from '../../../values/embedded.ts';
import { unknown, type Value } from '../../../values/value.ts';
import type { Expression, Module, Statement } from '../syntax/ir.ts';
import { labelOf } from './expressions.ts';

/** The names under which a settings module that is kept out of the repository leaves an example of itself. */
export function exampleNames(module: string): string[] {
  const words = ['example', 'sample', 'template', 'default', 'dist'];
  return words.flatMap((word) => [
    `${module}.py.${word}`,
    `${module}.${word}.py`,
    `${module}_${word}.py`,
    `${module}-${word}.py`,
    `${word}_${module}.py`,
    `${word}-${module}.py`,
  ]);
}

const SETTING = /^[ \t]*[A-Za-z_]\w{0,60}[ \t]*=[ \t]*\S/m;

/** The strings of a script that read like the text of a settings module: what the script would write into it. */
export function writtenModules(module: Module): EmbeddedText[] {
  const found: EmbeddedText[] = [];
  const visit = (part: unknown, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > 200) return;
    if (Array.isArray(part)) {
      for (const one of part) visit(one, depth + 1);
      return;
    }
    if (isString(part)) {
      const text = settingsText(part);
      if (text) found.push(text);
      return;
    }
    for (const one of Object.values(part)) if (typeof one === 'object') visit(one, depth + 1);
  };
  visit(module.body satisfies readonly Statement[], 0);
  return found;
}

type StringExpression = Extract<Expression, { kind: 'string' }>;

function isString(part: object): part is StringExpression {
  return 'kind' in part && part.kind === 'string' && 'parts' in part;
}

function settingsText(expression: StringExpression): EmbeddedText | undefined {
  const first = expression.parts[0];
  if (first?.kind !== 'text' || !SETTING.test(first.text)) return undefined;
  const builder = new EmbeddedTextBuilder(expression.span, (name) => name);
  for (const part of expression.parts) {
    if (part.kind === 'text') builder.text(part.text, part.span, part.exact);
    else if (part.kind === 'expression') builder.value(unknownOf(part.value), part.value.span);
  }
  return builder.build();
}

function unknownOf(expression: Expression): Value {
  return unknown(labelOf(expression), 'config', expression.span);
}

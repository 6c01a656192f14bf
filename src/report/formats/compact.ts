import { cleanText } from '../clean-text.ts';
import type { Reporter } from '../reporter.ts';
import { totalsOf, totalsText } from '../totals.ts';

/** One line for each finding, in the form of a compiler's: editors and `grep` know it. */
export const compact: Reporter = (result, { quiet }) => {
  const lines = result.findings.map(({ file, range, severity, message, rule, suppression }) => {
    const hidden = suppression ? ` (suppressed: ${suppression.kind})` : '';
    return `${cleanText(file)}:${range.start.line}:${range.start.column}: ${severity}: ${cleanText(message)} [${cleanText(rule)}]${hidden}`;
  });
  const problems = result.problems.map(({ code, message }) => `problem: ${cleanText(message)} [${cleanText(code)}]`);
  const all = quiet ? lines : [...lines, ...problems, totalsText(totalsOf(result))];
  return all.map((line) => `${line}\n`).join('');
};

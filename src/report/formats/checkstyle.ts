import { cleanText } from '../clean-text.ts';
import type { Reporter } from '../reporter.ts';
import { tool } from '../tool.ts';
import { activeFindings, totalsOf } from '../totals.ts';
import { xmlComment, xmlDocument, xmlElement } from '../xml.ts';
import { byFile } from './by-file.ts';

/** The XML of Checkstyle, which most build servers read. What is suppressed is counted in a comment. */
export const checkstyle: Reporter = (result) => {
  const files = [...byFile(activeFindings(result.findings))].map(([name, findings]) => {
    const errors = findings.map(({ range, severity, message, rule }) =>
      xmlElement('error', {
        line: range.start.line,
        column: range.start.column,
        severity,
        message: cleanText(message),
        source: `unbasic.${rule}`,
      }),
    );
    return xmlElement('file', { name }, errors);
  });
  const { suppressed } = totalsOf(result);
  const notes = suppressed > 0 ? [xmlComment(`${suppressed} suppressed`)] : [];
  return xmlDocument(xmlElement('checkstyle', { version: tool().version }, [...notes, ...files]));
};

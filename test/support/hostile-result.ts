import type { Finding } from '../../src/findings/finding.ts';
import type { Proposal } from '../../src/report/proposal.ts';
import type { ScanResult } from '../../src/scan/result.ts';
import { finding, resultOf } from './result.ts';

/** Names and texts that do harm in one format or another. */
export const HOSTILE = {
  html: `<img src=x onerror="alert('1')">.sh`,
  formula: `=cmd|'/c calc'!A1`,
  command: 'a%0A::error::forged\n::set-output name=x::y.sh',
  legacyCommand: '##[error]forged\r\n##vso[task.complete]',
  markup: '`|**[link](javascript:x)** @everyone #1 <b>&amp; https://evil.example',
  surrogate: 'half \ud83d pair',
  control: 'bell\u0007 esc\u001b[2J nul\u0000 del\u007f bidi\u202e',
  xml: ']]> --> <!DOCTYPE x> \ufffe',
  astral: 'a \u{1f9ea} b',
} as const;

const at = (line: number, column: number, endLine = line, endColumn = column + 5): Finding['range'] => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

/** A change of `scripts/a b/é#1.py` that a report may offer. */
export const PROPOSAL: Proposal = {
  calls: 2,
  files: [
    {
      file: 'scripts/a b/é#1.py',
      created: false,
      edits: [
        { range: at(3, 1, 3, 1), text: 'token = get_token()\n' },
        { range: at(7, 3, 7, 6), text: '' },
      ],
      lines: { range: at(3, 1, 7, 20), text: 'token = get_token()\nrest "of" it' },
    },
  ],
};

/** One result for all formats: every kind of finding, and names that no format may take for its own syntax. */
export function hostileResult(): ScanResult {
  const findings: Finding[] = [
    finding({ file: '../outside/x.sh', message: HOSTILE.control }),
    finding({
      file: HOSTILE.html,
      message: HOSTILE.html,
      range: at(2, 1, 4, 9),
      related: [{ file: HOSTILE.command, range: at(9, 1), message: HOSTILE.markup }],
    }),
    finding({ file: HOSTILE.command, severity: 'warning', rule: 'made-up-rule', message: HOSTILE.legacyCommand, fix: null }),
    finding({
      file: HOSTILE.formula,
      severity: 'info',
      message: HOSTILE.surrogate,
      credentials: null,
      endpoint: { api: 'unknown', resource: HOSTILE.markup, base: HOSTILE.formula },
      client: null,
      method: null,
      confidence: 'possible',
    }),
    finding({
      file: HOSTILE.markup,
      message: HOSTILE.markup,
      credentials: { via: 'user-option', user: HOSTILE.formula, literal: true, range: null },
      fix: { level: 'manual', reason: HOSTILE.xml },
    }),
    finding({ file: 'scripts/a b/é#1.py', message: HOSTILE.astral, language: 'python', client: 'requests', range: at(7, 5) }),
    finding({
      file: 'scripts/a b/é#1.py',
      message: 'Known.',
      range: at(9, 5),
      fingerprint: 'fedcba9876543210',
      suppression: { kind: 'baseline' },
    }),
    finding({
      file: `scripts/${HOSTILE.surrogate}.ts`,
      language: 'typescript',
      range: at(3, 1),
      fingerprint: '00000000000000ff',
      suppression: { kind: 'inline', reason: `${HOSTILE.html} ${HOSTILE.formula}` },
    }),
  ];
  return resultOf(findings, {
    problems: [{ file: HOSTILE.html, code: 'too-large', message: `${HOSTILE.html} was not read.` }],
    rules: [
      { id: 'classic-basic-auth', severity: 'error', title: HOSTILE.html },
      { id: 'made-up-rule', severity: 'warning', title: 'A rule without a page' },
    ],
    utf8Column: (_, { column }) => column + 100,
  });
}

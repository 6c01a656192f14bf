import type { Scope } from '../files/scope.ts';
import type { Finding } from '../findings/finding.ts';
import { quoted } from './quoted.ts';

/** Scripts named in a command line that is proposed. */
const NAMED = 3;

/** Whether a run decides about a commit: it looks at what is staged, or pre-commit has started it. */
export function decidesCommit(scope: Scope): boolean {
  return scope.kind === 'staged' || process.env.PRE_COMMIT === '1';
}

/** What the person whose commit is refused can do. @param findings those that are the cause */
export function commitAdvice(findings: readonly Finding[]): string {
  const files = [...new Set(findings.filter(({ fix }) => fix?.level !== 'manual').map(({ file }) => file))];
  const named = files.length <= NAMED ? files.map(quoted).join(' ') : '.';
  const rule = findings[0]!.rule;
  const isManaged = process.env.PRE_COMMIT === '1';
  const lines = [
    'This commit was refused. You can:',
    ...(files.length > 0 ? [`  change the calls       unbasic migrate --write --force ${named}, then git add`] : []),
    `  keep one, with reason  # unbasic-ignore ${rule}: why, on the line above it`,
    '  accept what is known   unbasic baseline, then git add unbasic.baseline.txt',
    `  skip the check once    ${isManaged ? 'SKIP=unbasic git commit' : 'git commit --no-verify'}`,
  ];
  return `\n${lines.join('\n')}\n`;
}

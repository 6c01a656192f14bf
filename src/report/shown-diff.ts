import { MASK, maskUnparsed, type Redactor } from '../findings/redact.ts';
import { CONTEXT, type DiffLine, hunksOf } from '../migrate/diff.ts';
import type { FileChange } from '../migrate/result.ts';
import { diffHeading, hunkHeading } from '../migrate/unified.ts';
import { withoutTrailing } from '../values/trailing.ts';
import { printable } from './printable.ts';
import { themeOf } from './theme.ts';

export interface ShownDiffOptions {
  readonly color: 0 | 1 | 2 | 3;
  readonly redactor: Redactor;
  /** The literal secrets of the scripts. */
  readonly secrets: readonly string[];
  readonly context?: number | undefined;
}

/** A secret as a text of its own: not a part of a longer word, nor the name of a variable or an option. */
function secretPattern(secrets: readonly string[]): RegExp | undefined {
  const texts = secrets.filter((secret) => secret.length > 2).sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
  if (texts.length === 0) return undefined;
  const escaped = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`(?<![\\w$])(?:${escaped.join('|')})(?![\\w=])`, 'g');
}

/**
 * A change as a terminal shows it: in colours, with literal secrets masked in every line and nothing in it that moves the cursor. It is for
 * reading; unifiedDiff makes the one that can be applied.
 */
export function shownDiff(change: FileChange, { color, redactor, secrets, context = CONTEXT }: ShownDiffOptions): string {
  const theme = themeOf(color);
  const pattern = secretPattern(secrets);
  const content = ({ text, offset }: DiffLine): string => {
    const end = withoutTrailing(text, '\r\n');
    const masked =
      offset === undefined ? maskUnparsed(redactor.maskText(end)) : redactor.maskUnread(change.source, offset, offset + end.length);
    return printable((pattern ? masked.replace(pattern, MASK) : masked).replaceAll('\t', '    '));
  };
  const line = (shown: DiffLine): string => {
    const row = `${shown.kind}${content(shown)}`;
    return shown.kind === '+' ? theme.ok(row) : shown.kind === '-' ? theme.mark(row) : row;
  };
  const heading = diffHeading(change.diffPath, change.created).trimEnd().split('\n');
  const hunks = hunksOf(change.source.text, change.edits, context);
  const rows = hunks.flatMap((hunk) => [theme.rule(hunkHeading(hunk)), ...hunk.lines.map(line)]);
  return `${[...heading.map((row) => theme.strong(printable(row))), ...rows].join('\n')}\n`;
}

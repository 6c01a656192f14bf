import type { Finding } from './finding.ts';
import { compareText } from './order.ts';

/** A finding that is known and does not fail a run. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** POSIX, relative to the folder of the baseline file. */
  readonly file: string;
}

/** The name under which a baseline is found without being asked for. */
export const BASELINE_NAME = 'unbasic.baseline.txt';

const HEAD = `# Findings that are known and do not fail a run: "unbasic baseline" writes them, "unbasic baseline --prune" removes those that are gone.
`;
const LINE = /^([0-9a-f]{16}) ([a-z0-9-]+) (\S.*)$/;

/** A baseline that cannot be read; the message names the file and the line. */
export class BaselineError extends Error {
  readonly code = 'BASELINE_INVALID';

  constructor(message: string) {
    super(message);
    this.name = 'BaselineError';
  }
}

/** A path on one line: what would end it is written as JSON writes it. */
function written(path: string): string {
  return /[\u0000-\u001f\u007f"\\]|^\s|\s$/.test(path) ? JSON.stringify(path) : path;
}

function unwritten(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Reads a baseline. The order of its lines does not matter, nor do lines that stand twice: merging leaves both. @param name how messages name it */
export function parseBaseline(text: string, name: string): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line))
      throw new BaselineError(
        `${name}:${index + 1}: the baseline holds a merge conflict. Keep the lines of both sides and remove the marks.`,
      );
    const [, fingerprint, rule, path] = LINE.exec(line) ?? [];
    const file = path === undefined ? undefined : unwritten(path);
    if (!fingerprint || !rule || file === undefined)
      throw new BaselineError(
        `${name}:${index + 1}: this line is no entry of a baseline. Remove it, or write the file anew with "unbasic baseline".`,
      );
    entries.set(keyOf({ fingerprint, rule, file }), { fingerprint, rule, file });
  });
  return [...entries.values()];
}

export function keyOf({ fingerprint, rule, file }: BaselineEntry): string {
  return `${fingerprint} ${rule} ${written(file)}`;
}

/** Which part of a scan a baseline comes from. */
export interface BaselineShard {
  readonly index: number;
  readonly count: number;
  readonly scan: string;
}

/** The text of a baseline: one entry a line, sorted. @param shard the part of a scan that it is of, where it is not all of one */
export function formatBaseline(entries: readonly BaselineEntry[], shard?: BaselineShard): string {
  const lines = [...new Set(entries.map(keyOf))].sort(compareText);
  const part = shard ? `# Part ${shard.index} of ${shard.count} of the scan ${shard.scan}: "unbasic merge" joins the parts.\n` : '';
  return `${HEAD}${part}${lines.map((line) => `${line}\n`).join('')}`;
}

/** The part of a scan that a baseline is of; undefined where it is a whole one. */
export function shardOfBaseline(text: string): BaselineShard | undefined {
  const [, index, count, scan] = /^# Part (\d+) of (\d+) of the scan ([0-9a-f]+):/m.exec(text) ?? [];
  return scan === undefined ? undefined : { index: Number(index), count: Number(count), scan };
}

/** What of a repository the findings at hand say. */
export interface BaselineScope {
  /** A finding's file as the baseline names it. */
  readonly nameOf: (finding: Finding) => string;
  /** Whether all findings of a file, as the baseline names it, are at hand. */
  readonly scanned: (file: string) => boolean;
  readonly exists: (file: string) => boolean;
}

export interface BaselineMatch {
  /** The entry of each finding that has one. */
  readonly entries: ReadonlyMap<Finding, BaselineEntry>;
  /** Those that no finding has: of files that were scanned, and of files that are gone. */
  readonly stale: readonly BaselineEntry[];
}

/**
 * Brings findings and entries together: first those of the same file, then equal code of scripts that moved or were renamed. An entry of a file that
 * still exists stays that file's: a copy of the code is a finding of its own, and mending one script does not pay for another.
 */
export function matchBaseline(findings: readonly Finding[], entries: readonly BaselineEntry[], scope: BaselineScope): BaselineMatch {
  const open = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const matched = new Map<Finding, BaselineEntry>();
  for (const finding of findings) {
    const key = keyOf({ ...finding, file: scope.nameOf(finding) });
    const entry = open.get(key);
    if (!entry) continue;
    matched.set(finding, entry);
    open.delete(key);
  }
  const gone = [...open.values()].filter(({ file }) => !scope.exists(file));
  const mended = [...open.values()].filter(({ file }) => scope.exists(file) && scope.scanned(file));
  const byCode = new Map<string, BaselineEntry[]>();
  for (const entry of gone.sort((left, right) => compareText(left.file, right.file))) {
    const code = `${entry.fingerprint} ${entry.rule}`;
    byCode.set(code, [...(byCode.get(code) ?? []), entry]);
  }
  for (const finding of findings) {
    if (matched.has(finding)) continue;
    const entry = byCode.get(`${finding.fingerprint} ${finding.rule}`)?.shift();
    if (entry) matched.set(finding, entry);
  }
  return {
    entries: matched,
    stale: [...mended, ...[...byCode.values()].flat()].sort((left, right) => compareText(keyOf(left), keyOf(right))),
  };
}

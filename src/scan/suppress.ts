import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reportPath } from '../files/paths.ts';
import { readSmall } from '../files/read-small.ts';
import type { SourceFile } from '../files/source.ts';
import {
  type BaselineEntry,
  BaselineError,
  type BaselineMatch,
  type BaselineScope,
  matchBaseline,
  parseBaseline,
} from '../findings/baseline.ts';
import { type Directive, directivesIn } from '../findings/directives.ts';
import type { Finding } from '../findings/finding.ts';
import { suppressInline } from '../findings/inline.ts';
import type { Problem } from '../languages/language.ts';
import type { Analysis } from './analyse.ts';
import { append } from './append.ts';
import { coversFolder } from './coverage.ts';
import type { ScanOptions } from './options.ts';

/** A baseline of half a million findings. */
const LARGEST = 64 * 1024 * 1024;

/** Marks what comments and the baseline suppress among the findings of the files to report on. Throws a BaselineError. */
export function suppress(
  findings: readonly Finding[],
  analysis: Pick<Analysis, 'withDirectives' | 'source' | 'targets' | 'problems'>,
  rules: readonly { readonly id: string }[],
  options: ScanOptions,
): {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly baseline?: BaselineMatch;
  readonly stale?: Stale;
} {
  const known = rules.map(({ id }) => id);
  const inline = withInline(findings, analysis.withDirectives, analysis.source, known);
  if (options.baseline === undefined) return inline;
  const cwd = resolve(options.cwd ?? '.');
  const file = resolve(cwd, options.baseline);
  const shown = reportPath(cwd, file);
  const unread = new Set(analysis.problems.map((problem) => problem.file));
  const scanned = new Set([...analysis.targets].filter((path) => !unread.has(path)));
  const scope = baselineScope(cwd, file, scanned);
  // A script that moved may have gone to another part, so a part says nothing of the entries of files that are gone.
  const entries = readBaseline(file, shown).filter((entry) => !options.shard || scope.exists(entry.file));
  const { findings: marked, match } = withBaseline(inline.findings, entries, scope);
  const stale = { file: shown, entries: coversFolder(dirname(file), options) ? match.stale : [] };
  const notes = options.shard ? [] : staleNote(shown, stale.entries);
  return { findings: marked, problems: [...inline.problems, ...notes], baseline: match, stale };
}

/** The entries of a baseline that nothing has any more. */
export interface Stale {
  /** The baseline, as reports name it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** Marks what comments in the scripts silence. @param paths the files that may hold such comments; @param rules the ids of all rules */
export function withInline(
  findings: readonly Finding[],
  paths: readonly string[],
  source: (path: string) => SourceFile | undefined,
  rules: readonly string[],
): { findings: Finding[]; problems: Problem[] } {
  const directives = new Map<string, readonly Directive[]>();
  for (const path of paths) {
    const text = source(path);
    const found = text ? directivesIn(text) : [];
    if (found.length > 0) directives.set(path, found);
  }
  if (directives.size === 0) return { findings: [...findings], problems: [] };
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) append(byFile, finding.file, finding);
  const problems: Problem[] = [];
  const marked = new Map<Finding, Finding>();
  for (const [file, own] of directives) {
    const before = byFile.get(file) ?? [];
    const result = suppressInline(file, before, own, rules);
    problems.push(...result.problems);
    before.forEach((finding, index) => {
      marked.set(finding, result.findings[index]!);
    });
  }
  return { findings: findings.map((finding) => marked.get(finding) ?? finding), problems };
}

/** The entries of a baseline file. Throws a BaselineError where it cannot be read. @param file absolute; @param shown how messages name it */
export function readBaseline(file: string, shown: string): BaselineEntry[] {
  let text: string;
  try {
    text = readSmall(file, LARGEST).toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BaselineError(
      code === 'ENOENT'
        ? `there is no baseline ${shown}; write it with "unbasic baseline", or leave it out`
        : `the baseline ${shown} cannot be read (${code})`,
    );
  }
  return parseBaseline(text, shown);
}

/** How the paths of a scan and those of a baseline go together. @param targets the files of which all findings are at hand */
export function baselineScope(cwd: string, baseline: string, targets: ReadonlySet<string>): BaselineScope {
  const folder = dirname(baseline);
  return {
    nameOf: ({ file }) => reportPath(folder, resolve(cwd, file)),
    scanned: (file) => targets.has(reportPath(cwd, resolve(folder, file))),
    exists: (file) => existsSync(resolve(folder, file)),
  };
}

/** Marks what a baseline knows. What a comment silences needs no entry. */
export function withBaseline(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  scope: BaselineScope,
): { findings: Finding[]; match: BaselineMatch } {
  const match = matchBaseline(
    findings.filter(({ suppression }) => !suppression),
    entries,
    scope,
  );
  const known = new Map<Finding, BaselineEntry>();
  const marked = findings.map((finding): Finding => {
    const entry = match.entries.get(finding);
    if (!entry) return finding;
    const suppressed: Finding = { ...finding, suppression: { kind: 'baseline' } };
    known.set(suppressed, entry);
    return suppressed;
  });
  return { findings: marked, match: { ...match, entries: known } };
}

/** The note that a baseline has entries that nothing has any more. */
export function staleNote(file: string, stale: readonly BaselineEntry[]): Problem[] {
  if (stale.length === 0) return [];
  const names = [...new Set(stale.map((entry) => entry.file))];
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more files` : '');
  const what = stale.length === 1 ? 'entry is' : 'entries are';
  return [
    {
      file,
      code: 'stale-baseline',
      message: `${stale.length} ${what} no longer needed (${shown}). "unbasic baseline --prune" removes what is gone.`,
    },
  ];
}

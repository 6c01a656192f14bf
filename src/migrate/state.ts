import { vocabularyOf } from '../config/settings.ts';
import type { SourceFile } from '../files/source.ts';
import { mayHoldDirective } from '../findings/directives.ts';
import type { Finding } from '../findings/finding.ts';
import type { HttpCall, LanguageId } from '../http/call.ts';
import { guardedCalls } from '../http/guard.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import type { Extraction, Problem, Workspace } from '../languages/language.ts';
import { findingsFor } from '../rules/engine.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { Analysis } from '../scan/analyse.ts';
import { extract } from '../scan/extract.ts';
import type { ScanOptions } from '../scan/options.ts';
import { OverlayWorkspace } from '../scan/overlay.ts';
import { withInline } from '../scan/suppress.ts';

/** What a scan knows of the files as they are, or as they would be. */
export interface ScanState {
  readonly workspace: Workspace;
  readonly calls: readonly HttpCall[];
  readonly guarded: ReadonlySet<HttpCall>;
  /** In all files, targets or not; those that a comment silences are marked. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** The state of an analysis. */
export function stateOf(analysis: Pick<Analysis, 'workspace' | 'calls' | 'sightings' | 'problems'>, rules: RuleSet): ScanState {
  const { workspace, calls, sightings, problems } = analysis;
  const guarded = guardedCalls(calls);
  const source = (path: string): SourceFile | undefined => workspace.read(path);
  const found = findingsFor(calls, sightings, { rules, source, guarded });
  const files = [...new Set(found.map(({ file }) => file))].filter((file) => mayHoldDirective(source(file)?.text ?? ''));
  const { findings } = withInline(
    found,
    files,
    source,
    rules.rules.map(({ id }) => id),
  );
  return { workspace, calls, guarded, findings, problems };
}

/**
 * Scans again with other texts in place of some files', and with files that do not exist yet. Languages in which no text is another are taken
 * from the first scan.
 */
export async function rescan(
  analysis: Analysis,
  sources: readonly (SourceFile & { readonly language: LanguageId })[],
  rules: RuleSet,
  options: Pick<ScanOptions, 'languages' | 'settings'>,
): Promise<ScanState> {
  const workspace = new OverlayWorkspace(analysis.workspace, sources);
  const selected = new Map([...analysis.selected].map(([language, paths]) => [language, new Set(paths)]));
  for (const { path, language } of sources) {
    const paths = selected.get(language);
    if (paths) paths.add(path);
    else selected.set(language, new Set([path]));
  }
  const changed = new Set(sources.map(({ language }) => language));
  const parts: Extraction[] = [];
  for (const [language, paths] of selected) {
    const before = changed.has(language) ? undefined : analysis.extractions.get(language);
    parts.push(
      before ?? (await withVocabulary(vocabularyOf(options.settings), () => extract(language, [...paths].sort(), workspace, options))),
    );
  }
  const calls = parts.flatMap((part) => part.calls);
  const sightings = parts.flatMap((part) => part.sightings);
  return stateOf({ workspace, calls, sightings, problems: parts.flatMap((part) => part.problems) }, rules);
}

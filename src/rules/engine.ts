import type { SourceFile } from '../files/source.ts';
import { buildFinding, buildSightingFinding, type FindingContext, type UnprintedFinding } from '../findings/build.ts';
import type { Finding } from '../findings/finding.ts';
import { type FingerprintContent, fingerprints } from '../findings/fingerprint.ts';
import { compareFindings, compareText } from '../findings/order.ts';
import { overlaps, spanKey } from '../findings/ranges.ts';
import { Redactor, redactorsByFile } from '../findings/redact.ts';
import type { HttpCall, Sighting } from '../http/call.ts';
import { jamfLooking } from '../http/jamf.ts';
import type { Span } from '../values/value.ts';
import { holds } from './condition.ts';
import { judge, judgeSighting } from './judge.ts';
import { type Observation, observeCall, observeSighting } from './observe.ts';
import { addMatch, emptiedOf, type Match } from './place.ts';
import type { RuleSet } from './rule.ts';

export interface FindingsOptions {
  readonly rules: RuleSet;
  /** The file at a path: for positions, for the texts that fingerprints rest on, and for whether it speaks of Jamf. */
  source(path: string): SourceFile | undefined;
  /** Calls on the legacy branch of a conditional whose other branch uses a bearer token. */
  readonly guarded: ReadonlySet<HttpCall>;
  /** Masks what is shown; one that knows the secrets of the calls by default. */
  readonly redactor?: Redactor | undefined;
}

/** What the rules have to say about the calls and sightings of one scan, sorted; one finding for each rule and place. */
export function findingsFor(calls: readonly HttpCall[], sightings: readonly Sighting[], options: FindingsOptions): Finding[] {
  const { rules, endpoints: data } = options.rules;
  const context: FindingContext = { redactor: options.redactor ?? new Redactor(calls), source: options.source };
  const looksJamf = fileTest(options);
  const sorted = [...calls].sort((a, b) => compareSpans(a.span, b.span));
  const observations = sorted.flatMap((call) =>
    observeCall(call, { data, guarded: options.guarded.has(call), fileLooksJamf: looksJamf(call.span.file) }),
  );
  const atPlace = groupBySpan(observations);

  const matches = new Map<string, Match>();
  for (const observation of observations) {
    for (const rule of rules) if (holds(rule.when, observation.facts)) addMatch(matches, rule, observation, data);
  }
  const reported = new Map<string, Map<string, Span>>();
  for (const { rule, span } of matches.values()) {
    const spans = reported.get(rule.id);
    if (spans) spans.set(spanKey(span), span);
    else reported.set(rule.id, new Map([[spanKey(span), span]]));
  }

  const drafts: Draft[] = [];
  for (const match of matches.values()) {
    if (match.rule.unless.some((id) => reported.get(id)?.has(spanKey(match.span)))) continue;
    const emptied = emptiedOf(match);
    match.observations.sort((a, b) => Number(emptied.has(a)) - Number(emptied.has(b)));
    const finding = buildFinding(match, judge(match, atPlace, context.redactor), context);
    drafts.push({ finding, span: match.span, lineOnly: match.rule.per === 'credential', detail: match.detail });
  }
  for (const sighting of uniqueSightings(sightings)) {
    const facts = observeSighting(sighting, looksJamf(sighting.span.file));
    for (const rule of rules) {
      const isSilenced = rule.unless.some((id) => [...(reported.get(id)?.values() ?? [])].some((span) => overlaps(span, sighting.span)));
      if (isSilenced || !holds(rule.when, facts)) continue;
      const verdict = judgeSighting(rule, sighting, facts);
      drafts.push({ finding: buildSightingFinding(rule, sighting, verdict, context), span: sighting.span, lineOnly: false, detail: '' });
    }
  }
  return printed(drafts, redactorsByFile(calls), options.source);
}

function fileTest({ source, rules }: FindingsOptions): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    let answer = known.get(path);
    if (answer === undefined) {
      answer = jamfLooking(path, rules.endpoints) || jamfLooking(source(path)?.text ?? '', rules.endpoints);
      known.set(path, answer);
    }
    return answer;
  };
}

function groupBySpan(observations: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const key = spanKey(observation.call.span);
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return groups;
}

function uniqueSightings(sightings: readonly Sighting[]): Sighting[] {
  const unique = new Map(sightings.map((sighting) => [spanKey(sighting.span), sighting]));
  return [...unique.values()];
}

interface Draft {
  readonly finding: UnprintedFinding;
  readonly span: Span;
  /** The span is a secret: the line it stands on is what identifies it. */
  readonly lineOnly: boolean;
  readonly detail: string;
}

function printed(drafts: readonly Draft[], redactorOf: (file: string) => Redactor, source: FindingsOptions['source']): Finding[] {
  const unprinted = drafts.map((draft) => ({ draft, finding: { ...draft.finding, fingerprint: '' } }));
  unprinted.sort((a, b) => compareFindings(a.finding, b.finding) || compareText(a.draft.detail, b.draft.detail));
  const prints = fingerprints(unprinted.map(({ draft }) => contentOf(draft, redactorOf(draft.span.file), source(draft.span.file))));
  return unprinted.map(({ finding }, index) => ({ ...finding, fingerprint: prints[index]! }));
}

function contentOf({ finding, span, lineOnly, detail }: Draft, redactor: Redactor, file: SourceFile | undefined): FingerprintContent {
  const start = file && lineOnly ? file.lineStarts[finding.range.start.line - 1]! : span.start;
  const end = file && lineOnly ? (file.lineStarts[finding.range.end.line] ?? file.text.length) : span.end;
  const text = file ? redactor.maskUnread(file, start, end) : '';
  return { rule: finding.rule, file: finding.file, text, detail };
}

function compareSpans(a: Span, b: Span): number {
  return compareText(a.file, b.file) || a.start - b.start || a.end - b.end;
}

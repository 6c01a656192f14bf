import type { SourceFile } from '../files/source.ts';
import type { Credential, HttpCall, Sighting } from '../http/call.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { Fix } from '../rules/fix.ts';
import type { Match } from '../rules/place.ts';
import type { Rule } from '../rules/rule.ts';
import { display } from '../values/text.ts';
import type { Span } from '../values/value.ts';
import type { Confidence, Finding, FindingCredentials, FindingEndpoint, FindingRelated, Range } from './finding.ts';
import { rangeOf, spanKey } from './ranges.ts';
import type { Redactor } from './redact.ts';
import { userNames } from './words.ts';

const NOWHERE: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

export interface FindingContext {
  readonly redactor: Redactor;
  source(path: string): SourceFile | undefined;
}

export interface Verdict {
  readonly guarded: boolean;
  readonly confidence: Confidence;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly fix: Fix;
}

export type UnprintedFinding = Omit<Finding, 'fingerprint'>;

/** The finding that a rule's matches at one place make. */
export function buildFinding(match: Match, verdict: Verdict, context: FindingContext): UnprintedFinding {
  const { call, credential, endpoint } = match.observations[0]!;
  const calls = [...new Set(match.observations.map((observation) => observation.call))];
  const literal = match.observations.some((observation) => observation.facts.literal === true);
  return {
    rule: match.rule.id,
    severity: verdict.severity,
    confidence: verdict.confidence,
    guarded: verdict.guarded,
    file: match.span.file,
    range: rangeOf(match.span, context.source) ?? NOWHERE,
    language: call.language,
    client: call.client,
    method: sharedMethod(calls),
    endpoint: findingEndpoint(endpoint, context),
    credentials: credential ? findingCredentials(credential, literal, match.span, context) : null,
    embedded: call.embedded,
    related: relatedOf(match, calls, context),
    message: verdict.message,
    fix: verdict.fix,
  };
}

/** The finding that text which no parser could read makes. */
export function buildSightingFinding(rule: Rule, sighting: Sighting, verdict: Verdict, context: FindingContext): UnprintedFinding {
  return {
    rule: rule.id,
    severity: verdict.severity,
    confidence: verdict.confidence,
    guarded: false,
    file: sighting.span.file,
    range: rangeOf(sighting.span, context.source) ?? NOWHERE,
    language: sighting.language,
    client: null,
    method: null,
    endpoint: null,
    credentials: null,
    embedded: [],
    related: [],
    message: verdict.message,
    fix: verdict.fix,
  };
}

/** The method that all the calls share; null where it is not known or differs. */
export function sharedMethod(calls: readonly HttpCall[]): string | null {
  const methods = new Set(calls.map((call) => call.method));
  return methods.size === 1 ? (calls[0]!.method ?? null) : null;
}

/** A URL's base as it may be shown: unknowns in braces, no user information, no secret. */
export function shownBase(endpoint: Endpoint, { redactor }: Pick<FindingContext, 'redactor'>): string | null {
  const base = redactor.maskText(display(endpoint.base).replace(/(:\/\/)[^\s/]*@/, '$1'));
  return base === '' ? null : base;
}

function findingEndpoint(endpoint: Endpoint, context: FindingContext): FindingEndpoint {
  return { api: endpoint.api, resource: context.redactor.maskText(endpoint.resource), base: shownBase(endpoint, context) };
}

function findingCredentials(credential: Credential, literal: boolean, place: Span, context: FindingContext): FindingCredentials {
  const here = credential.span.file === place.file;
  return {
    via: credential.via,
    user: userNames(credential),
    literal,
    range: here ? (rangeOf(credential.span, context.source) ?? null) : null,
  };
}

function covers(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

function relatedOf(match: Match, calls: readonly HttpCall[], context: FindingContext): FindingRelated[] {
  const locations = calls.flatMap((call) => call.related).filter(({ span }) => !covers(span, match.span));
  for (const { credential, call } of match.observations) {
    if (credential && credential.span.file !== match.span.file)
      locations.push({ span: credential.span, message: 'The credentials are attached here.' });
    if (match.rule.per === 'credential') locations.push({ span: call.span, message: 'They are sent here.' });
  }
  const related = new Map<string, FindingRelated>();
  for (const { span, message } of locations) {
    const range = rangeOf(span, context.source);
    const key = `${spanKey(span)}\u0000${message}`;
    if (range && !related.has(key)) related.set(key, { file: span.file, range, message });
  }
  return [...related.values()];
}

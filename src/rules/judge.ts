import type { Verdict } from '../findings/build.ts';
import type { Confidence } from '../findings/finding.ts';
import { spanKey } from '../findings/ranges.ts';
import type { Redactor } from '../findings/redact.ts';
import type { Sighting } from '../http/call.ts';
import { holds } from './condition.ts';
import type { Facts } from './facts.ts';
import { judgeFix } from './fix.ts';
import { formatMessage } from './message.ts';
import { messageValues } from './message-values.ts';
import type { Observation } from './observe.ts';
import type { Match } from './place.ts';
import type { Rule } from './rule.ts';

/** Severity, confidence, message and fix of a match, in view of all that can happen at the same calls. */
export function judge(match: Match, atPlace: ReadonlyMap<string, readonly Observation[]>, redactor: Redactor): Verdict {
  const { rule, observations } = match;
  const facts = observations[0]!.facts;
  const guarded = observations.every((observation) => observation.facts.guarded === true);
  const spans = new Set(observations.map((observation) => spanKey(observation.call.span)));
  const siblings = [...spans].flatMap((key) => atPlace.get(key) ?? []);
  const everySiblingMatches = everyPairMatches(observations, siblings);
  const applicable = rule.cases.filter((item) => holds(item.when, { ...facts, guarded }));
  const template = applicable.find((item) => item.message !== undefined)?.message ?? rule.message;
  return {
    guarded,
    confidence: rule.per === 'call' && !everySiblingMatches ? lower(rule.confidence) : rule.confidence,
    severity: applicable.find((item) => item.severity !== undefined)?.severity ?? rule.severity,
    message: redactor.maskText(formatMessage(template, messageValues(match, redactor))),
    fix: judgeFix(rule, observations, everySiblingMatches),
  };
}

/** Whether each endpoint of each call at the place matched, and none of the calls sends a bearer token as well. */
function everyPairMatches(matched: readonly Observation[], siblings: readonly Observation[]): boolean {
  const endpoints = new Set(matched.map((observation) => observation.endpoint));
  const basic = matched.some((observation) => observation.credential?.scheme === 'basic');
  return siblings.every((observation) => endpoints.has(observation.endpoint) && !(basic && observation.credential?.scheme === 'bearer'));
}

function lower(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

/** What a rule says of text that no parser could read. */
export function judgeSighting(rule: Rule, sighting: Sighting, facts: Facts): Verdict {
  const applicable = rule.cases.filter((item) => holds(item.when, facts));
  const template = applicable.find((item) => item.message !== undefined)?.message ?? rule.message;
  return {
    guarded: false,
    confidence: rule.confidence,
    severity: applicable.find((item) => item.severity !== undefined)?.severity ?? rule.severity,
    message: formatMessage(template, { what: sighting.what }),
    fix: rule.fix,
  };
}

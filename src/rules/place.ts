import { spanKey } from '../findings/ranges.ts';
import { literalSecrets } from '../findings/secrets.ts';
import type { HttpCall } from '../http/call.ts';
import type { EndpointData } from '../http/endpoint-data.ts';
import type { Span } from '../values/value.ts';
import type { Observation } from './observe.ts';
import type { Rule } from './rule.ts';

/** One place that a rule reports, with all that matched there. */
export interface Match {
  readonly rule: Rule;
  readonly span: Span;
  /** What tells matches of one rule at one place apart. */
  readonly detail: string;
  readonly observations: Observation[];
}

/** Adds an observation to the matches of a rule, at the places at which the rule reports it. */
export function addMatch(matches: Map<string, Match>, rule: Rule, observation: Observation, data: EndpointData): void {
  const detail = rule.per === 'endpoint' ? observation.endpoint.resource : '';
  for (const span of placesOf(rule, observation, data)) {
    const key = `${rule.id}\u0000${spanKey(span)}\u0000${detail}`;
    const match = matches.get(key);
    if (match) match.observations.push(observation);
    else matches.set(key, { rule, span, detail, observations: [observation] });
  }
}

/** The call; or, for a rule about credentials, where each secret is written, or else where the credentials stand. */
function placesOf(rule: Rule, { call, credential }: Observation, data: EndpointData): Span[] {
  if (rule.per !== 'credential' || !credential) return [call.span];
  const secrets = literalSecrets(credential, data);
  const places = secrets.map((sequence) => sequence.find((piece) => piece.span)?.span).filter((span) => span !== undefined);
  return places.length > 0 ? places : [credential.span];
}

/** The observations whose resource is another's with its last part empty: what a variable holds before it is set. */
export function emptiedOf({ observations }: Match): ReadonlySet<Observation> {
  const parents = new Map<HttpCall, Set<string>>();
  for (const { call, endpoint } of observations) {
    const parent = endpoint.resource.slice(0, Math.max(0, endpoint.resource.lastIndexOf('/')));
    const known = parents.get(call);
    if (known) known.add(parent);
    else parents.set(call, new Set([parent]));
  }
  return new Set(observations.filter(({ call, endpoint }) => endpoint.resource !== '' && parents.get(call)?.has(endpoint.resource)));
}

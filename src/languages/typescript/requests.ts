import { ts } from 'ts-morph';
import type { BranchArm, HttpCall, RelatedLocation } from '../../http/call.ts';
import { type Span, sequenceKey, union, type Value } from '../../values/value.ts';
import { type Arms, armsOfCredential, bothArms, commonArms } from './clients/arms.ts';
import { endOfChain } from './clients/builders.ts';
import { mayCallClient } from './clients/candidates.ts';
import { readerFor } from './clients/registry.ts';
import type { CredentialSet } from './clients/request.ts';
import { type Evaluated, evaluate, setKey } from './drafts.ts';
import { explore } from './exploration.ts';
import { guardsOf } from './syntax/guards.ts';
import { bare, type CallNode } from './syntax/nodes.ts';
import { spanOf, unitOf } from './syntax/unit.ts';
import { calledEntities } from './values/callees.ts';
import { type Facts, NO_FACTS } from './values/context.ts';
import type { MadeEntity } from './values/entity.ts';
import type { Evaluator } from './values/evaluator.ts';

/** A request of a call in one context, with the decisions under which it is sent. */
export interface FoundRequest {
  readonly call: CallNode;
  readonly client: string;
  readonly owner: MadeEntity | undefined;
  readonly method: string | undefined;
  readonly url: Value;
  readonly credentials: CredentialSet;
  readonly connection: HttpCall['connection'];
  readonly arms: Arms;
  readonly replays?: MadeEntity | null | undefined;
}

/** The requests that a call of an HTTP client sends; empty for any other call. */
export function requestsOf(e: Evaluator, call: CallNode): FoundRequest[] {
  if (ts.isTaggedTemplateExpression(call) || ts.isNewExpression(call)) return [];
  const callee = bare(call.expression);
  if (!mayCallClient(e, callee)) return [];
  if (!calledEntities(e, callee).some((entity) => readerFor(entity))) return [];
  const found: FoundRequest[] = [];
  explore(e, call, NO_FACTS, evaluate(e, call), (evaluated, facts) => {
    for (const one of evaluated) found.push(...e.withFacts(facts, () => asRequests(call, one, facts)));
  });
  return mergeRequests(found);
}

function asRequests(call: CallNode, one: Evaluated, facts: Facts): FoundRequest[] {
  const sets = one.sets.length > 1 ? one.sets.filter((set) => set.length > 0) : one.sets;
  const connection = one.draft.connection();
  return sets.map((credentials) => ({
    call,
    client: one.draft.client,
    owner: one.owner,
    method: one.method,
    url: one.url,
    credentials,
    connection,
    arms: bothArms(facts.arms, commonArms(credentials.map(armsOfCredential))),
    ...(one.draft.replays !== undefined && { replays: one.draft.replays }),
  }));
}

function joinSets(left: CredentialSet, right: CredentialSet): CredentialSet {
  const both = (one: Value | undefined, other: Value | undefined): Value | undefined =>
    one && other ? union([one, other]) : (one ?? other);
  return left.map((one, index) => {
    const other = right[index]!;
    const { user: _, password: __, encoded: ___, ...rest } = one;
    const user = both(one.user, other.user);
    const password = both(one.password, other.password);
    const encoded = both(one.encoded, other.encoded);
    return { ...rest, ...(user && { user }), ...(password && { password }), ...(encoded && { encoded }) };
  });
}

/** Requests of one call that differ in their URL alone become one; one without credentials says nothing beside others to the same place. */
export function mergeRequests(requests: readonly FoundRequest[]): FoundRequest[] {
  const merged = new Map<string, FoundRequest>();
  for (const request of requests) {
    const key = `${request.client}\u0001${request.method}\u0001${setKey(request.credentials)}`;
    const known = merged.get(key);
    if (!known) {
      merged.set(key, request);
      continue;
    }
    const arms = commonArms([known.arms, request.arms]);
    merged.set(key, {
      ...known,
      url: union([known.url, request.url]),
      arms,
      credentials: joinSets(known.credentials, request.credentials),
    });
  }
  const all = [...merged.values()];
  const authenticated = new Set(
    all.filter(({ credentials }) => credentials.length > 0).flatMap(({ url }) => url.alternatives.map(sequenceKey)),
  );
  return all.filter(
    ({ credentials, url }) => credentials.length > 0 || url.alternatives.some((sequence) => !authenticated.has(sequenceKey(sequence))),
  );
}

/** A request as a call of the contract. */
export function httpCallOf(request: FoundRequest): HttpCall {
  const { call } = request;
  const unit = unitOf(call);
  const end = request.client === 'superagent' || request.client === 'request' ? endOfChain(call) : call;
  const span = spanOf(end);
  return {
    language: 'typescript',
    client: request.client,
    span,
    method: request.method,
    url: request.url,
    credentials: request.credentials,
    connection: request.connection,
    branches: branchesOf(call, request.arms),
    embedded: unit.embedded,
    related: relatedOf(request.credentials, span),
  };
}

/** The conditionals around a call, and those that were decided to tell its credentials apart. */
export function branchesOf(call: ts.Node, arms: Arms): BranchArm[] {
  const around = guardsOf(call).map(({ id, arm }): BranchArm => ({ id, arm }));
  const decided = [...arms].filter(([id]) => !around.some((one) => one.id === id)).sort(([left], [right]) => (left < right ? -1 : 1));
  return [...around, ...decided.map(([id, arm]): BranchArm => ({ id, arm }))];
}

function relatedOf(credentials: CredentialSet, span: Span): RelatedLocation[] {
  return credentials
    .filter((one) => one.span.file !== span.file || one.span.start < span.start || one.span.end > span.end)
    .map((one) => ({ span: one.span, message: 'the credentials are attached here' }));
}

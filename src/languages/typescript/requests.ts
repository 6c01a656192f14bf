import { ts } from 'ts-morph';
import type { BranchArm, HttpCall, RelatedLocation } from '../../http/call.ts';
import { type Span, sequenceKey, union, type Value } from '../../values/value.ts';
import { endOfChain } from './clients/builders.ts';
import { readerFor } from './clients/registry.ts';
import type { CredentialSet, Draft, Site } from './clients/request.ts';
import { guardsOf } from './syntax/guards.ts';
import { bare, type CallNode } from './syntax/nodes.ts';
import { spanOf, unitOf } from './syntax/unit.ts';
import { assume, type Choice, choiceKey, decided, type Facts, NO_FACTS } from './values/context.ts';
import type { Entity, MadeEntity } from './values/entity.ts';
import type { Evaluator } from './values/evaluator.ts';

/** The most contexts in which one call is looked at, and the most decisions held fixed at once. */
const MAX_CONTEXTS = 64;
const MAX_DECISIONS = 8;

/** A request of a call in one context, with the decisions under which it is sent. */
export interface FoundRequest {
  readonly call: CallNode;
  readonly client: string;
  readonly owner: MadeEntity | undefined;
  readonly method: string | undefined;
  readonly url: Value;
  readonly credentials: CredentialSet;
  readonly connection: HttpCall['connection'];
  readonly arms: ReadonlyMap<string, number>;
  readonly replays?: MadeEntity | null | undefined;
}

interface Evaluated {
  readonly draft: Draft;
  readonly owner: MadeEntity | undefined;
  readonly url: Value;
  readonly method: string | undefined;
  readonly sets: readonly CredentialSet[];
  readonly connection: HttpCall['connection'];
  readonly urlChoices: ReadonlyMap<string, Choice>;
  readonly credentialChoices: ReadonlyMap<string, Choice>;
}

/** The requests that a call of an HTTP client sends; empty for any other call. */
export function requestsOf(e: Evaluator, call: CallNode): FoundRequest[] {
  if (ts.isTaggedTemplateExpression(call) || ts.isNewExpression(call)) return [];
  const callee = bare(call.expression);
  if (!e.eval(callee, e.root).some((entity) => readerFor(entity))) return [];
  const found: FoundRequest[] = [];
  const budget = { left: MAX_CONTEXTS };
  explore(e, call, NO_FACTS, evaluate(e, call), found, budget);
  return mergeRequests(found);
}

/** Looks at a call under what is held fixed, and where its credentials vary under each of the decisions that tell them apart. */
function explore(e: Evaluator, call: ts.CallExpression, facts: Facts, evaluated: readonly Evaluated[], found: FoundRequest[], budget: { left: number }): void {
  const variants = evaluated.reduce((sum, one) => sum + one.sets.length, 0);
  const ignored = new Set<string>();
  while (variants > 1 && facts.size < MAX_DECISIONS) {
    const choice = nextChoice(evaluated, facts, ignored);
    if (!choice) break;
    ignored.add(choiceKey(choice));
    const count = choice.kind === 'arm' ? choice.arms : choice.options.length;
    if (count > budget.left) continue;
    budget.left -= count;
    const branches = Array.from({ length: count }, (_, option) => assume(facts, choice, option));
    const options = branches.map((inner) => e.withFacts(inner, () => evaluate(e, call)));
    // A decision that changes nothing about the credentials is not what tells them apart.
    if (options.every((option) => credentialKey(option) === credentialKey(evaluated))) continue;
    options.forEach((option, index) => {
      explore(e, call, branches[index]!, option, found, budget);
    });
    return;
  }
  for (const one of evaluated) found.push(...asRequests(call, one, facts));
}

function credentialKey(evaluated: readonly Evaluated[]): string {
  return evaluated.map((one) => one.sets.map(setKey).join('\u0004')).join('\u0005');
}

/** The decision to look at next: one that URL and credentials share, else a condition that the credentials depend on. */
function nextChoice(evaluated: readonly Evaluated[], facts: Facts, ignored: ReadonlySet<string>): Choice | undefined {
  const open = (choice: Choice): boolean => !ignored.has(choiceKey(choice)) && decided(facts, choice) === undefined;
  const varied = evaluated.filter((one) => one.sets.length > 1 || evaluated.length > 1);
  for (const { credentialChoices, urlChoices } of varied) {
    for (const [key, choice] of credentialChoices) if (urlChoices.has(key) && open(choice)) return choice;
  }
  for (const { credentialChoices } of varied) {
    for (const choice of credentialChoices.values()) if (choice.kind === 'arm' && open(choice)) return choice;
  }
  return undefined;
}

function evaluate(e: Evaluator, call: ts.CallExpression): Evaluated[] {
  const context = e.root;
  const args = call.arguments.filter((argument) => !ts.isSpreadElement(argument));
  const site: Site = { e, call, context, args, arg: (index) => (args[index] ? e.eval(args[index], context) : []) };
  const called = e.recording(() => e.eval(bare(call.expression), context));
  const results: Evaluated[] = [];
  const seen = new Set<string>();
  for (const callee of called.result) {
    const reader = readerFor(callee);
    if (!reader) continue;
    const drafts = e.recording(() => reader.read(site, reader.target));
    for (const draft of drafts.result) {
      const url = e.recording(() => draft.url());
      const credentials = e.recording(() => draft.credentials());
      const one: Evaluated = {
        draft,
        owner: reader.target.client,
        url: url.result,
        method: draft.method(),
        sets: credentials.result,
        connection: draft.connection(),
        urlChoices: new Map([...called.choices, ...drafts.choices, ...url.choices]),
        credentialChoices: new Map([...called.choices, ...drafts.choices, ...credentials.choices]),
      };
      const key = `${draft.client}|${ownerKey(callee)}|${one.url.alternatives.map(sequenceKey).join('\u0001')}|${one.sets.map(setKey).join('\u0001')}`;
      if (!seen.has(key)) results.push(one);
      seen.add(key);
    }
  }
  return results;
}

function ownerKey(entity: Entity): string {
  const made = entity.kind === 'part' ? entity.of : entity.kind === 'made' ? entity : undefined;
  return made?.node ? `${made.node.getSourceFile().fileName}:${made.node.pos}` : '';
}

function asRequests(call: CallNode, one: Evaluated, facts: Facts): FoundRequest[] {
  const sets = one.sets.length > 1 ? one.sets.filter((set) => set.length > 0) : one.sets;
  return sets.map((credentials) => ({
    call,
    client: one.draft.client,
    owner: one.owner,
    method: one.method,
    url: one.url,
    credentials,
    connection: one.connection,
    arms: facts.arms,
    ...(one.draft.replays !== undefined && { replays: one.draft.replays }),
  }));
}

/** What tells sets of credentials apart: how and where they are attached, not which user they are of. */
export function setKey(set: CredentialSet): string {
  return set.map((one) => [one.scheme, one.via, one.option, one.span.file, one.span.start].join('\u0002')).join('\u0003');
}

function joinSets(left: CredentialSet, right: CredentialSet): CredentialSet {
  const both = (one: Value | undefined, other: Value | undefined): Value | undefined => (one && other ? union([one, other]) : (one ?? other));
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
    const arms = new Map([...known.arms].filter(([id, arm]) => request.arms.get(id) === arm));
    merged.set(key, { ...known, url: union([known.url, request.url]), arms, credentials: joinSets(known.credentials, request.credentials) });
  }
  const all = [...merged.values()];
  const authenticated = new Set(all.filter(({ credentials }) => credentials.length > 0).flatMap(({ url }) => url.alternatives.map(sequenceKey)));
  return all.filter(({ credentials, url }) => credentials.length > 0 || url.alternatives.some((sequence) => !authenticated.has(sequenceKey(sequence))));
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
export function branchesOf(call: ts.Node, arms: ReadonlyMap<string, number>): BranchArm[] {
  const around = guardsOf(call).map(({ id, arm }): BranchArm => ({ id, arm }));
  const decided = [...arms].filter(([id]) => !around.some((one) => one.id === id)).sort(([left], [right]) => (left < right ? -1 : 1));
  return [...around, ...decided.map(([id, arm]): BranchArm => ({ id, arm }))];
}

function relatedOf(credentials: CredentialSet, span: Span): RelatedLocation[] {
  return credentials
    .filter((one) => one.span.file !== span.file || one.span.start < span.start || one.span.end > span.end)
    .map((one) => ({ span: one.span, message: 'the credentials are attached here' }));
}

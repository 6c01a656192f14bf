import { ts } from 'ts-morph';
import { skeleton } from '../../values/text.ts';
import { sequenceKey, type Value } from '../../values/value.ts';
import { readerFor } from './clients/registry.ts';
import type { CredentialSet, Draft, Site } from './clients/request.ts';
import { bare } from './syntax/nodes.ts';
import type { Choice } from './values/context.ts';
import type { Entity, MadeEntity } from './values/entity.ts';
import type { Evaluator } from './values/evaluator.ts';
import { pathStart } from './values/urls.ts';

/** What one client makes of a call, and on which decisions its address and its credentials depend. */
export interface Evaluated {
  readonly draft: Draft;
  readonly owner: MadeEntity | undefined;
  readonly url: Value;
  readonly method: string | undefined;
  readonly sets: readonly CredentialSet[];
  readonly urlChoices: ReadonlyMap<string, Choice>;
  readonly credentialChoices: ReadonlyMap<string, Choice>;
}

function siteOf(e: Evaluator, call: ts.CallExpression): Site {
  const context = e.root;
  const args = call.arguments.filter((argument) => !ts.isSpreadElement(argument));
  return { e, call, context, args, arg: (index) => (args[index] ? e.eval(args[index], context) : []) };
}

/** Reads a call as every client that it can be a call of. */
export function evaluate(e: Evaluator, call: ts.CallExpression): Evaluated[] {
  const site = siteOf(e, call);
  const called = e.recording(() => e.eval(bare(call.expression), e.root));
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

/** The paths that the URL of a call can have, whatever the host; as one text to compare. */
export function pathsOf(urls: readonly Value[]): string {
  const paths = new Set<string>();
  for (const url of urls) {
    for (const sequence of url.alternatives) {
      const whole = skeleton(sequence);
      paths.add(whole.slice(pathStart(whole)));
    }
  }
  return [...paths].sort().join('\u0001');
}

/** The URLs of a call alone: cheaper than the whole. */
export function evaluateUrls(e: Evaluator, call: ts.CallExpression): Value[] {
  const site = siteOf(e, call);
  return e.eval(bare(call.expression), e.root).flatMap((callee) => {
    const reader = readerFor(callee);
    return reader ? reader.read(site, reader.target).map((draft) => draft.url()) : [];
  });
}

/** What tells sets of credentials apart: how and where they are attached, not which user they are of. */
export function setKey(set: CredentialSet): string {
  return set.map((one) => [one.scheme, one.via, one.option, one.span.file, one.span.start].join('\u0002')).join('\u0003');
}

import type { ts } from 'ts-morph';
import type { ConnectionOption, Credential } from '../../../http/call.ts';
import type { Value } from '../../../values/value.ts';
import type { CallNode } from '../syntax/nodes.ts';
import type { Context } from '../values/context.ts';
import type { Abstract, MadeEntity } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';

/** A call that may send a request, in one of the contexts in which it is looked at. */
export interface Site {
  readonly e: Evaluator;
  readonly call: CallNode;
  readonly context: Context;
  /** What the arguments can be. */
  arg(index: number): Abstract;
  readonly args: readonly ts.Expression[];
}

/** The credentials of one request that a call can send; none for a request without. */
export type CredentialSet = readonly Credential[];

/** A request as a client's reader understands it; evaluated by part, to see on which decisions each depends. */
export interface Draft {
  readonly client: string;
  method(): string | undefined;
  url(): Value;
  /** One set for each way in which the request can be authenticated. */
  credentials(): readonly CredentialSet[];
  connection(): readonly ConnectionOption[];
  /** The client whose earlier requests this call sends again. */
  readonly replays?: MadeEntity | null | undefined;
}

/** What is called: `get` of the package's own instance, or of one that it made. */
export interface Target {
  readonly path: readonly string[];
  readonly client?: MadeEntity | undefined;
}

/** Reads one call of a client; empty when it sends nothing. */
export type ClientReader = (site: Site, target: Target) => readonly Draft[];

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** `get` → GET; undefined for a member that is not named for a method. */
export function methodNamed(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const lower = name.toLowerCase() === 'del' ? 'delete' : name.toLowerCase();
  return METHODS.has(lower) ? lower.toUpperCase() : undefined;
}

import type { BranchArm, ConnectionOption, Credential } from '../../../http/call.ts';
import type { Span, Value } from '../../../values/value.ts';

/** A request that the interpretation came upon, in one state of the program. */
export interface RecordedCall {
  readonly client: string;
  readonly span: Span;
  /** The methods that it can have; empty where that is not known. */
  readonly methods: readonly string[];
  readonly url: Value;
  /** The credentials that it can carry: one entry for each way that excludes the others, undefined for none. */
  readonly credentials: readonly (Credential | undefined)[];
  /** The credentials stand side by side in one request rather than exclude each other. */
  readonly together?: boolean | undefined;
  readonly connection: readonly ConnectionOption[];
}

/** A shell script that the program runs. */
export interface RecordedScript {
  readonly value: Value;
  readonly span: Span;
  readonly how: string;
  readonly branches: readonly BranchArm[];
}

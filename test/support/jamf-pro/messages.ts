import type { Account, JamfProOptions } from './options.ts';
import type { RecordedRequest } from './record.ts';
import type { IssuedToken } from './tokens.ts';

/** What a parent process asks of a stand-in that runs as its child. */
export type ChildCommand =
  | { readonly kind: 'start'; readonly options: JamfProOptions }
  | { readonly kind: 'add'; readonly account: Account }
  | { readonly kind: 'state'; readonly account?: string | undefined }
  | { readonly kind: 'stop' };

/** A stand-in's state at one moment. */
export interface JamfProState {
  readonly requests: RecordedRequest[];
  readonly alive: IssuedToken[];
  readonly issued: IssuedToken[];
}

export type ChildReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started'; readonly url: string; readonly port: number }
  | { readonly kind: 'added' }
  | ({ readonly kind: 'state' } & JamfProState)
  | { readonly kind: 'stopped' };

import type { TokenState } from './tokens.ts';

/** One request as the server saw it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, the context path included. */
  readonly path: string;
  readonly scheme: 'none' | 'basic' | 'bearer' | 'other';
  /** Who asks: the user of Basic, the client of the form, the account of the bearer token. */
  readonly account?: string | undefined;
  /** The number of the bearer token and what it was worth when the request came. */
  readonly token?: { readonly number?: number | undefined; readonly state: TokenState } | undefined;
  /** accept, authorization, content-type, cookie, host and user-agent where sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
}

export const RECORDED_HEADERS = ['accept', 'authorization', 'content-type', 'cookie', 'host', 'user-agent'] as const;

/** How a user or an API client is set up. */
export interface Account {
  readonly name: string;
  /** The password or the client secret. */
  readonly secret: string;
  readonly kind: 'user' | 'client';
  /** Lifetime of this account's tokens; that of the server where absent. */
  readonly tokenSeconds?: number | undefined;
  /** The clock of this account's tokens and answers, in milliseconds; this machine's where absent. Not for a stand-in in a child process. */
  readonly clock?: (() => number) | undefined;
}

/** The token endpoints that an old, a new or a misbehaving server may lack: those named answer 404. */
export type OptionalEndpoint = '/api/v1/auth/token' | '/api/v1/oauth/token' | '/api/oauth/token' | '/uapi/auth/tokens' | '/api/auth/tokens';

export interface JamfProOptions {
  /** The certificate's key and text; plain HTTP without. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** A path in front of every endpoint, with its leading slash: `/jamf`. */
  readonly contextPath?: string | undefined;
  readonly accounts?: readonly Account[] | undefined;
  readonly userTokenSeconds?: number | undefined;
  readonly clientTokenSeconds?: number | undefined;
  readonly missing?: readonly OptionalEndpoint[] | undefined;
  /** How far the server's clock is ahead of this machine's, in its Date header and its `expires`. */
  readonly clockAheadSeconds?: number | undefined;
  /** Leaves the Date header out. */
  readonly noDate?: boolean | undefined;
  /** Takes Basic on Classic, as servers did before 11.17. */
  readonly classicBasic?: boolean | undefined;
  /** A status with which every token endpoint answers, for servers in trouble. */
  readonly tokenStatus?: number | undefined;
  /** How long every answer takes. */
  readonly delayMilliseconds?: number | undefined;
  /** Called when a request has come, waited for before it is answered. Not for a stand-in in a child process. */
  readonly onRequest?: (() => Promise<void>) | undefined;
  /** Port; a free one where absent. */
  readonly port?: number | undefined;
}

import type { Sequence } from '../values/value.ts';

export type EndpointApi = 'classic' | 'token' | 'jamf-pro-api' | 'other' | 'unknown';
export type TokenEndpointStatus = 'current' | 'legacy' | 'misspelt';

/** What one alternative of a call's URL addresses. */
export interface Endpoint {
  readonly api: EndpointApi;
  /** The part of the URL in front of the API's path: everything before `/JSSResource`, port and context path included. */
  readonly base: Sequence;
  /** Classic: the path behind `/JSSResource/`, dynamic parts `{}`, no query. Others: the path from its API root. */
  readonly resource: string;
  /** The whole alternative. */
  readonly url: Sequence;
  /** `https`, `http`, or undefined where it is not known. */
  readonly protocol: string | undefined;
  /** For token endpoints. */
  readonly token?: { readonly status: TokenEndpointStatus; readonly replacement?: string | undefined } | undefined;
}

import type { Span, Value } from '../values/value.ts';

export type LanguageId = 'shell' | 'python' | 'typescript';

/** `basic` also stands for netrc and for the negotiating options under which curl sends Basic when asked for it; `other` for schemes we have no interest in. */
export type AuthScheme = 'basic' | 'bearer' | 'digest' | 'ntlm' | 'negotiate' | 'other';

/** How the credentials are attached, in words that a report can print. */
export type CredentialVia =
  | 'user-option' // curl -u, wget --user, http -a
  | 'authorization-header'
  | 'url-userinfo'
  | 'netrc'
  | 'config-file' // curl -K
  | 'auth-argument' // requests auth=, axios auth:
  | 'session' // session.auth, axios.create
  | 'handler' // urllib's HTTPBasicAuthHandler, interceptors
  | 'bearer-option';

export interface Credential {
  readonly scheme: AuthScheme;
  readonly via: CredentialVia;
  /** The option or expression as written, without its value: `-u`, `--user`, `Authorization`, `auth=`. */
  readonly option: string;
  /** The user name, where it can be told apart from the password. */
  readonly user?: Value | undefined;
  readonly password?: Value | undefined;
  /** `user:password` in base64, for a header whose two halves cannot be told apart. */
  readonly encoded?: Value | undefined;
  /** Where the credentials stand: in the call, or where they are attached. */
  readonly span: Span;
}

export interface ConnectionOption {
  readonly kind: 'insecure' | 'ca' | 'client-certificate' | 'proxy' | 'resolve' | 'timeout' | 'other';
  readonly option: string;
  readonly value?: Value | undefined;
  readonly span: Span;
}

/** One arm of a conditional that a call stands in: two calls with the same `id` and different arms never both run. */
export interface BranchArm {
  readonly id: string;
  readonly arm: number;
}

export interface RelatedLocation {
  readonly span: Span;
  /** What stands there: "the credentials are attached here". */
  readonly message: string;
}

/**
 * One invocation of an HTTP client. When the arguments can be one of several lists (an array built in two branches, a
 * wrapper with different callers) there is one HttpCall for each list, all with the same span.
 */
export interface HttpCall {
  readonly language: LanguageId;
  /** curl, wget, requests, axios … */
  readonly client: string;
  /** The whole call, from the client's name to its last argument. */
  readonly span: Span;
  /** GET, POST …; undefined where it cannot be known. */
  readonly method: string | undefined;
  /** What the URL can be; the union over several URLs of one call. */
  readonly url: Value;
  readonly credentials: readonly Credential[];
  readonly connection: readonly ConnectionOption[];
  /** The conditionals around the call, outermost first. */
  readonly branches: readonly BranchArm[];
  /** The scripts around an embedded one, outermost first: `here-document`, `sh -c`, `ssh`, `osascript`. */
  readonly embedded: readonly string[];
  readonly related: readonly RelatedLocation[];
}

/** Text that a search for Jamf calls would show, in a region that no parser could read. */
export interface Sighting {
  readonly language: LanguageId;
  readonly span: Span;
  /** What kind of text: an Authorization header, a curl with credentials, a Classic URL. */
  readonly what: string;
}

import type { TokenEndpointStatus } from './endpoint.ts';

/** One path at which scripts ask for a token (rules/data/token-endpoints.yml). */
export interface TokenEndpointEntry {
  /** From the root of the server, without slashes at its ends. */
  readonly path: string;
  readonly status: TokenEndpointStatus;
  /** Also below a context path or behind an unknown; otherwise only as the first thing behind the host. */
  readonly anywhere: boolean;
  /** The status where an unknown stands directly in front. */
  readonly behindUnknown?: TokenEndpointStatus | undefined;
  readonly replacement?: string | undefined;
  readonly note?: string | undefined;
  readonly source: string;
}

/** What is known of one path of the Classic API (rules/data/classic-endpoints.yml). */
export interface ClassicEndpointEntry {
  /** Behind `/JSSResource/`: `{}` is any one segment, `**` at the end is whatever follows. */
  readonly path: string;
  readonly methods: readonly string[];
  /** `stated`: Jamf says so. `undocumented`: it is merely no longer in Jamf's documentation. */
  readonly removed?: 'stated' | 'undocumented' | undefined;
  readonly since?: string | undefined;
  /** The date that Jamf gives, or `undated`. */
  readonly deprecated?: string | undefined;
  readonly replacement?: string | undefined;
  readonly note?: string | undefined;
  readonly source: string;
}

/** What the classification of URLs rests on: data, from rules/data and from folders of the user's own. */
export interface EndpointData {
  readonly tokenEndpoints: readonly TokenEndpointEntry[];
  readonly classic: {
    /** The version of Jamf Pro whose documentation is the newest that is known. */
    readonly documented: string;
    readonly sources: Readonly<Record<string, string>>;
    /** The first segments of the paths behind `/JSSResource/`. */
    readonly resources: readonly string[];
    /** The words that stand as second segment: `id`, `name` … */
    readonly lookups: readonly string[];
    readonly endpoints: readonly ClassicEndpointEntry[];
  };
  readonly jamfProApi: {
    readonly resources: readonly string[];
    /** Names that many products have; they count only behind a base that speaks of Jamf. */
    readonly commonResources: readonly string[];
    readonly unversioned: readonly string[];
  };
  readonly jamf: {
    readonly words: readonly string[];
    readonly wordStarts: readonly string[];
    readonly ports: readonly string[];
    /** Hosts of the user's own that are Jamf Pro servers; see servers.ts. */
    readonly servers?: readonly string[] | undefined;
  };
  readonly otherHosts: readonly string[];
  readonly placeholders: readonly string[];
}

/** A step in the end of Basic authentication (rules/data/timeline.yml). */
export interface TimelineEntry {
  readonly version: string;
  readonly date: string;
  readonly fact: string;
  readonly source: string;
}

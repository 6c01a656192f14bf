/** The facts that a rule's condition may ask for, each with the values it can have; `text` stands for any text. */
export const FACTS = {
  kind: ['call', 'sighting'],
  language: ['shell', 'python', 'typescript'],
  client: 'text',
  method: 'text',
  endpoint: ['classic', 'token', 'jamf-pro-api', 'other', 'unknown'],
  resource: 'text',
  base: 'text',
  protocol: ['http', 'https', 'other', 'unknown'],
  scheme: ['basic', 'bearer', 'digest', 'ntlm', 'negotiate', 'other', 'none'],
  via: [
    'user-option',
    'authorization-header',
    'url-userinfo',
    'netrc',
    'config-file',
    'auth-argument',
    'session',
    'handler',
    'bearer-option',
    'none',
  ],
  literal: 'boolean',
  tls: ['verified', 'insecure'],
  guarded: 'boolean',
  embedded: 'boolean',
  tokenStatus: ['current', 'legacy', 'misspelt', 'none'],
  removed: ['stated', 'undocumented', 'no'],
  deprecated: 'boolean',
  jamfLooking: 'boolean',
} as const satisfies Record<string, readonly string[] | 'text' | 'boolean'>;

export type FactName = keyof typeof FACTS;

export const FACT_NAMES = Object.keys(FACTS) as FactName[];

/** What is known of one credential on one endpoint alternative of one call, or of one sighting. */
export type Facts = Readonly<Record<FactName, string | boolean>>;

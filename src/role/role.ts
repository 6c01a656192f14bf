/** Where a call starts. */
export interface RolePlace {
  readonly file: string;
  readonly line: number;
}

/** Calls of one method and resource: `{}` stands for what is dynamic. */
export interface RoleUse {
  readonly method: string;
  readonly resource: string;
  readonly places: readonly RolePlace[];
}

export interface RolePrivilege {
  readonly name: string;
  /** None of the calls that need it is documented to do so: try it on a server. */
  readonly inferred: boolean;
  readonly notes: readonly string[];
  readonly uses: readonly RoleUse[];
}

export type QuestionKind =
  | 'dynamic-resource'
  | 'unknown-url'
  | 'unknown-method'
  | 'unknown-resource'
  | 'unknown-command'
  | 'undocumented-method'
  | 'jamf-pro-api'
  | 'removed-endpoint';

/** Calls whose privileges a person has to decide on. */
export interface RoleQuestion extends RoleUse {
  readonly kind: QuestionKind;
  readonly message: string;
}

/** The API role that the calls of a scan need. Data alone. */
export interface Role {
  /** Sorted by name. */
  readonly privileges: readonly RolePrivilege[];
  /** By kind, resource and method. */
  readonly questions: readonly RoleQuestion[];
  /** How many calls were counted, with a user name and password or with a token. */
  readonly calls: number;
  /** In how many scripts. */
  readonly scripts: number;
}

/** What calls of one path and method need (rules/data/privileges). */
export interface PrivilegeEntry {
  /** Behind `/JSSResource/`: `{}` is any one segment, `**` at the end is whatever follows, or nothing. */
  readonly path: string;
  readonly methods: readonly string[];
  readonly privileges: readonly string[];
  /** Those of them that are worked out from names, or seen in practice alone. */
  readonly inferred: readonly string[];
  readonly note?: string | undefined;
  readonly source: string;
}

export interface PrivilegeData {
  readonly sources: Readonly<Record<string, string>>;
  /** The more particular ones first. */
  readonly entries: readonly PrivilegeEntry[];
}

function matches(pattern: string, resource: readonly string[]): boolean {
  const expected = pattern.split('/');
  const rest = expected.at(-1) === '**';
  if (rest) expected.pop();
  if (rest ? resource.length < expected.length : resource.length !== expected.length) return false;
  return expected.every((segment, index) => segment === '{}' || segment.toLowerCase() === resource[index]!.toLowerCase());
}

/** What is known of a method on a resource (`{}` for what is dynamic), the most particular entry first. */
export function privilegesFor(method: string, resource: string, { entries }: PrivilegeData): PrivilegeEntry | undefined {
  const segments = resource.split('/');
  return entries.find((entry) => entry.methods.includes(method) && matches(entry.path, segments));
}

/** The methods that are known for a resource. */
export function methodsOf(resource: string, { entries }: PrivilegeData): string[] {
  const segments = resource.split('/');
  const known = entries.filter(({ path }) => matches(path, segments)).flatMap(({ methods }) => methods);
  return [...new Set(known)];
}

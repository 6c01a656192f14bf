import type { ClassicEndpointEntry, EndpointData } from '../http/endpoint-data.ts';

export interface ClassicStatus {
  readonly removed?: ClassicEndpointEntry | undefined;
  readonly deprecated?: ClassicEndpointEntry | undefined;
}

/** What is known of a method on a path behind `/JSSResource/`. Nothing is claimed where either is not known. */
export function classicStatus(method: string | undefined, resource: string, data: EndpointData): ClassicStatus {
  if (method === undefined || resource === '') return {};
  const entries = data.classic.endpoints.filter(
    (entry) => entry.methods.includes(method.toUpperCase()) && matchesPath(entry.path, resource),
  );
  return {
    removed: entries.find((entry) => entry.removed !== undefined),
    deprecated: entries.find((entry) => entry.removed === undefined && entry.deprecated !== undefined),
  };
}

/** Whether a resource, `{}` for what is dynamic, is certainly one that a pattern means. */
function matchesPath(pattern: string, resource: string): boolean {
  const expected = pattern.split('/');
  const actual = resource.split('/');
  const rest = expected.at(-1) === '**';
  if (rest) expected.pop();
  if (rest ? actual.length < expected.length : actual.length !== expected.length) return false;
  return expected.every((segment, index) => segment === '{}' || segment.toLowerCase() === actual[index]!.toLowerCase());
}

import type { SourceFile } from '../files/source.ts';
import type { Redactor } from '../findings/redact.ts';
import type { HttpCall } from '../http/call.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { EndpointData } from '../http/endpoint-data.ts';
import { jamfLooking } from '../http/jamf.ts';
import { classicStatus } from '../rules/classic.ts';
import { methodsOf, type PrivilegeData, privilegesFor } from './privilege-data.ts';
import type { QuestionKind } from './role.ts';

export interface RoleContext {
  readonly endpoints: EndpointData;
  readonly privileges: PrivilegeData;
  readonly targets: ReadonlySet<string>;
  readonly redactor: Redactor;
  readonly source: (path: string) => SourceFile | undefined;
}

/** Behind `/api/`: what every account may do. */
const FREE = /^(?:u?api\/)(?:v\d+\/)?auth(?:\/(?:current|keep-?alive|invalidate-?token))?$/i;

/** What one endpoint of a call asks of a role; or why a person has to say. */
export type Verdict =
  | { readonly privileges: readonly string[]; readonly inferred: readonly string[]; readonly note: string | undefined }
  | { readonly kind: QuestionKind; readonly message: string };

function classicVerdict(method: string | undefined, resource: string, { endpoints, privileges }: RoleContext): Verdict | undefined {
  const [first = ''] = resource.split('/');
  if (first === '' || first.includes('{}'))
    return { kind: 'dynamic-resource', message: 'The resource is known only when the script runs.' };
  if (method === undefined) return { kind: 'unknown-method', message: 'The method is known only when the script runs.' };
  const upper = method.toUpperCase();
  if (upper === 'OPTIONS') return undefined;
  const asked = upper === 'HEAD' ? 'GET' : upper;
  if (classicStatus(asked, resource, endpoints).removed?.removed === 'stated')
    return { kind: 'removed-endpoint', message: 'Jamf has removed this endpoint: no privilege brings it back.' };
  const entry = privilegesFor(asked, resource, privileges);
  if (entry) return { privileges: entry.privileges, inferred: entry.inferred, note: entry.note };
  const known = methodsOf(resource, privileges);
  if (/\/command\//i.test(resource))
    return { kind: 'unknown-command', message: 'Each command has a privilege of its own, and this one is not known.' };
  if (known.length > 0) return { kind: 'undocumented-method', message: `Jamf documents ${known.join(', ')} here, not ${upper}.` };
  return { kind: 'unknown-resource', message: 'Jamf documents no resource of this name.' };
}

/** What an endpoint of a call asks of a role; undefined for nothing. */
export function verdictOn(call: HttpCall, { api, resource }: Endpoint, context: RoleContext): Verdict | undefined {
  if (api === 'classic') return classicVerdict(call.method, resource, context);
  if (api === 'jamf-pro-api' && !FREE.test(resource))
    return { kind: 'jamf-pro-api', message: 'A call of the Jamf Pro API: its page in the API documentation names the privileges.' };
  const sends = call.credentials.some(({ scheme }) => scheme === 'basic' || scheme === 'bearer');
  if (api === 'unknown' && sends && looksJamf(call.span.file, context))
    return { kind: 'unknown-url', message: 'The URL is known only when the script runs.' };
  return undefined;
}

function looksJamf(file: string, { endpoints, source }: RoleContext): boolean {
  return jamfLooking(file, endpoints) || jamfLooking(source(file)?.text ?? '', endpoints);
}

/** What an alternative adds to others of the same call: a variable that is still empty leaves `computers` of `computers/id/{}`. */
export function isShadow({ api, resource }: Endpoint, others: readonly Endpoint[]): boolean {
  return api === 'classic' && resource === '' && others.some((other) => other.api === 'classic' && other.resource !== '');
}

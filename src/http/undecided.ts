import type { EndpointData } from './endpoint-data.ts';
import { isJamfHost, isOtherHost, isOwnServer, jamfLooking } from './jamf.ts';
import { UNKNOWN, type UrlText } from './url-path.ts';

/**
 * Whether a URL without `/JSSResource` may still turn out to be a Classic one when the script runs: where an unknown could
 * hold it. `{url}`, `{url}/{path}`, `{url}/computers/id/5` may; `{url}/rest/api/3/issue` and `https://api.example.com/{path}` may not.
 */
export function isUndecided(url: UrlText, host: string, data: EndpointData): boolean {
  if (url.scheme === undefined) return isUndecidedWithoutScheme(url.text, data);
  const path = url.text.slice(url.pathStart);
  const unknownAt = host.lastIndexOf(UNKNOWN);
  // On a server that is Jamf Pro's, whatever the path's first parts are called.
  if (unknownAt < 0 && isOwnServer(host, data)) return hasUnknownSegment(path);
  if (unknownAt < 0) return host !== '' && isJamfHost(host, data) && decides(path, false, data);
  const tail = host.slice(unknownAt + 1);
  if (tail === '') return decides(path, true, data);
  if (/^[.:_-]/.test(tail)) return !isOtherHost(`x${tail}`, data) && decides(path, false, data);
  return decides(`${tail}${path}`, true, data);
}

function isUndecidedWithoutScheme(text: string, data: EndpointData): boolean {
  if (text === '') return true;
  const slash = text.indexOf('/');
  const head = slash < 0 ? text : text.slice(0, slash);
  const unknownAt = head.lastIndexOf(UNKNOWN);
  // A path alone: what the client puts in front of it is not known.
  if (head === '' || (unknownAt < 0 && isClassicPath(text, data))) return decides(text, true, data);
  const rest = slash < 0 ? '' : text.slice(slash);
  if (unknownAt < 0 && isOwnServer(head, data)) return hasUnknownSegment(rest);
  if (unknownAt < 0) return isJamfHost(head, data) && decides(rest, false, data);
  const tail = head.slice(unknownAt + 1);
  if (tail === '') return decides(rest, true, data);
  if (/^[.:_-]/.test(tail)) return !isOtherHost(`x${tail}`, data) && decides(rest, false, data);
  return decides(`${tail}${rest}`, true, data);
}

/** Whether a path may lead into the Classic API: what is not known can be `JSSResource` unless it stands behind another API's root. */
function hasUnknownSegment(path: string): boolean {
  return !/^\/(?:u?api)(?:\/|$)/.test(path) && path.includes(`/${UNKNOWN}`);
}

/** @param headUnknown whether what stands in front of the path may end in `/JSSResource` */
function decides(path: string, headUnknown: boolean, data: EndpointData): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index]!;
    const unknownAt = segment.indexOf(UNKNOWN);
    if (unknownAt === 0) return true;
    if (unknownAt > 0) return headUnknown && startsClassic(segment.slice(0, unknownAt), data);
    if (headUnknown && isClassicPath(segments.slice(index).join('/'), data)) return true;
    if (!jamfLooking(segment, data) || segment.includes('.')) return false;
  }
  return headUnknown && segments.length === 0;
}

/** Whether a path has the shape of what stands behind `/JSSResource/`: a resource's name, alone or with a look-up. */
function isClassicPath(path: string, data: EndpointData): boolean {
  const [first = '', second] = path.split('/').filter((segment) => segment !== '');
  if (!data.classic.resources.includes(first.toLowerCase())) return false;
  return second === undefined || second.includes(UNKNOWN) || data.classic.lookups.includes(second);
}

function startsClassic(prefix: string, data: EndpointData): boolean {
  const start = prefix.toLowerCase();
  return data.classic.resources.some((resource) => resource.startsWith(start) || start === resource);
}

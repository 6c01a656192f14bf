import { wellFormed } from './clean-text.ts';

function encoded(path: string): string {
  return wellFormed(path)
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/');
}

/** A path of a report as a URI reference (RFC 3986), every character outside of it percent-encoded. */
export function artifactUri(path: string): string {
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${encoded(path.slice(2))}`;
  return path.startsWith('/') ? `file://${encoded(path)}` : encoded(path);
}

/** Whether a path lies below where the scan was started. */
export function isBelowRoot(path: string): boolean {
  return !/^(?:\/|[A-Za-z]:\/|\.\.(?:\/|$))/.test(path);
}

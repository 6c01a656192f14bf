import type { EndpointData } from './endpoint-data.ts';
import { isServer, mentionsServer } from './servers.ts';

const NONE: readonly string[] = [];
const patterns = new WeakMap<EndpointData, RegExp>();

function escapeRegExp(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function pattern(data: EndpointData): RegExp {
  let known = patterns.get(data);
  if (!known) {
    const { words, wordStarts } = data.jamf;
    const parts = [...words.map(escapeRegExp), ...wordStarts.map((word) => `(?<![a-z])${escapeRegExp(word)}`)];
    known = new RegExp(parts.length > 0 ? parts.join('|') : '(?!)', 'i');
    patterns.set(data, known);
  }
  return known;
}

/** Whether a text (a file, a URL, a variable's name) speaks of Jamf Pro. */
export function jamfLooking(text: string, data: EndpointData): boolean {
  return pattern(data).test(text) || mentionsServer(text, data.jamf.servers ?? NONE);
}

/** Whether a host, with or without a port, is one that the user has named as a Jamf Pro server. */
export function isOwnServer(host: string, data: EndpointData): boolean {
  return isServer(host, data.jamf.servers ?? NONE);
}

/** Whether a host name, with or without a port, is one of `otherHosts` or stands below one. */
export function isOtherHost(host: string, data: EndpointData): boolean {
  if (isOwnServer(host, data)) return false;
  const name = host.toLowerCase().replace(/:\d*$/, '');
  return data.otherHosts.some((other) => name === other || name.endsWith(`.${other}`));
}

/** Whether a literal host (user information stripped) can be taken for a Jamf Pro server. */
export function isJamfHost(host: string, data: EndpointData): boolean {
  const port = /:(\d+)$/.exec(host)?.[1];
  return isOwnServer(host, data) || jamfLooking(host, data) || (port !== undefined && data.jamf.ports.includes(port));
}

/** `mdm.example.com`, `*.example.com`, either with a port. */
const SERVER = /^(?:\*\.)?[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*(?::\d{1,5})?$/i;

/** Whether a text is a host as `servers` lists them: a name or an address, `*.` in front for all below it, `:port` if only that port is meant. */
export function isServerName(text: string): boolean {
  return text.length <= 253 && SERVER.test(text);
}

const patterns = new WeakMap<readonly string[], RegExp>();

function patternOf(servers: readonly string[]): RegExp {
  let known = patterns.get(servers);
  if (!known) {
    const parts = servers.map((server) => {
      const name = server.replace(/^\*\./, '').replace(/[.]/g, '\\.');
      return server.startsWith('*.') ? `\\.${name}` : `(?<![\\w.-])${name}`;
    });
    known = new RegExp(servers.length > 0 ? `(?:${parts.join('|')})(?![\\w-]|\\.\\w)` : '(?!)', 'i');
    patterns.set(servers, known);
  }
  return known;
}

/** Whether a text holds the name of one of the servers. */
export function mentionsServer(text: string, servers: readonly string[]): boolean {
  return patternOf(servers).test(text);
}

/** Whether a host, with or without a port and without user information, is one of the servers. */
export function isServer(host: string, servers: readonly string[]): boolean {
  const given = host.toLowerCase();
  const name = given.replace(/:\d*$/, '');
  return servers.some((server) => {
    const known = server.toLowerCase();
    const actual = /:\d+$/.test(known) ? given : name;
    return known.startsWith('*.') ? actual.endsWith(known.slice(1)) : actual === known;
  });
}

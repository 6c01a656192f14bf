import type { Entity } from './entity.ts';

type ExternalEntity = Extract<Entity, { kind: 'external' }>;

/** A module specifier without what tells where it is loaded from and in which version: `npm:axios@1` and `https://esm.sh/axios` are axios. */
export function packageName(specifier: string): string {
  const bareName = specifier
    .replace(/^(?:node|npm|jsr|bun):\/?/, '')
    .replace(
      /^https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run|cdn\.jsdelivr\.net\/npm|unpkg\.com|deno\.land\/x|jspm\.dev|ga\.jspm\.io\/npm:)\/?/,
      '',
    );
  return bareName.replace(/(?<=[\w-])@[\^~]?v?\d[^/]*/, '').replace(/\/(?:\+esm|\+)?$/, '');
}

/** The package or global behind an external, with its members: `buffer:Buffer.from`, `btoa`. */
export function externalName(entity: ExternalEntity): string {
  const module = packageName(entity.module);
  const path = entity.path.filter((name) => name !== 'default').join('.');
  return module === '' ? path : path === '' ? module : `${module}:${path}`;
}

export const BASE64 =
  /^(?:btoa|(?:btoa|btoa-lite|abab|base-64|b64|base64-js|js-base64|base64-utf8|utf8-base64):?.*|.*\b(?:Base64|base64)\.(?:encode|encodeURI|toBase64|btoa|stringify)|base64-(?:encode|url|utf8).*|Utilities\.base64(?:Encode|EncodeWebSafe)|.*encodeBase64|.*b64encode|.*toBase64|(?:\$|jQuery)\.base64\.(?:encode|btoa)|.*encodeBase64Url|.*\/base64(?:\.ts|\.js)?:encode)$/i;
export const UNBASE64 = /(?:^atob$|\.(?:decode|fromBase64|atob)$|base64Decode$)/;
const SAME = new Set([
  'String',
  'Object.freeze',
  'Object.seal',
  'Promise.resolve',
  'structuredClone',
  'Object',
  'CryptoJS.enc.Utf8.parse',
  'CryptoJS.enc.Latin1.parse',
  'unescape',
  'decodeURIComponent',
  'decodeURI',
  'util:promisify',
  'promisify',
  'path:normalize',
  'Utilities.newBlob',
]);
export const MERGING =
  /(?:^Object\.assign$|[.:](?:merge|assign|extend|defaults|defaultsDeep|mergeWith|assignIn)$|^(?:deepmerge|defu|lodash\.merge|lodash\.assign|object-assign|xtend|merge|extend|\$\.extend|jQuery\.extend)$)/;
export const ENCODING = new Set(['encodeURIComponent', 'encodeURI', 'escape', 'querystring:escape']);
export const PATH_JOIN =
  /^(?:path(?:\/posix)?:(?:posix\.)?(?:join|resolve)|url-join|urljoin|proper-url-join|url-join:urlJoin|path\.join|path-browserify:join|@std\/path:join)$/;
export const ASKING = /(?:^|[.:])(?:question|prompt|input|inputBox|readline|questionInt|ask|password|keyInSelect|questionNewPassword)$/i;
export const KEYED = /(?:^|[.:])(?:get\w*|require|env|string|value|optional|findGenericPassword|readSecret)$/i;
export const PLAIN_KEY = /^[\w.:/-]{1,60}$/;

/** Functions that give what they are given, as far as text is concerned. */
export function isSame(name: string): boolean {
  return (
    SAME.has(name) ||
    /(?:enc\.(?:Utf8|Latin1)\.parse|^utf8:encode|^ObjC\.(?:unwrap|deepUnwrap|wrap)|^\$|^\$\.NSURL(?:\.alloc)?\.(?:URLWithString|initWithString))$/.test(
      name,
    )
  );
}

import type { ts } from 'ts-morph';
import { memberOf } from '../syntax/nodes.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { methodNamed } from './request.ts';

/** Members of HTTP clients that are called, and of what runs programs. */
const CLIENT_MEMBERS = new Set(
  'get post put patch delete del head options request fetch fetchAll send stream ajax getJSON postForm putForm patchForm paginate pipeline call'.split(
    ' ',
  ),
);
/** Members of strings, arrays and consoles: never a client. */
const PLAIN_MEMBERS = new Set(
  'log info warn error debug trace push pop shift unshift map filter forEach find some every reduce includes indexOf join slice splice concat sort keys values entries has set add clear trim split replace replaceAll startsWith endsWith match test toString toLowerCase toUpperCase then catch finally on once emit json text stringify parse resolve reject isArray from assign now getTime toISOString describe it expect toBe toEqual toHaveBeenCalledWith mockResolvedValue mockReturnValue fn'.split(
    ' ',
  ),
);

/** Names under which packages and the global object have their clients. */
const CLIENT_NAMES = new Set(
  'default fetch $fetch ofetch axios Axios redaxios got ky superagent unirest needle phin centra promisified wretch bent gaxios raw native all each apply'.split(
    ' ',
  ),
);
const SENDING = /^(?:send(?:As|S)ynchronousRequest|dataTaskWithRequest)/;

/** Whether a member of a client, or of the package that it comes from, can send requests: what no reader of registry.ts takes cannot. */
function isClientMember(name: string): boolean {
  return CLIENT_NAMES.has(name) || methodNamed(name.replace(/Form$/, '')) !== undefined || SENDING.test(name);
}

/**
 * Whether a call is worth resolving: not a member that strings and lists have, nor one that only the scripts' own functions have, nor one that
 * no client has and that no script gives to anything.
 */
export function mayCallClient(e: Evaluator, callee: ts.Expression): boolean {
  const name = memberOf(callee)?.name;
  if (name === undefined || CLIENT_MEMBERS.has(name)) return true;
  if (PLAIN_MEMBERS.has(name) || e.program.definitionsNamed(name) > 0) return false;
  return isClientMember(name) || e.program.holds(name);
}

import { namesOwnClient } from '../../http/vocabulary.ts';
import { skeleton } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';

/** Words of which one must stand in a shell script before it can make an HTTP call. A word too many costs a parse, a word too few a finding. */
export const CLIENT_WORDS =
  /curl|wget|\bhttpie\b|\bhttps?\s|\bxhs?\s|Authorization|JSSResource|openssl[ \t]+s_client|\/dev\/tcp\/|\b(?:nc|ncat|osascript|python[0-9.]*|ruby|perl|aria2c|lwp-request|fetch)\b/i;
const SOURCES = /(?:^|[;&|({\s])(?:\.|source|eval)\s/;

/** Whether a script that another language runs may make an HTTP call, itself or by what it sources: else no shell parser need be loaded for it. */
export function mayMakeCall(script: Value): boolean {
  return script.alternatives.some((sequence) => {
    const known = skeleton(sequence);
    return CLIENT_WORDS.test(known) || SOURCES.test(known) || namesOwnClient(known);
  });
}

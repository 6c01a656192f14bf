import type { LanguageId } from '../http/call.ts';
import { namesOwnClient, namesOwnServer } from '../http/vocabulary.ts';
import { CLIENT_WORDS } from '../languages/shell/client-words.ts';

/**
 * Words of which one must stand in a script before it can hold an HTTP call. Recall comes first: a word too many costs a
 * parse, a word too few costs a finding.
 */
const CLIENTS: Readonly<Record<LanguageId, RegExp>> = {
  shell: CLIENT_WORDS,
  python:
    /\brequests|urllib|http\.client|httplib|httpx|aiohttp|pycurl|treq|grequests|tornado|mechanize|uplink|niquests|import http\b|from http\b|HTTPS?Connection|HTTPBasicAuth|subprocess|os\.(?:system|popen|exec|spawn)|popen|commands\.get|pexpect|import sh\b|from sh\b|curl|wget|Authorization|b64encode|JSSResource/,
  typescript:
    /fetch|axios|\bgot\b|\bky\b|superagent|\brequest|needle|undici|https?['"`/.]|UrlFetchApp|XMLHttpRequest|ajax|\$\.(?:get|post)|jquery|ofetch|wretch|bent|phin|child_process|execa|execSync|spawn|shelljs|\bzx\b|curl|doShellScript|Authorization|NSURL|JSSResource/i,
};

/** Whether a script may hold an HTTP call or a command that makes one. */
export function hasClient(language: LanguageId, latin1: string): boolean {
  return CLIENTS[language].test(latin1) || namesOwnClient(latin1);
}

/** Whether anything in a file speaks of Jamf Pro, by its old names too. */
export function mentionsJamf(latin1: string): boolean {
  return /jss|jamf|casper/i.test(latin1) || namesOwnServer(latin1);
}

/** A script's bytes as text for searching: one character a byte; UTF-16 without its zero bytes. */
export function searchable(bytes: Buffer): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = bytes.toString('latin1');
  return wide ? text.replaceAll('\u0000', '') : text;
}

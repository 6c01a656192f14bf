import type { RecordedRequest } from '../jamf-pro/record.ts';
import type { CaseRun } from './cases.ts';
import type { ScriptRun } from './run-script.ts';

const TOKEN_PATH =
  /\/(?:api\/v1\/auth\/(?:token|keep-alive|invalidate-token)|api\/(?:v1\/)?oauth\/token|u?api\/auth\/(?:tokens|keepAlive|invalidateToken))$/;
/** What curl says of its progress, and where in a script a shell is. */
const UNSTABLE = /^.*(?:% Total|Dload|--:--:--).*$|\bline \d+\b|:\d+:|: \d+: /gm;
const SHELL_ERROR = /not found|unbound|not set|syntax error|bad |No such|Permission denied|unexpected|illegal|Traceback|Error:/;

function isTokenCall({ path }: RecordedRequest): boolean {
  return TOKEN_PATH.test(path.split('?')[0]!);
}

/** A request in one line, without how it proves who asks. */
function line(request: RecordedRequest, isJamf: boolean): string {
  const { method, path, headers, body, status } = request;
  const proof = isJamf ? '' : ` authorization=${headers.authorization ?? ''}`;
  const type = headers['content-type'] ?? '';
  // Clients make it up for each request.
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1] ?? '';
  const named = (text: string): string => (boundary === '' ? text : text.replaceAll(boundary, '{boundary}'));
  const sent = `accept=${headers.accept ?? ''} type=${named(type)}${proof} ${JSON.stringify(named(body))}`;
  return `${method} ${headers.host}${path} ${status} ${sent}`;
}

/** The requests that must stay: all but those about tokens. */
function kept({ requests, isJamf }: ScriptRun): string[] {
  return requests.filter((request) => !isJamf(request) || !isTokenCall(request)).map((request) => line(request, isJamf(request)));
}

function sortedLines(text: string): string {
  return text.split('\n').sort().join('\n');
}

function newErrors(before: ScriptRun, after: ScriptRun, refused: boolean): string[] {
  const plain = (text: string): string[] => text.replace(UNSTABLE, '').split(/[\r\n]+/);
  const known = new Set(plain(before.stderr));
  const counts = (message: string): boolean => (message.startsWith('unbasic: ') ? !refused : SHELL_ERROR.test(message));
  return plain(after.stderr).filter((message) => counts(message) && !known.has(message));
}

/** What a migrated script does otherwise than it should, in words; nothing where all is well. */
export function differences(before: ScriptRun, after: ScriptRun, run: Pick<CaseRun, 'compare' | 'status' | 'refused'> = {}): string[] {
  const found: string[] = [];
  const unordered = run.compare === 'unordered';
  const same = (what: string, old: string, now: string): void => {
    if (old !== now) found.push(`${what} differ:\n--- before\n${old}\n--- after\n${now}`);
  };
  const requests = (side: ScriptRun): string => (unordered ? kept(side).sort() : kept(side)).join('\n');
  same('requests', requests(before), requests(after));
  same('outputs', unordered ? sortedLines(before.stdout) : before.stdout, unordered ? sortedLines(after.stdout) : after.stdout);
  if (run.status !== 'any') same('exit statuses', String(before.status), String(after.status));
  if (after.stderr.includes('% Total') && !before.stderr.includes('% Total')) found.push('curl shows its progress');
  for (const error of newErrors(before, after, run.refused === true)) found.push(`a new complaint: ${error}`);
  for (const request of after.requests) {
    if (after.isJamf(request) && request.scheme === 'basic' && !isTokenCall(request))
      found.push(`Basic: ${request.method} ${request.path}`);
  }
  if (after.alive > before.alive) found.push(`${after.alive} of ${after.issued} tokens are still alive`);
  if (after.refusals > 1) found.push(`asked ${after.refusals} times with a wrong password`);
  for (const shown of after.exposed) found.push(`a secret in the process list: ${shown}`);
  return found;
}

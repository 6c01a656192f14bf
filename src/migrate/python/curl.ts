import { literalValue } from '../../values/value.ts';
import type { MigrationOptions } from '../plan.ts';
import type { Attachment } from './attachment.ts';
import { ELSEWHERE } from './auth.ts';
import { curlListEdits } from './curl-list.ts';
import { curlTextEdits } from './curl-text.ts';
import { manual, type Planned, type Script, type Scripts } from './script.ts';
import { nodeAt, type PyNode, parts, textOf } from './tree.ts';

const REMOTE = new Set(['ssh', 'osascript']);

/** The value of an option that stands in a list: the element behind it. */
function listValue(script: Script, start: number, end: number): PyNode | undefined {
  const inside = parts(nodeAt(script.tree, start, end)).filter((one) => one.start >= start && one.end <= end);
  return inside.length === 2 ? inside[1] : undefined;
}

/** The connection options of the command, as arguments for the helper; undefined where it has one that cannot be carried. */
function connectionOf(script: Script, { calls }: Attachment): string | undefined {
  const found = new Set<string>();
  for (const { connection } of calls) {
    for (const { kind, value, span } of connection) {
      if (kind === 'insecure') found.add(', verify=False');
      else if (kind === 'ca') {
        const node = span.file === script.file ? listValue(script, span.start, span.end) : undefined;
        const known = value && literalValue(value);
        if (node) found.add(`, verify=${textOf(script.tree, node)}`);
        else if (known !== undefined && !/['\\\r\n]/.test(known)) found.add(`, verify='${known}'`);
        else return undefined;
      } else if (kind !== 'timeout' && kind !== 'other') return undefined;
    }
  }
  return found.size <= 1 ? [...found].join('') : undefined;
}

/** Changes a curl that Python runs, by a list of arguments or by the text of a command: the token is got in Python. */
export function planCurl(scripts: Scripts, attachment: Attachment, options: MigrationOptions): Planned {
  const { calls, span, credential } = attachment;
  const script = scripts.get(span.file);
  const isText = calls[0]!.language === 'shell';
  if (attachment.client !== 'curl') return manual('unsupported-client', `Calls by ${attachment.client} are not changed.`);
  if (calls.some(({ embedded }) => embedded.some((how) => REMOTE.has(how.split(' ')[0]!))))
    return manual('remote-shell', 'The command runs on another machine or in another program.');
  if (!script) return manual('unsupported-construct', 'The place where the credentials are attached could not be found.');
  if (!credential.user && !credential.encoded)
    return manual('credentials-unknown', 'The command does not hold both a user name and a password.');
  if (attachment.elsewhere) return ELSEWHERE;
  const connection = connectionOf(script, attachment);
  if (connection === undefined)
    return manual(
      'unsupported-construct',
      'The command reaches the server in a way (a proxy, an address, a certificate) that the token request cannot copy.',
    );
  if (isText && options.bearerStyle === 'header')
    return manual('unsupported-construct', 'In the text of a command, the token is handed over by --oauth2-bearer alone.');
  const found = isText
    ? curlTextEdits(scripts, script, attachment, connection)
    : curlListEdits(scripts, script, attachment, connection, options);
  if (!found) return manual('unsupported-construct', 'The command is put together in a way that cannot be changed safely.');
  return {
    changes: [{ file: script.file, edits: found.edits, parts: [found.part], level: isText ? 'suggested' : 'safe', decides: false }],
  };
}

import type { HttpCall } from '../../http/call.ts';
import { classifySequence } from '../../http/url.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { stringLiteral } from './expressions.ts';
import { type Change, manual, type Planned, type Scripts } from './script.ts';
import { around, descendants, nodeAt } from './tree.ts';

/** Whether how a script reads the answer fits the old endpoint alone: there `expires` is a number of milliseconds. */
const READS_EXPIRY = /['"]expires['"]|\.expires\b/;

/** Moves requests for tokens from an outdated or misspelt endpoint to the current one. */
export function planLegacyToken(scripts: Scripts, calls: readonly HttpCall[], rules: RuleSet): Planned {
  const changes = new Map<string, Change>();
  for (const call of calls) {
    for (const url of call.url.alternatives) {
      const endpoint = classifySequence(url, rules.endpoints);
      const replacement = endpoint.token?.replacement;
      if (endpoint.api !== 'token' || replacement === undefined) continue;
      const path = endpoint.resource;
      const piece = url.findLast((one) => one.kind === 'text' && one.text.replace(/\/$/, '').endsWith(path));
      if (piece?.kind !== 'text' || !piece.exact || !piece.span)
        return manual('unsupported-construct', 'The path of the token endpoint is put together from parts.');
      const script = scripts.get(piece.span.file);
      if (!script) return manual('unsupported-construct', 'The path of the token endpoint stands in a file of another kind.');
      const { text } = script.tree;
      const offset = text.lastIndexOf(path, piece.span.end);
      const node = nodeAt(script.tree, offset, offset + path.length);
      const literal = around(node, ['string']);
      if (offset < piece.span.start || !literal || !stringLiteral(script.tree, literal))
        return manual('unsupported-construct', 'The path of the token endpoint is not written as it is sent.');
      const isOauth = path.endsWith('oauth/token');
      const readers = new Set([script.file, call.span.file]);
      if (!isOauth && [...readers].some((file) => readsExpiry(scripts, file)))
        return manual(
          'unsupported-construct',
          'The script reads `expires`, which the current endpoint gives as a date and the old one as a number.',
        );
      if (
        isOauth &&
        [...descendants(script.tree.root)].some(
          ({ type, start, end }) => type === 'string' && text.slice(start, end).includes('v1/oauth/token'),
        )
      )
        return manual('unsupported-construct', 'The script asks at both addresses, one after the other.');
      const edit = { start: offset, end: offset + path.length, replacement: replacement.replace(/^\//, '') };
      changes.set(`${script.file} ${offset}`, {
        file: script.file,
        edits: [edit],
        parts: [],
        level: isOauth ? 'suggested' : 'safe',
        decides: true,
      });
    }
  }
  if (changes.size === 0) return manual('unsupported-construct', 'The path of the token endpoint could not be found.');
  return { changes: [...changes.values()] };
}

function readsExpiry(scripts: Scripts, file: string): boolean {
  return READS_EXPIRY.test(scripts.get(file)?.tree.text ?? '');
}

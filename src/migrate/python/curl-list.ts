import type { HttpCall } from '../../http/call.ts';
import type { Edit, MigrationOptions } from '../plan.ts';
import type { Attachment } from './attachment.ts';
import { meansTheSame } from './connection.ts';
import { namesIn, serverOf, stringLiteral } from './expressions.ts';
import type { Script, Scripts } from './script.ts';
import { serverAt } from './target.ts';
import { nodeAt, outward, type PyNode, parts, textOf } from './tree.ts';

const LISTS = new Set(['list', 'tuple', 'argument_list']);

/** The address of the server in the argument that a call's URL is. */
function serverInList(script: Script, calls: readonly HttpCall[], at: PyNode): string | undefined {
  const found = new Set<string | undefined>();
  for (const call of calls) {
    const piece = call.url.alternatives[0]?.find((one) => one.kind === 'text' && /JSSResource/i.test(one.text));
    if (!piece?.span || piece.span.file !== script.file) return undefined;
    const inner = nodeAt(script.tree, piece.span.start, piece.span.end);
    const element = [...outward(inner)].find(({ parent }) => parent !== undefined && LISTS.has(parent.type));
    const server = element && serverOf(script.tree, element);
    const names = element ? namesIn(script.tree, element).filter((name) => server?.includes(textOf(script.tree, name))) : [];
    found.add(names.every((name) => meansTheSame(script, name, at)) ? server : undefined);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/**
 * The edits for a curl whose arguments are the elements of a list. Undefined where the option and its value are not elements of their own.
 * @param more arguments for the helper, each with a comma before it
 */
export function curlListEdits(
  scripts: Scripts,
  script: Script,
  attachment: Attachment,
  more: string,
  { bearerStyle }: Pick<MigrationOptions, 'bearerStyle'>,
): { readonly edits: readonly Edit[]; readonly part: 'token' | 'header' } | undefined {
  const { span, calls } = attachment;
  const container = nodeAt(script.tree, span.start, span.end);
  const list = [...outward(container)].find(({ type }) => LISTS.has(type));
  const [option, value, ...rest] = list ? parts(list).filter(({ start, end }) => start >= span.start && end <= span.end) : [];
  const literal = option && stringLiteral(script.tree, option);
  if (!option || !value || !literal || rest.length > 0) return undefined;
  const target = serverInList(script, calls, value) ?? serverAt(scripts, calls, { script, node: value });
  if (target === undefined) return undefined;
  const wrap = (name: string, before = ''): Edit[] => [
    { start: value.start, end: value.start, replacement: `${before}${name}(${target}, ` },
    { start: value.end, end: value.end, replacement: `${more})` },
  ];
  const header = /^(?:-[A-Za-z]*H|--header)$/.test(literal.content);
  if (header) return { edits: wrap('unbasic_bearer'), part: 'header' };
  const cluster = /^(?:--user|(-[A-Za-z#]*)u)$/.exec(literal.content);
  if (!cluster) return undefined;
  const { quote } = literal;
  const others = cluster[1] !== undefined && cluster[1] !== '-' ? `${quote}${cluster[1]}${quote}, ` : '';
  const own = bearerStyle === 'header' ? '-H' : '--oauth2-bearer';
  const edit = { start: option.start, end: option.end, replacement: `${others}${quote}${own}${quote}` };
  const before = bearerStyle === 'header' ? `${quote}Authorization: Bearer ${quote} + ` : '';
  return { edits: [edit, ...wrap('unbasic_token', before)], part: 'token' };
}

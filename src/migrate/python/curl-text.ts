import type { Edit } from '../plan.ts';
import type { Attachment } from './attachment.ts';
import type { Script, Scripts } from './script.ts';
import { serverAt } from './target.ts';
import { expressionOf, type Segment, slice, type Template, templateAround } from './template.ts';
import { nodeAt, outward } from './tree.ts';

const USER = /^(-[A-Za-z#]*)u(?:[ \t]+|(?=["'])|$)|^--user(?:[ \t]+|=|(?=["'])|$)/;
const HEADER = /^(?:-[A-Za-z#]*H|--header)[ \t=]*["']?Authorization:[ \t]*(?=Basic\b)/i;

/** What stands in a command for the credentials, and the expression that takes its place. */
interface Exchange {
  readonly start: number;
  readonly end: number;
  /** What is written before the expression. */
  readonly before: string;
  readonly expression: string;
}

/** The end of a word of a command that starts at a place. */
function wordEnd(segments: readonly Segment[], start: number, quote: string): number {
  const stop = quote === '' ? /[\s"']/ : new RegExp(quote);
  let end = start;
  for (const one of slice(segments, start, Number.POSITIVE_INFINITY)) {
    if (one.kind === 'text') {
      const at = one.text.search(stop);
      if (at === 0 && end > start) return end;
      if (at >= 0) return one.start + at;
    }
    end = one.end;
  }
  return end;
}

/** The address of the server in a command: what stands before `/JSSResource`, from the start of its word. */
function serverIn(script: Script, segments: readonly Segment[], quote: string | undefined): string | undefined {
  for (const one of segments) {
    if (one.kind !== 'text') continue;
    const at = one.text.search(/\/JSSResource(?![A-Za-z0-9])/i);
    if (at < 0) continue;
    const before = slice(segments, Number.NEGATIVE_INFINITY, one.start + at);
    let from = before[0]?.start ?? one.start;
    for (const part of before) {
      if (part.kind !== 'text') continue;
      const last = Math.max(...[...part.text.matchAll(/[\s"']/g)].map((match) => match.index), -1);
      if (last >= 0) from = part.start + last + 1;
    }
    return expressionOf(script.tree, slice(before, from, one.start + at), quote);
  }
  return undefined;
}

function pairOf(script: Script, word: readonly Segment[], quote: string | undefined): string | undefined {
  const [user, colon, password] = word;
  if (word.length === 3 && user?.kind === 'value' && password?.kind === 'value' && colon?.kind === 'text' && colon.text === ':') {
    const both = [expressionOf(script.tree, [user], quote), expressionOf(script.tree, [password], quote)];
    return both.includes(undefined) ? undefined : both.join(', ');
  }
  return expressionOf(script.tree, word, quote);
}

function exchangeOf(script: Script, template: Template, at: number, target: string, options: string, inner?: string): Exchange | undefined {
  const { segments } = template;
  const first = segments.find((one) => one.kind === 'text' && one.start <= at && at < one.end);
  if (first?.kind !== 'text') return undefined;
  const rest = first.text.slice(at - first.start);
  const header = HEADER.exec(rest);
  const option = header ?? USER.exec(rest);
  if (!option) return undefined;
  let start = at + option[0].length;
  const opening = header ? (/["']/.exec(option[0])?.[0] ?? '') : (/^["']/.exec(rest.slice(option[0].length))?.[0] ?? '');
  if (!header) start += opening.length;
  const end = header && opening === '' ? -1 : wordEnd(segments, start, opening);
  const word = slice(segments, start, end);
  if (end < 0 || word.some((one) => one.kind === 'text' && /[$`\\]/.test(one.text))) return undefined;
  const value = header ? expressionOf(script.tree, word, inner) : pairOf(script, word, inner);
  if (value === undefined) return undefined;
  if (header) return { start, end, before: '', expression: `unbasic_bearer(${target}, ${value}${options})` };
  const cluster = option[1] !== undefined && option[1] !== '-' ? `${option[1]} ` : '';
  return { start: at, end, before: `${cluster}--oauth2-bearer ${opening}`, expression: `unbasic_token(${target}, ${value}${options})` };
}

/** The edits that put an expression in the place of a part of a string. */
function editsOf(template: Template, { start, end, before, expression }: Exchange): Edit[] | undefined {
  const { style, segments } = template;
  if (style === 'formatted') return [{ start, end, replacement: `${before}{${expression}}` }];
  const first = segments.find((one) => one.kind === 'text' && one.start <= start && start <= one.end);
  if (first?.kind !== 'text') return undefined;
  if (style === 'chain') {
    const { prefix, quote } = first.literal;
    const last = segments.find((one) => one.kind === 'text' && one.start < end && end <= one.end) ?? undefined;
    const opened = start === first.literal.start && before === '' ? '' : `${before}${quote} + `;
    const from = opened === '' ? start - quote.length - prefix.length : start;
    if (last?.kind !== 'text') return [{ start: from, end, replacement: `${opened}${expression}` }];
    const closing = ` + ${last.literal.prefix}${last.literal.quote}`;
    if (end < last.literal.end) return [{ start: from, end, replacement: `${opened}${expression}${closing}` }];
    return [{ start: from, end: end + last.literal.quote.length, replacement: `${opened}${expression}` }];
  }
  const values = slice(segments, start, end).flatMap((one) => (one.kind === 'value' ? [one.node] : []));
  const [head, tail] = [values[0], values.at(-1)];
  if (!head || !tail || (style === 'percent' && head.parent?.type !== 'tuple')) return undefined;
  return [
    { start, end, replacement: `${before}${style === 'percent' ? '%s' : '{}'}` },
    { start: head.start, end: tail.end, replacement: expression },
  ];
}

/**
 * The edits for a curl in the text of a shell command that Python puts together; undefined where the text is put together otherwise.
 * @param options more arguments for the helper, each with a comma before it
 */
export function curlTextEdits(
  scripts: Scripts,
  script: Script,
  attachment: Attachment,
  options: string,
): { readonly edits: readonly Edit[]; readonly part: 'token' | 'header' } | undefined {
  const { span, calls } = attachment;
  const literal = [...outward(nodeAt(script.tree, span.start, span.start + 1))].find(({ type }) => type === 'string');
  const template = literal && templateAround(script.tree, literal);
  if (!literal || !template) return undefined;
  // In an f-string, the quotes within have to be others than those around.
  const around = template.style === 'formatted' ? script.tree.text[template.segments[0]!.start - 1] : undefined;
  const inner = around === undefined ? undefined : around === '"' ? "'" : '"';
  const target = serverIn(script, template.segments, inner) ?? serverAt(scripts, calls, { script, node: template.node });
  const exchange = target === undefined ? undefined : exchangeOf(script, template, span.start, target, options, inner);
  if (!exchange || (around !== undefined && (exchange.expression.includes(around) || exchange.expression.includes('\\')))) return undefined;
  const edits = editsOf(template, exchange);
  return edits && { edits, part: exchange.expression.startsWith('unbasic_bearer') ? 'header' : 'token' };
}

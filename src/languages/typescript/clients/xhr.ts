import { ts } from 'ts-morph';
import { literalValue, NOTHING, type Value } from '../../../values/value.ts';
import { bare, memberOf } from '../syntax/nodes.ts';
import type { Context } from '../values/context.ts';
import type { MadeEntity } from '../values/entity.ts';
import { refersTo } from '../values/identity.ts';
import { MISSING, placed, written } from '../values/properties.ts';
import { reaching } from '../values/reaching.ts';
import { headerAuthentication, layered, userAndPassword, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

/** `xhr.send()`: what `open` and `setRequestHeader` have said before. */
export function readXhr(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const xhr = target.client;
  if (target.path.at(-1) !== 'send' || !xhr) return [];
  const opened = openings(site, xhr);
  if (opened.length === 0) return [];
  const inner = (open: ts.CallExpression): Context => e.contexts.at(context, open);
  const url = (): Value => {
    const urls = opened.flatMap((open) => (open.arguments[1] ? e.text(open.arguments[1], inner(open)).alternatives : []));
    return { ...NOTHING, alternatives: urls.slice(0, 64) };
  };
  return [
    {
      client: 'XMLHttpRequest',
      method: () => {
        const methods = new Set(
          opened.map((open) => (open.arguments[0] ? literalValue(e.text(open.arguments[0], inner(open)))?.toUpperCase() : undefined)),
        );
        return methods.size === 1 ? [...methods][0] : undefined;
      },
      url,
      credentials: () =>
        layered([
          () =>
            headerAuthentication(
              e,
              written(e, xhr, 'authorization', call, context, undefined, true),
              'Authorization',
              'authorization-header',
              call,
              context,
            ),
          ...opened.map((open) => () => {
            const found = (argument: ts.Expression | undefined) => (argument ? placed(e.eval(argument, inner(open)), open) : MISSING);
            return userAndPassword(e, found(open.arguments[3]), found(open.arguments[4]), 'open', 'auth-argument', call, context);
          }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => [],
    },
  ];
}

function openings(site: Site, xhr: MadeEntity): ts.CallExpression[] {
  const { e, call, context } = site;
  const base = e.contexts.base(context);
  const opens = e.program.callsNamed('open').filter((open): open is ts.CallExpression => {
    if (!ts.isCallExpression(open)) return false;
    const member = memberOf(bare(open.expression));
    return member !== undefined && refersTo(e, member.object, xhr, base);
  });
  return reaching(
    e,
    opens.map((node) => ({ node })),
    call,
    context,
  ).items.map((item) => item.node as ts.CallExpression);
}

import type { ts } from 'ts-morph';
import { text, type Value } from '../../../values/value.ts';
import { isInside } from '../syntax/nodes.ts';
import { givenFrame } from '../values/context.ts';
import type { Abstract } from '../values/entity.ts';
import type { Found } from '../values/exports.ts';
import { combine, MISSING, placed } from '../values/properties.ts';
import { reaching } from '../values/reaching.ts';
import { optionAuthentication, optionIn, optionMethod, optionText } from './configured.ts';
import { type Authentication, headerAuthentication, layered, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

const SHORT = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['getJSON', 'GET'],
]);

/** `$.ajax(url?, settings)`, `$.get(url)`, with what `$.ajaxSetup` has set. */
export function readJquery(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1) ?? '';
  const fixed = SHORT.get(member);
  if ((member !== 'ajax' && fixed === undefined) || site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst = first.every((entity) => entity.kind !== 'record' && entity.kind !== 'rest');
  const own: Abstract = urlFirst ? (member === 'ajax' && site.args[1] ? site.arg(1) : []) : first;
  const layers = [own, ...setups(site)];
  const url = (): Value => (urlFirst ? e.asValue(first, site.args[0]!, context) : (optionText(site, layers, 'url') ?? text('')));
  return [
    {
      client: 'jQuery',
      method: () =>
        fixed ??
        optionText(site, layers, 'type')?.alternatives.map((sequence) =>
          sequence.map((piece) => (piece.kind === 'text' ? piece.text.toUpperCase() : '')).join(''),
        )[0] ??
        optionMethod(site, layers),
      url,
      credentials: () =>
        layered([
          () => beforeSend(site, layers),
          ...optionAuthentication(site, layers, { auth: false, names: ['username', 'password'] }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => [],
    },
  ];
}

function setups(site: Site): Abstract[] {
  return site.e.program
    .callsNamed('ajaxSetup')
    .flatMap((call) =>
      'arguments' in call && call.arguments?.[0] ? [site.e.eval(call.arguments[0], site.e.contexts.base(site.context))] : [],
    );
}

/** `beforeSend: (xhr) => xhr.setRequestHeader('Authorization', …)`. */
function beforeSend(site: Site, layers: readonly Abstract[]): Authentication {
  const { e, call, context } = site;
  const founds: Found[] = [];
  for (const hook of optionIn(site, layers, 'beforeSend').value) {
    if (hook.kind !== 'function' || !hook.node.body) continue;
    const frame = givenFrame(hook.node, context, [[{ kind: 'unknown', name: 'xhr', cause: 'computed' }]], hook.self);
    const inner = e.contexts.enter(e.contexts.at(hook.context, hook.node), hook.node, frame);
    const writes = e.program.writesTo('authorization').filter((write) => isInside(write.node, hook.node) && write.value);
    const reached = reaching(e, writes, hook.node.body, inner);
    founds.push(
      ...reached.items.map(
        (write): Found => ({ ...placed(e.eval(write.value as ts.Expression, inner), write.node), absent: !reached.sealed }),
      ),
    );
  }
  return headerAuthentication(e, founds.length === 0 ? MISSING : combine(founds), 'Authorization', 'handler', call, context);
}

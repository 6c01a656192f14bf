import { ts } from 'ts-morph';
import type { ConnectionOption } from '../../../http/call.ts';
import { spanOf } from '../syntax/unit.ts';
import type { Context } from '../values/context.ts';
import type { Abstract, Entity } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { foundIn } from '../values/properties.ts';

/** Options that turn the check of the server's certificate off when they are false. */
const CHECKS = ['rejectUnauthorized', 'strictSSL', 'validateHttpsCertificates', 'strictSsl'];
/** Options that hold such options. */
const HOLDERS = ['httpsAgent', 'agent', 'https', 'dispatcher', 'connect', 'tls', 'agentOptions', 'requestTls'];

/** What a request's options say about the connection. */
export function connectionOptions(e: Evaluator, options: Abstract, place: ts.Node, context: Context, depth = 0): ConnectionOption[] {
  const found: ConnectionOption[] = [];
  for (const entity of options) {
    if (!isReadable(entity)) continue;
    for (const name of CHECKS) {
      const { value, parts } = foundIn(e, [entity], name, place, context);
      if (value.some((one) => one.kind === 'constant' && one.value === false))
        found.push({ kind: 'insecure', option: `${name}: false`, span: spanOf(parts?.[0]?.place ?? place) });
    }
    const proxy = foundIn(e, [entity], 'proxy', place, context);
    if (depth === 0 && proxy.value.some((one) => one.kind !== 'constant'))
      found.push({ kind: 'proxy', option: 'proxy', span: spanOf(proxy.parts?.[0]?.place ?? place) });
    if (depth >= 3) continue;
    for (const name of HOLDERS) {
      const inner = foundIn(e, [entity], name, place, context).value.flatMap((one) => agentOptions(e, one));
      if (inner.length > 0) found.push(...connectionOptions(e, inner, place, context, depth + 1));
    }
  }
  return found;
}

function isReadable(entity: Entity): boolean {
  return entity.kind === 'record' || entity.kind === 'rest' || entity.kind === 'instance' || entity.kind === 'module';
}

/** An agent's options stand where it was made. */
function agentOptions(e: Evaluator, entity: Entity): Abstract {
  if (entity.kind !== 'made') return [entity];
  const { node } = entity;
  const argument = entity.type === 'agent' && node && ts.isNewExpression(node) ? node.arguments?.[0] : undefined;
  return argument ? e.eval(argument, entity.context) : [];
}

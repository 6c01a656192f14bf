import type { CredentialVia } from '../../../http/call.ts';
import { literalValue, type Value } from '../../../values/value.ts';
import type { Abstract, MadeEntity } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';
import type { Found } from '../values/exports.ts';
import { clientConfig } from '../values/made.ts';
import { firstOf, foundIn } from '../values/properties.ts';
import { type Authentication, authOption, authorizationOf, headerAuthentication, userAndPassword } from './credentials.ts';
import type { Site } from './request.ts';

/** What a client and those that it was derived from were configured with, nearest first. */
export function clientChain(e: Evaluator, client: MadeEntity | undefined): Abstract[] {
  const chain: Abstract[] = [];
  for (let owner = client; owner && chain.length < 8; owner = owner.parent) chain.push(clientConfig(e, owner));
  return chain;
}

/** An option of a call, or of the client that it goes through. */
export function optionIn(site: Site, layers: readonly Abstract[], ...names: string[]): Found {
  const { e, call, context } = site;
  return firstOf(layers.flatMap((layer) => names.map((name) => () => foundIn(e, layer, name, call, context))));
}

/** An option as text; undefined where it is not set. */
export function optionText(site: Site, layers: readonly Abstract[], ...names: string[]): Value | undefined {
  const value = optionIn(site, layers, ...names).value.filter((entity) => entity.kind !== 'constant');
  return value.length === 0 ? undefined : site.e.asValue(value, site.call, site.context);
}

/** The method that the options name; `missing` where they name none, undefined where it may be one or the other. */
export function optionMethod(site: Site, layers: readonly Abstract[], missing = 'GET'): string | undefined {
  return methodIn(site, optionIn(site, layers, 'method'), missing);
}

/** A method that was found among options, or what is sent without one. */
export function methodIn(site: Site, found: Found, missing = 'GET'): string | undefined {
  const value = found.value.filter((entity) => entity.kind !== 'constant');
  if (value.length === 0) return missing;
  const method = literalValue(site.e.asValue(value, site.call, site.context))?.toUpperCase();
  return found.absent && method !== missing ? undefined : method;
}

/** The authentication that options of the usual names give: `auth`, `username` and `password`, an Authorization header. */
export function optionAuthentication(
  site: Site,
  layers: readonly Abstract[],
  how: { auth: boolean; names?: readonly [string, string] },
): (() => Authentication)[] {
  const { e, call, context } = site;
  const found: (() => Authentication)[] = [];
  layers.forEach((layer, index) => {
    const direct = index === 0;
    const via: CredentialVia = direct ? 'auth-argument' : 'session';
    if (how.auth) found.push(() => authOption(e, foundIn(e, layer, 'auth', call, context), 'auth', via, call, context));
    const { names } = how;
    if (names)
      found.push(() =>
        userAndPassword(
          e,
          foundIn(e, layer, names[0], call, context),
          foundIn(e, layer, names[1], call, context),
          names[0],
          via,
          call,
          context,
        ),
      );
  });
  layers.forEach((layer, index) => {
    found.push(() =>
      headerAuthentication(
        e,
        authorizationOf(e, foundIn(e, layer, 'headers', call, context).value, call, context),
        'Authorization',
        index === 0 ? 'authorization-header' : 'session',
        call,
        context,
      ),
    );
  });
  return found;
}

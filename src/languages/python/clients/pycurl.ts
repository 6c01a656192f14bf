import type { ConnectionOption } from '../../../http/call.ts';
import { credentialsFromHeader } from '../../../http/headers.ts';
import { splitUserAndPassword } from '../../../http/userinfo.ts';
import type { Span } from '../../../values/value.ts';
import { named, selfEntities } from '../library/table.ts';
import { asText, type Cell, type Entity, entities, entityValue, lastName, NONE } from '../values/abstract.ts';
import { contents } from '../values/collections.ts';
import type { LibraryFunction, Machine } from '../values/machine.ts';
import { basic, effective, type MaybeCredential } from './credentials.ts';
import { isOff, option, send, urlOf } from './send.ts';

const setOption: LibraryFunction = (machine, args, self) => {
  const [name, value] = args.positional;
  for (const atom of name?.value ?? []) {
    if (atom.kind !== 'external' || !value) continue;
    for (const entity of selfEntities(self)) machine.store.write(entity, lastName(atom.path), { value: value.value, span: args.span });
  }
  return NONE;
};

function headerCredentials(cell: Cell | undefined, span: Span): MaybeCredential[] {
  const lines = entities(cell?.value ?? []).flatMap((list) => contents(list).flat());
  const found = lines.flatMap((line) =>
    credentialsFromHeader(asText(line.value, 'header', span), line.span ?? cell?.span ?? span, 'HTTPHEADER'),
  );
  return found.length > 0 ? found : [undefined];
}

function optionCredentials(entity: Entity, span: Span): MaybeCredential[] {
  const pair = entity.fields.get('USERPWD');
  if (pair) {
    const halves = splitUserAndPassword(asText(pair.value, 'user', span));
    return [{ scheme: 'basic', via: 'user-option', option: 'USERPWD', span: pair.span ?? span, ...halves }];
  }
  const user = entity.fields.get('USERNAME');
  if (user) return [basic(user.value, entity.fields.get('PASSWORD')?.value, user.span ?? span, { via: 'user-option', option: 'USERNAME' })];
  const bearer = entity.fields.get('XOAUTH2_BEARER');
  return bearer ? [{ scheme: 'bearer', via: 'bearer-option', option: 'XOAUTH2_BEARER', span: bearer.span ?? span }] : [undefined];
}

const BODY = ['POSTFIELDS', 'POST', 'HTTPPOST'];

const perform: LibraryFunction = (machine, args, self) => {
  const { span } = args;
  for (const entity of selfEntities(self)) {
    const custom = entity.fields.get('CUSTOMREQUEST')?.value;
    const method = custom ?? (BODY.some((name) => entity.fields.has(name)) ? 'POST' : entity.fields.has('UPLOAD') ? 'PUT' : 'GET');
    const credentials = effective(headerCredentials(entity.fields.get('HTTPHEADER'), span), optionCredentials(entity, span));
    const verify = entity.fields.get('SSL_VERIFYPEER');
    const connection: ConnectionOption[] = verify && isOff(verify.value) ? [option('insecure', 'SSL_VERIFYPEER', verify, span)] : [];
    send(machine, { client: 'pycurl', method, url: urlOf(entity.fields.get('URL'), span), credentials, connection, span });
  }
  return NONE;
};

/** pycurl: options are set one by one, `perform` sends. */
export const pycurlFunctions: [string, LibraryFunction][] = [
  ['pycurl.Curl', (machine: Machine, args) => entityValue(machine.store.create('external', { external: 'pycurl.Curl', span: args.span }))],
  ...named('pycurl.Curl.setopt pycurl.Curl.setopt_string', setOption),
  ...named('pycurl.Curl.perform pycurl.Curl.perform_rs pycurl.Curl.perform_rb', perform),
];

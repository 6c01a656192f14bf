import type { Credential, HttpCall } from '../../src/http/call.ts';
import type { Value } from '../../src/values/value.ts';
import { value } from './sequence.ts';

/** A Basic credential of two variables, with whatever a test says otherwise. */
export function basic(changes: Partial<Credential> = {}): Credential {
  const span = { file: 'jamf.sh', start: 5, end: 20 };
  return {
    scheme: 'basic',
    via: 'user-option',
    option: '-u',
    user: value('<api_user>'),
    password: value('<api_password>'),
    span,
    ...changes,
  };
}

export function bearer(): Credential {
  return { scheme: 'bearer', via: 'authorization-header', option: 'Authorization', span: { file: 'jamf.sh', start: 5, end: 20 } };
}

/** A curl call at the start of jamf.sh, with whatever a test says otherwise. */
export function call(url: Value, changes: Partial<HttpCall> = {}): HttpCall {
  return {
    language: 'shell',
    client: 'curl',
    span: { file: 'jamf.sh', start: 0, end: 60 },
    method: 'GET',
    url,
    credentials: [basic()],
    connection: [],
    branches: [],
    embedded: [],
    related: [],
    ...changes,
  };
}

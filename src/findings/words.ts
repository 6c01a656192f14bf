import type { Credential, CredentialVia } from '../http/call.ts';
import type { Piece } from '../values/value.ts';

/** How credentials are attached, in words. */
const VIA: Readonly<Record<CredentialVia, string>> = {
  'user-option': 'an option',
  'authorization-header': 'an Authorization header',
  'url-userinfo': 'the URL',
  netrc: 'a netrc file',
  'config-file': 'a configuration file',
  'auth-argument': 'an auth argument',
  session: 'a session',
  handler: 'a handler',
  'bearer-option': 'an option',
};

export function viaWords(via: CredentialVia): string {
  return VIA[via];
}

/** The names of the variables that a user name is made of; null where there are none. */
export function userNames(credential: Credential): string | null {
  const names = new Set<string>();
  for (const piece of credential.user?.alternatives.flat() ?? []) {
    const name = nameOf(piece);
    if (name !== undefined) names.add(name);
  }
  return names.size > 0 ? [...names].join(', ') : null;
}

function nameOf(piece: Piece): string | undefined {
  return piece.trail?.name ?? (piece.kind === 'unknown' ? piece.name : undefined);
}

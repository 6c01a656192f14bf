import type { Credential, CredentialVia } from '../http/call.ts';
import type { Piece, Trail } from '../values/value.ts';

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
  const user = credential.user?.alternatives.flat() ?? [];
  const password = credential.password?.alternatives.flat() ?? [];
  const shared = sharedSteps([...user, ...password], password.length > 0);
  const names = new Set<string>();
  for (const piece of user) {
    const name = nameOf(piece, shared);
    if (name !== undefined) names.add(name);
  }
  return names.size > 0 ? [...names].join(', ') : null;
}

/** How many outermost steps user and password share: variables that hold both, or whole options. */
function sharedSteps(pieces: readonly Piece[], both: boolean): number {
  if (!both) return 0;
  let steps = 0;
  for (;;) {
    const uses = new Set(pieces.map((piece) => useAt(piece, steps)));
    if (uses.size !== 1 || uses.has(undefined)) return steps;
    steps++;
  }
}

function stepAt(piece: Piece, depth: number): Trail | undefined {
  let trail = piece.trail;
  for (let step = 0; trail && step < depth; step++) trail = trail.inner;
  return trail;
}

function useAt(piece: Piece, depth: number): string | undefined {
  const use = stepAt(piece, depth)?.use;
  return use && `${use.file} ${use.start} ${use.end}`;
}

function nameOf(piece: Piece, depth: number): string | undefined {
  return stepAt(piece, depth)?.name ?? (piece.kind === 'unknown' ? piece.name : undefined);
}

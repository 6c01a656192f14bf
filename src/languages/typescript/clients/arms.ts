import { ts } from 'ts-morph';
import type { Credential } from '../../../http/call.ts';
import type { Sequence, Span } from '../../../values/value.ts';
import { guardsOf } from '../syntax/guards.ts';
import type { Evaluator } from '../values/evaluator.ts';

/** The arms of conditionals under which something happens, by the conditional's id. */
export type Arms = ReadonlyMap<string, number>;

export const NO_ARMS: Arms = new Map();

const known = new WeakMap<Credential, Arms>();

/** Notes under which conditions credentials are attached. */
export function withArms(credential: Credential, arms: Arms): Credential {
  known.set(credential, arms);
  return credential;
}

/** The conditions under which credentials are attached, as far as they were noted. */
export function armsOfCredential(credential: Credential): Arms {
  return known.get(credential) ?? NO_ARMS;
}

/** The conditions around a node. */
export function armsOfNode(node: ts.Node): Arms {
  return new Map(guardsOf(node).map(({ id, arm }) => [id, arm]));
}

export function bothArms(left: Arms, right: Arms): Arms {
  return new Map([...left, ...right]);
}

/** The conditions that several cases have in common. */
export function commonArms(cases: readonly Arms[]): Arms {
  const [first, ...rest] = cases;
  if (!first) return NO_ARMS;
  return new Map([...first].filter(([id, arm]) => rest.every((other) => other.get(id) === arm)));
}

/** The conditions around the place where a text that is part of a value is written. */
export function armsOfText(e: Evaluator, sequence: Sequence): Arms {
  const piece = sequence.find((part) => part.kind === 'text' && part.span !== undefined);
  const node = piece?.span && nodeAt(e, piece.span);
  return node ? armsOfNode(node) : NO_ARMS;
}

function nodeAt(e: Evaluator, span: Span): ts.Node | undefined {
  const root = e.program.unit(span.file)?.root;
  if (!root) return undefined;
  let current: ts.Node = root;
  for (;;) {
    const inner = ts.forEachChild(current, (child) => (child.pos <= span.start && child.end >= span.end ? child : undefined));
    if (!inner) return current;
    current = inner;
  }
}

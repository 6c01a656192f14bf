import { isEmptySequence, literal, type Sequence } from '../../../values/value.ts';
import type { Abstract, Atom } from './abstract.ts';

/** Whether a value counts as true; undefined where it depends. */
export function truthOf(value: Abstract): boolean | undefined {
  let result: boolean | undefined;
  for (const atom of value) {
    const truth = atomTruth(atom);
    if (truth === undefined || (result !== undefined && truth !== result)) return undefined;
    result = truth;
  }
  return result;
}

function sequenceTruth(sequence: Sequence): boolean | undefined {
  if (isEmptySequence(sequence)) return false;
  return sequence.some((piece) => piece.kind === 'text') ? true : undefined;
}

export function atomTruth(atom: Atom): boolean | undefined {
  switch (atom.kind) {
    case 'none':
      return false;
    case 'boolean':
      return atom.value;
    case 'number':
      return Number(atom.text) !== 0;
    case 'string': {
      const [first, ...others] = atom.value.alternatives;
      const truth = first && sequenceTruth(first);
      return truth === undefined || others.some((sequence) => sequenceTruth(sequence) !== truth) ? undefined : truth;
    }
    case 'function':
    case 'class':
      return true;
    case 'entity':
      return atom.entity.kind === 'instance' || atom.entity.kind === 'external' ? true : undefined;
    default:
      return undefined;
  }
}

/** The literal that a value is, for comparing; undefined where it is none or several. */
function constantOf(value: Abstract): string | undefined {
  const atom = value[0];
  if (!atom || value.length !== 1) return undefined;
  if (atom.kind === 'none') return 'None';
  if (atom.kind === 'boolean') return String(atom.value);
  if (atom.kind === 'number') return `#${atom.text}`;
  if (atom.kind !== 'string' || atom.value.alternatives.length !== 1) return undefined;
  const content = literal(atom.value.alternatives[0]!);
  return content === undefined ? undefined : `"${content}`;
}

/** The outcome of a comparison of two values that are wholly known. */
export function compare(operator: string, left: Abstract, right: Abstract, members: readonly Abstract[] | undefined): boolean | undefined {
  const one = constantOf(left);
  if (operator === 'in' || operator === 'not in') {
    const others = members?.map(constantOf);
    if (one === undefined || !others || others.includes(undefined)) return undefined;
    return others.includes(one) === (operator === 'in');
  }
  const other = constantOf(right);
  const equal = other === undefined ? undefined : equality(left, one, other);
  if (equal === undefined) return undefined;
  if (operator === '==' || operator === 'is') return equal;
  if (operator === '!=' || operator === 'is not' || operator === '<>') return !equal;
  return undefined;
}

function equality(left: Abstract, one: string | undefined, other: string): boolean | undefined {
  if (one !== undefined) return one === other;
  // Something known not to be None is not None, whatever else it may be.
  const maybeNone = left.some(
    (atom) =>
      atom.kind === 'none' ||
      atom.kind === 'absent' ||
      (atom.kind === 'string' && atom.value.alternatives.some((sequence) => sequence.length === 1 && sequence[0]!.kind === 'unknown')),
  );
  return other === 'None' && !maybeNone && left.length > 0 ? false : undefined;
}

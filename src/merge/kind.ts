import { type Input, MergeError } from './parts.ts';

export type Kind = 'json' | 'sarif' | 'baseline';

/** The inputs of one kind, those of JSON parsed. */
export interface Inputs {
  readonly kind: Kind;
  readonly inputs: readonly (Input & { readonly value: unknown })[];
}

function kindOf({ name, text }: Input): { kind: Kind; value: unknown } {
  if (!/^\s*[{[]/.test(text)) return { kind: 'baseline', value: undefined };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MergeError(`${name} is no whole JSON file; the run that wrote it may have been stopped. Make it again.`);
  }
  return { kind: typeof value === 'object' && value !== null && 'runs' in value ? 'sarif' : 'json', value };
}

/** Tells what the files are. Throws a MergeError for files of several kinds. */
export function inputsOf(files: readonly Input[]): Inputs {
  const inputs = files.map((file) => ({ ...file, ...kindOf(file) }));
  const kind = inputs[0]?.kind ?? 'json';
  const other = inputs.find((input) => input.kind !== kind);
  if (other) throw new MergeError(`${inputs[0]!.name} and ${other.name} are of different formats; merge those of one format`);
  return { kind, inputs };
}

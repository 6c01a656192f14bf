import { BaselineError, formatBaseline, parseBaseline, shardOfBaseline } from '../findings/baseline.ts';
import { checkParts, type Input, MergeError } from './parts.ts';

/** The baseline of the whole, made of those of its parts; baselines that are no parts are simply joined. Throws a MergeError. */
export function mergeBaselines(inputs: readonly Input[]): string {
  const parts = inputs.map(({ name, text }) => ({ name, version: undefined, shard: shardOfBaseline(text) }));
  if (parts.some(({ shard }) => shard)) checkParts(parts);
  try {
    return formatBaseline(inputs.flatMap(({ name, text }) => parseBaseline(text, name)));
  } catch (error) {
    throw error instanceof BaselineError ? new MergeError(error.message) : error;
  }
}

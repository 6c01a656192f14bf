import { literals } from '../../values/value.ts';
import type { GivenOption } from './words.ts';

const DATA = new Set(['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json']);
const FORM = new Set(['form', 'form-string']);

/** The method of a request as curl chooses it: what `-X` says, else what the body and `-I`, `-G` imply. Undefined where it cannot be known. */
export function methodOf(options: readonly GivenOption[]): string | undefined {
  const request = options.findLast(({ option }) => option.name === 'request');
  if (request?.value) {
    const known = literals(request.value);
    // `-X=POST` makes curl send the method "=POST"; what is meant is plain.
    return known.length === 1 && /^=?[A-Za-z]+$/.test(known[0]!) ? known[0]!.replace('=', '').toUpperCase() : undefined;
  }
  const isOn = (name: string) => options.findLast(({ option }) => option.name === name)?.on ?? false;
  const has = (names: ReadonlySet<string>) => options.some(({ option }) => names.has(option.name));
  if (isOn('head')) return 'HEAD';
  if (options.some(({ option }) => option.name === 'upload-file')) return 'PUT';
  // `-G` moves data into the URL, but not a form.
  return has(FORM) || (has(DATA) && !isOn('get')) ? 'POST' : 'GET';
}

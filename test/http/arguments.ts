import type { Credential } from '../../src/http/call.ts';
import type { Argument, ClientRequest } from '../../src/http/client.ts';
import { display } from '../../src/values/text.ts';
import { concat, NOTHING, type Span, text, union, unknown, type Value } from '../../src/values/value.ts';

/** A word as a test writes it: `$name` is an unknown, a list holds the alternatives. */
export type Word = string | readonly string[];

/** The value of a word that stands at an offset of `file`. */
export function wordValue(word: Word, start = 0, file = 'script.sh'): Value {
  if (typeof word !== 'string') return union([NOTHING, ...word.map((alternative) => wordValue(alternative, start, file))]);
  const values: Value[] = [];
  for (const match of word.matchAll(/\$(\w+)|[^$]+|\$/g)) {
    const span = { file, start: start + match.index, end: start + match.index + match[0].length };
    values.push(match[1] ? unknown(match[1], 'environment', span) : text(match[0], span));
  }
  return concat(values);
}

/** The arguments of a command line whose words stand one space apart. */
export function argv(words: readonly Word[], file = 'script.sh'): Argument[] {
  let start = 0;
  return words.map((word) => {
    const length = typeof word === 'string' ? word.length : Math.max(...word.map((alternative) => alternative.length));
    const argument = { value: wordValue(word, start, file), span: { file, start, end: start + length } };
    start += length + 1;
    return argument;
  });
}

export function show(value: Value): string {
  return value.alternatives.map(display).join(' | ');
}

function showCredential({ scheme, option, user, password, encoded }: Credential): string {
  const halves = user && `${show(user)}${password ? `:${show(password)}` : ''}`;
  return [scheme, option, halves, encoded && show(encoded)].filter((part) => part).join(' ');
}

/** A request on one line: `GET {url}/x, basic -u {user}:{password}, -k`. */
export function showRequest({ method, url, credentials, connection }: ClientRequest): string {
  const options = connection.map(({ kind, option, value }) => `${kind} ${option}${value ? ` ${show(value)}` : ''}`);
  return [`${method ?? '?'} ${show(url)}`, ...credentials.map(showCredential), ...options].join(', ');
}

export function showRequests(requests: readonly ClientRequest[]): string {
  return requests.map(showRequest).join(' ; ');
}

/** The text that a span covers in a command line made by `argv`. */
export function covered(words: readonly Word[], span: Span): string {
  return words.join(' ').slice(span.start, span.end);
}

import { literalValue, type Sequence, unknown } from '../../values/value.ts';
import type { ClientRequest, CommandContext, CommandLineReader } from '../client.ts';
import { anyOf, urlOperands } from '../operands.ts';
import { withoutUserinfo } from '../userinfo.ts';
import { readConfig } from './config.ts';
import { connectionOf } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { expandGlobs } from './globs.ts';
import { methodOf } from './method.ts';
import { type CurlWord, type GivenOption, type Operand, readWords } from './words.ts';

/** The most readings of one command line, where its configuration file can be several texts. */
const MAX_READINGS = 8;
const MAX_CONFIG_DEPTH = 3;

/**
 * Reads curl's arguments as curl 7.88 reads them, with the options of older and newer versions. One request for each
 * URL group; the URL is the union over the group's URLs, without user and password (those are among the credentials).
 * Options that curl would refuse are passed over. A group without a URL makes no request.
 */
export const readCurl: CommandLineReader = (args, context) => {
  const readings = withConfigs(readWords(args), context, 0);
  const requests = readings.flatMap((words) => requestsOf(words, context));
  if (readings.length === 1) return requests;
  const seen = new Map(requests.map((request) => [JSON.stringify(request), request]));
  return [...seen.values()];
};

function requestsOf(words: readonly CurlWord[], context: CommandContext): ClientRequest[] {
  if (words.some((word) => word.kind === 'option' && word.option.kind === 'help')) return [];
  return urlGroups(words).flatMap((group) => requestOf(group, context) ?? []);
}

/** Puts the options of configuration files (`-K`) where they are named: one reading for each text that a file can hold. */
function withConfigs(words: readonly CurlWord[], context: CommandContext, depth: number): CurlWord[][] {
  let readings: CurlWord[][] = [[]];
  for (const word of words) {
    const contents =
      word.kind === 'option' && word.option.name === 'config' && depth < MAX_CONFIG_DEPTH ? configContents(word, context) : [];
    if (contents.length === 0) {
      for (const reading of readings) reading.push(word);
      continue;
    }
    const inserted = contents.flatMap((content) => withConfigs(readConfig(content, word.span), context, depth + 1));
    readings = readings.flatMap((reading) => inserted.map((options) => [...reading, ...options])).slice(0, MAX_READINGS);
  }
  return readings;
}

function configContents({ value }: GivenOption, context: CommandContext): readonly Sequence[] {
  if (!value) return [];
  const content = literalValue(value) === '-' ? context.stdin : context.readFile?.(value);
  return (content?.alternatives ?? []).slice(0, MAX_READINGS);
}

/** Splits at `--next`, which curl passes over where no URL stands before it. */
function urlGroups(words: readonly CurlWord[]): CurlWord[][] {
  const groups: CurlWord[][] = [[]];
  let hasUrl = false;
  for (const word of words) {
    const name = word.kind === 'option' ? word.option.name : undefined;
    if (name !== 'next') groups.at(-1)!.push(word);
    else if (hasUrl) groups.push([]);
    hasUrl = name !== 'next' && (hasUrl || name === undefined || name === 'url');
  }
  return groups;
}

function requestOf(group: readonly CurlWord[], context: CommandContext): ClientRequest | undefined {
  const options = group.filter((word) => word.kind === 'option');
  const urls = urlsOf(group, options);
  if (urls.length === 0) return undefined;
  const globbing = !options.findLast(({ option }) => option.name === 'globoff')?.on;
  const url = withoutUserinfo(anyOf(urls.map(({ value }) => value)));
  return {
    method: methodOf(options),
    url: globbing ? expandGlobs(url) : url,
    credentials: credentialsOf(options, urls, context),
    connection: connectionOf(options),
  };
}

/** The URLs of a group; one unknown where only an unread configuration file can hold them. */
function urlsOf(group: readonly CurlWord[], options: readonly GivenOption[]): Operand[] {
  const all: Operand[] = [];
  const named = new Set<Operand>();
  for (const word of group) {
    if (word.kind === 'operand') all.push(word);
    else if (word.option.name === 'url' && word.value) {
      const url: Operand = { kind: 'operand', value: word.value, span: word.span };
      all.push(url);
      named.add(url);
    }
  }
  const meant = new Set(urlOperands(all.map(({ value }) => value)));
  const urls = all.filter((url) => named.has(url) || meant.has(url.value));
  const config = options.find(({ option }) => option.name === 'config');
  if (urls.length > 0 || !config) return urls;
  return [{ kind: 'operand', value: unknown('config', 'config', config.span), span: config.span }];
}

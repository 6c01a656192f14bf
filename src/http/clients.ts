import type { Argument, ClientRequest, CommandContext, CommandLineReader } from './client.ts';
import { readCurl } from './curl/reader.ts';
import { httpieReader } from './httpie.ts';
import { readNscurl } from './nscurl.ts';
import { clientFor } from './vocabulary.ts';
import { readWget } from './wget.ts';

export interface CommandLineClient {
  /** The client's name as reports give it. */
  readonly client: string;
  readonly read: CommandLineReader;
}

const curl: CommandLineClient = { client: 'curl', read: readCurl };
const httpie: CommandLineClient = { client: 'httpie', read: httpieReader('http') };
const httpieSecure: CommandLineClient = { client: 'httpie', read: httpieReader('https') };

/** The HTTP clients whose command lines can be read, by the base name of their program. */
const commandLineClients: ReadonlyMap<string, CommandLineClient> = new Map([
  ['curl', curl],
  ['curl.exe', curl],
  ['nscurl', { client: 'nscurl', read: readNscurl }],
  ['wget', { client: 'wget', read: readWget }],
  ['wget.exe', { client: 'wget', read: readWget }],
  ['http', httpie],
  ['https', httpieSecure],
  ['xh', { client: 'xh', read: httpieReader('http') }],
  ['xhs', { client: 'xh', read: httpieReader('https') }],
]);

/** The programs whose command lines can be read. */
export const CLIENT_PROGRAMS: readonly string[] = [...commandLineClients.keys()];

function clientNamed(name: string): CommandLineClient | undefined {
  return commandLineClients.get(name) ?? commandLineClients.get(clientFor(name) ?? '');
}

/** Whether a program, by its base name, is a client whose command line can be read. */
export function isCommandLineClient(name: string): boolean {
  return clientNamed(name) !== undefined;
}

/**
 * Reads the command line of a client.
 * @param program the program as it is called, with or without a path
 * @param args the arguments behind it
 * @returns the client's name and its requests; undefined for a program that is no HTTP client known here
 */
export function readCommandLine(
  program: string,
  args: readonly Argument[],
  context: CommandContext,
): { client: string; requests: ClientRequest[] } | undefined {
  const known = clientNamed(program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1));
  return known && { client: known.client, requests: known.read(args, context) };
}

import type { Span, Value } from '../values/value.ts';
import type { ConnectionOption, Credential } from './call.ts';

/** One word of a command line as the program gets it: a symbolic string and where it stands in the script. */
export interface Argument {
  readonly value: Value;
  /** Where the word stands at the call (for an array's element: where the array is expanded). */
  readonly span: Span;
}

/** What a client's command line says about one request: an HttpCall without its place. */
export interface ClientRequest {
  readonly method: string | undefined;
  readonly url: Value;
  readonly credentials: readonly Credential[];
  readonly connection: readonly ConnectionOption[];
}

/** What the reader of a command line may ask of the script around it. */
export interface CommandContext {
  /** The content of standard input where it is known: a here-document, a here-string. */
  readonly stdin?: Value | undefined;
  /** The content of a file that the script or the repository holds (for `-K file`, `-H @file`); undefined where it is not known. */
  readFile?(path: Value): Value | undefined;
}

/** Reads the arguments (without the program's name) of one known HTTP client; one request for each URL group (`--next`). */
export type CommandLineReader = (args: readonly Argument[], context: CommandContext) => ClientRequest[];

import { AsyncLocalStorage } from 'node:async_hooks';
import { mentionsServer } from './servers.ts';

/** What a configuration adds to the names that are known, as data: it goes to threads as well. */
export interface Vocabulary {
  /** Hosts that are Jamf Pro servers; see servers.ts. */
  readonly servers: readonly string[];
  /** Programs that take the options of a known client: `{ jcurl: 'curl' }`. */
  readonly clients: Readonly<Record<string, string>>;
}

const current = new AsyncLocalStorage<Vocabulary>();

/** Does work, and all that it starts, with a vocabulary in force. */
export function withVocabulary<Result>(vocabulary: Vocabulary | undefined, work: () => Promise<Result>): Promise<Result> {
  const isEmpty = !vocabulary || (vocabulary.servers.length === 0 && Object.keys(vocabulary.clients).length === 0);
  return isEmpty ? work() : current.run(vocabulary, work);
}

/** The known client whose options a program takes, if the configuration names it. */
export function clientFor(program: string): string | undefined {
  const clients = current.getStore()?.clients;
  return clients && Object.hasOwn(clients, program) ? clients[program] : undefined;
}

/** Whether a text names a program or a server that the configuration adds. */
export function namesOwnClient(text: string): boolean {
  return Object.keys(current.getStore()?.clients ?? {}).some((name) => text.includes(name));
}

export function namesOwnServer(text: string): boolean {
  const servers = current.getStore()?.servers;
  return servers !== undefined && mentionsServer(text, servers);
}

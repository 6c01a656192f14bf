import { createInterface } from 'node:readline/promises';
import { print } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Asks one question; undefined when there will be no more answers. */
export type Ask = (question: string) => Promise<string | undefined>;

export interface Terminal {
  readonly ask: Ask;
  readonly show: (text: string) => void;
}

/** Lets `talk` ask on the terminal. Throws a UsageError when the user breaks off. */
export async function onTerminal<Result>(talk: (terminal: Terminal) => Promise<Result>): Promise<Result> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const interrupted = new Promise<never>((_, fail) => {
    terminal.once('SIGINT', () => fail(new UsageError('broken off; nothing was written')));
  });
  // It may come while no question is open.
  interrupted.catch(() => {});
  const closed = new Promise<undefined>((done) => terminal.once('close', () => done(undefined)));
  const show = (text: string): void => print(process.stdout, text);
  const ask: Ask = async (question) => {
    const answer = await Promise.race([terminal.question(question), closed, interrupted]);
    if (answer === undefined) show('\n');
    return answer;
  };
  try {
    return await talk({ ask, show });
  } finally {
    terminal.close();
  }
}

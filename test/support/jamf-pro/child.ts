import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import type { ChildCommand, ChildReply, JamfProState } from './messages.ts';
import type { Account, JamfProOptions } from './options.ts';

/** A stand-in in a process of its own, for tests that block theirs (`execFileSync`). */
export interface JamfProChild {
  readonly url: string;
  readonly port: number;
  add(account: Account): Promise<void>;
  state(account?: string): Promise<JamfProState>;
  stop(): Promise<void>;
}

/** Writes this folder as JavaScript: Node 20 does not run TypeScript. */
async function transpile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'jamf-pro-child-'));
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  for (const name of await readdir(import.meta.dirname)) {
    if (!name.endsWith('.ts') || name === 'child.ts') continue;
    const source = await readFile(join(import.meta.dirname, name), 'utf8');
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    await writeFile(join(directory, name.replace(/\.ts$/, '.mjs')), outputText.replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.mjs'"));
  }
  return directory;
}

function next<K extends ChildReply['kind']>(child: ChildProcess, kind: K): Promise<Extract<ChildReply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`the stand-in ended before it was ${kind}`));
    child.once('exit', ended);
    child.once('message', (message: ChildReply) => {
      child.off('exit', ended);
      if (message.kind === kind) resolve(message as Extract<ChildReply, { kind: K }>);
      else reject(new Error(`the stand-in said ${message.kind}, not ${kind}`));
    });
  });
}

/** Starts the stand-in in a child process; ask it one thing at a time. */
export async function startJamfProChild(options: JamfProOptions = {}): Promise<JamfProChild> {
  const directory = await transpile();
  const child = fork(join(directory, 'child-main.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const send = (command: ChildCommand) => child.send(command);
  await next(child, 'ready');
  send({ kind: 'start', options });
  const { url, port } = await next(child, 'started');
  return {
    url,
    port,
    async add(account) {
      send({ kind: 'add', account });
      await next(child, 'added');
    },
    async state(account) {
      send({ kind: 'state', account });
      const { requests, alive, issued } = await next(child, 'state');
      return { requests, alive, issued };
    },
    async stop() {
      send({ kind: 'stop' });
      await next(child, 'stopped');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findConfig, foldersUpwards } from '../config/find.ts';
import { reportPath } from '../files/paths.ts';
import { isServerName } from '../http/servers.ts';
import { removeLeftovers } from '../migrate/leftovers.ts';
import { rootsOf, targetOf } from '../migrate/target.ts';
import { writeTogether } from '../migrate/write.ts';
import { EXIT } from './exit.ts';
import { PARTS, type Part, type PartName } from './init/parts.ts';
import { folderOption } from './option-parsers.ts';
import { print } from './output.ts';
import { onTerminal, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface InitActionOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly force?: boolean;
  readonly server?: readonly string[];
}

export interface InitPlan {
  readonly parts: readonly Part[];
  readonly baseline: boolean;
  readonly servers: readonly string[];
  /** Files that exist and may be replaced. */
  readonly replace: ReadonlySet<string>;
}

function rootOf(cwd: string): string {
  const top = [...foldersUpwards(cwd)].at(-1)!;
  return existsSync(join(top, '.git')) ? top : cwd;
}

function checkServers(servers: readonly string[]): readonly string[] {
  const wrong = servers.find((server) => !isServerName(server));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no host; give it as mdm.example.com, without https:// and without a path`);
  return servers;
}

async function yes({ ask }: Terminal, question: string, usual: boolean): Promise<boolean> {
  const answer = (await ask(`${question} ${usual ? '[Y/n]' : '[y/N]'} `))?.trim().toLowerCase();
  if (answer === undefined) throw new UsageError('broken off; nothing was written');
  return answer === '' ? usual : /^y(?:es)?$/.test(answer);
}

/** Whether a part is written to its file, or only shown because others use the file too. */
function isShown({ shared, file }: Part, root: string): boolean {
  return shared === true && existsSync(join(root, file));
}

/** Asks what is to be written. Throws a UsageError when the user breaks off. @param given hosts that options name */
export async function askForParts(terminal: Terminal, root: string, given: readonly string[]): Promise<InitPlan> {
  const parts: Part[] = [];
  const replace = new Set<string>();
  let servers = given;
  const own = findConfig(root);
  for (const part of PARTS) {
    if (part.name === 'config' && own !== undefined && own !== join(root, part.file)) continue;
    const exists = existsSync(join(root, part.file));
    const verb = isShown(part, root) ? 'Show what to add to' : exists ? 'Replace' : 'Write';
    if (!(await yes(terminal, `${verb} ${part.file}, ${part.purpose}?`, part.suits(root) && !exists))) continue;
    parts.push(part);
    if (exists) replace.add(part.file);
    if (part.name !== 'config' || given.length > 0) continue;
    const answer = await terminal.ask('  Hosts of your Jamf Pro servers, separated by blanks (Enter for none): ');
    servers = checkServers((answer ?? '').split(/[\s,]+/).filter((host) => host !== ''));
  }
  const baseline = await yes(terminal, 'Accept what is found today in a baseline, so that only new findings fail?', false);
  return { parts, baseline, servers, replace };
}

function planFor(names: readonly string[], root: string, options: InitActionOptions): InitPlan {
  const parts = PARTS.filter(({ name }) => names.includes(name));
  const taken = parts.filter((part) => !part.shared && existsSync(join(root, part.file)));
  if (taken.length > 0 && !options.force)
    throw new UsageError(`${taken.map(({ file }) => file).join(' and ')} exists already and was left as it is; add --force to replace it`);
  return { parts, baseline: names.includes('baseline'), servers: options.server ?? [], replace: new Set(taken.map(({ file }) => file)) };
}

function carryOut({ parts, servers, replace }: InitPlan, root: string, cwd: string): void {
  for (const part of parts) {
    const absolute = join(root, part.file);
    const name = reportPath(cwd, absolute);
    const content = part.content({ root, servers });
    if (isShown(part, root)) {
      print(process.stdout, `\nAdd this to ${name}, which exists:\n\n${content}\n`);
      continue;
    }
    const exists = existsSync(absolute);
    if (exists && !replace.has(part.file)) throw new UsageError(`${name} exists by now and was left as it is`);
    const target = targetOf(absolute, name, rootsOf([root]), !exists);
    removeLeftovers([dirname(target)]);
    const before = exists ? readFileSync(target) : undefined;
    writeTogether([{ file: name, target, before, after: Buffer.from(content) }]);
    if (part.executable) chmodSync(target, 0o755);
    print(process.stdout, `${exists ? 'Replaced' : 'Wrote'} ${name}.${part.next ? ` ${part.next}` : ''}\n`);
  }
}

/** Runs `unbasic init` and gives the exit code. @param names what to write; asks where there are none */
export async function initAction(names: readonly (PartName | 'baseline')[], options: InitActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const root = rootOf(cwd);
  const servers = checkServers(options.server ?? []);
  const asks = names.length === 0;
  if (asks && !(process.stdin.isTTY && process.stdout.isTTY))
    throw new UsageError('say what to write: unbasic init config hook workflow baseline; on a terminal it asks');
  const other = findConfig(root);
  if (names.includes('config') && other !== undefined && !existsSync(join(root, PARTS[0]!.file)))
    throw new UsageError(`${reportPath(cwd, other)} configures this folder already; change that one`);
  const plan = asks ? await onTerminal((terminal) => askForParts(terminal, root, servers)) : planFor(names, root, options);
  carryOut(plan, root, cwd);
  if (!plan.baseline) return EXIT.ok;
  const { baselineAction } = await import('./baseline.ts');
  return baselineAction(['.'], { cwd: root });
}

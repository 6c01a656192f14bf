import { join } from 'node:path';
import { type Ending, type Moment, mainOf, runMigration } from './run.ts';
import { type Numbers, scripts } from './scripts.ts';
import { judge, layOut, readTree, type Tree } from './tree.ts';

export interface CampaignOptions {
  /** The folder of the project, built. */
  readonly root: string;
  /** A folder for the repositories. */
  readonly folder: string;
  readonly times: number;
  readonly seed: number;
  readonly onKill?: (done: number, failures: number) => void;
}

export interface CampaignResult {
  readonly kills: number;
  /** Repositories in which runs were killed until one came to its end. */
  readonly repositories: number;
  /** Kills before anything was written, while files were being written, and when all were. */
  readonly before: number;
  readonly during: number;
  readonly behind: number;
  /** Kills that left temporary files, and how many of them. */
  readonly withLitter: number;
  readonly litter: number;
  /** The median time that an undisturbed run takes to write, in milliseconds. */
  readonly writing: number;
  /** What went wrong, in words. */
  readonly failures: readonly string[];
}

interface Variant {
  readonly numbers: Numbers;
  readonly args: readonly string[];
}

const SHELL: Numbers = { shell: 24, python: 0, typescript: 0 };
const MIXED: Numbers = { shell: 16, python: 4, typescript: 4 };
/** One helper file for all, which is new and in a new folder. */
const HELPER = ['--helper', 'lib/jamf-token.sh'];
const VARIANTS: readonly Variant[] = [
  { numbers: SHELL, args: [] },
  { numbers: SHELL, args: HELPER },
  { numbers: MIXED, args: [] },
  { numbers: SHELL, args: HELPER },
];
/** Of so many kills one is at any moment of the run; the others are while it writes. */
const ANYWHERE = 12;
/** After so many kills a repository is brought to its end. */
const LONGEST = 12;
const MEASURED = 3;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0;
}

interface Undisturbed extends Variant {
  readonly before: Tree;
  readonly after: Tree;
  readonly writing: number;
  readonly ended: number;
}

async function undisturbed(main: string, folder: string, variant: Variant): Promise<Undisturbed> {
  const before = scripts(variant.numbers);
  const endings: Ending[] = [];
  for (let run = 0; run < MEASURED; run++) {
    layOut(folder, before);
    const ending = await runMigration(main, folder, variant.args);
    if (ending.code !== 0 || ending.claimed === undefined) throw new Error(`an undisturbed run failed: ${ending.errors}`);
    endings.push(ending);
  }
  const writing = median(endings.map(({ claimed, released, ended }) => (released ?? ended) - claimed!));
  return { ...variant, before, after: readTree(folder), writing, ended: median(endings.map(({ ended }) => ended)) };
}

/**
 * Kills migrations over and over, each at another moment, and looks at what each leaves: every file whole, old or new, with its mode. The next run
 * goes on with what is there, until one comes to its end: then all must be exactly what an undisturbed run makes, and nothing else be left.
 */
export async function killOverAndOver({ root, folder, times, seed, onKill }: CampaignOptions): Promise<CampaignResult> {
  const main = mainOf(root);
  const place = join(folder, 'repository');
  const known: Undisturbed[] = [];
  for (const variant of VARIANTS) {
    const same = known.find(({ numbers, args }) => numbers === variant.numbers && args === variant.args);
    known.push(same ?? (await undisturbed(main, place, variant)));
  }
  const next = randoms(seed);
  const failures: string[] = [];
  const counts = { kills: 0, repositories: 0, before: 0, during: 0, behind: 0, withLitter: 0, litter: 0 };
  for (; counts.kills < times; counts.repositories++) {
    if (counts.repositories > times) throw new Error('the runs end before they can be killed');
    const { args, before, after, writing, ended } = known[counts.repositories % known.length]!;
    layOut(place, before);
    let code: number | null = null;
    let errors = '';
    for (let kill = 0; code === null; kill++) {
      const part = next();
      const moment: Moment =
        Math.floor(next() * ANYWHERE) === 0 ? { after: 'start', delay: part * ended } : { after: 'claim', delay: part * writing };
      const run = await runMigration(main, place, args, kill < LONGEST && counts.kills < times ? moment : undefined);
      ({ code, errors } = run);
      if (run.signal !== 'SIGKILL') break;
      const left = judge(readTree(place), before, after);
      counts.kills++;
      counts[left.new === 0 ? 'before' : left.old === 0 ? 'behind' : 'during']++;
      counts.litter += left.litter.length;
      counts.withLitter += Number(left.litter.length > 0);
      const when = `kill ${counts.kills} (${moment.delay.toFixed(1)} ms after the ${moment.after})`;
      if (left.harmed.length > 0) failures.push(`${when}: neither old nor new: ${left.harmed.join(', ')}`);
      onKill?.(counts.kills, failures.length);
    }
    const end = judge(readTree(place), after, after);
    const when = `after kill ${counts.kills}`;
    if (code !== 0) failures.push(`${when}: the run ended with ${code}: ${errors}`);
    if (end.harmed.length > 0) failures.push(`${when}: the run made something else of ${end.harmed.join(', ')}`);
    if (end.litter.length > 0) failures.push(`${when}: the run left ${end.litter.join(', ')}`);
  }
  return { ...counts, writing: median(known.map(({ writing }) => writing)), failures };
}

import { migrate, scan } from '../../dist/index.js';
import { LANGUAGES } from './cases.mjs';
import { lay } from './checks.mjs';
import { mutated } from './inputs/mutations.mjs';
import { knownFiles } from './known.mjs';
import { Random } from './random.mjs';

const ROUNDS = 12;
/** What the second half of the rounds may add to what the first half left, in bytes. */
const ALLOWED = 12 * 1024 * 1024;

async function used() {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return { heapUsed, external };
}

/** Does the same work again and again; what then is left in memory each time is a leak. Undefined when there is none. */
export async function leakOf(scratch, tidy) {
  const random = Random.of(1, 1);
  const folder = scratch();
  for (const language of LANGUAGES) {
    lay(folder, knownFiles(language));
    lay(
      folder,
      random.list(4, (index) => ({
        path: Buffer.from(`a/${language}${index}.${{ shell: 'sh', python: 'py', typescript: 'ts' }[language]}`),
        content: Buffer.from(mutated(random, language)),
      })),
    );
  }
  const work = async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await scan({ cwd: folder });
      if (round % 4 === 0) await migrate({ cwd: folder });
    }
    return used();
  };
  await work();
  const before = await work();
  const after = await work();
  tidy();
  const grown = Object.keys(after).filter((key) => after[key] - before[key] > ALLOWED);
  return grown.length > 0
    ? `${grown.join(' and ')} grow: ${JSON.stringify(before)} to ${JSON.stringify(after)} in ${ROUNDS} rounds`
    : undefined;
}

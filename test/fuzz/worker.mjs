import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as library from '../../dist/index.js';
import { caseOf } from './cases.mjs';
import { check, Failure } from './checks.mjs';
import { checkCommand } from './commands.mjs';
import { leakOf } from './leak.mjs';
import { minimise } from './minimise.mjs';
import { Random } from './random.mjs';
import { load } from './saved.mjs';

// The process that runs iterations, one after the other, as main.mjs asks for them.
const root = process.env.FUZZ_FOLDER ?? tmpdir();
const folders = [];
const scratch = () => {
  const folder = mkdtempSync(join(root, 'case-'));
  folders.push(folder);
  return folder;
};
const tidy = () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

const rejections = [];
process.on('unhandledRejection', (error) => rejections.push(error));

async function failureOf(input) {
  try {
    await check(input, scratch, library);
    if (input.cli) checkCommand(input, Random.of(input.seed, -2 - input.iteration), scratch);
    await new Promise((resolve) => setImmediate(resolve));
    const rejection = rejections.splice(0)[0];
    if (rejection) throw new Failure('unhandled rejection', String(rejection?.stack ?? rejection));
    return undefined;
  } catch (error) {
    return error instanceof Failure ? error : new Failure('fuzzer', String(error?.stack ?? error));
  } finally {
    tidy();
  }
}

async function run(input, patience) {
  const started = process.cpuUsage();
  const failure = await failureOf(input);
  const { user, system } = process.cpuUsage(started);
  const cpu = (user + system) / 1e6;
  if (!failure) return { cpu, kind: input.kind };
  const fails = async (candidate) => (await failureOf(candidate))?.kind === failure.kind;
  const smallest = cpu < 3 && patience > 0 ? await minimise(input, fails, patience) : input;
  const files = smallest.files.map(({ path, content }) => [path.toString('base64'), content.toString('base64')]);
  return { cpu, kind: input.kind, failure: { kind: failure.kind, message: failure.message }, files };
}

process.on('message', async (task) => {
  if (task.kind === 'leak') process.send({ leak: await leakOf(scratch, tidy) });
  else process.send(await run(task.file ? load(task.file) : caseOf(task.seed, task.iteration, task.target), task.patience ?? 0));
});

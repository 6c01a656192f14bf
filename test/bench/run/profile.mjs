import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stagedRepository } from './repositories.mjs';
import { unbasic } from './tools.mjs';

const HOOK = pathToFileURL(fileURLToPath(new URL('../../support/record-imports.mjs', import.meta.url))).href;
const SHOWN = 25;

const shortened = (url) => url.replace(/^file:.*\/((?:dist|node_modules)\/.*)$/, '$1');

function run(cwd, { env = {}, nodeOptions = [], args = ['--staged'] } = {}) {
  const { command, args: own } = unbasic(args);
  return spawnSync(command, [...nodeOptions, ...own], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
}

function modules(cwd, scratch) {
  const log = join(scratch, 'imports');
  run(cwd, { nodeOptions: ['--import', HOOK], env: { UNBASIC_IMPORTS: log } });
  const urls = [...new Set(readFileSync(log, 'utf8').trim().split('\n'))];
  const files = urls.filter((url) => url.startsWith('file:'));
  const sized = files.map((url) => [shortened(url), readFileSync(new URL(url)).length]).sort((left, right) => right[1] - left[1]);
  const total = sized.reduce((sum, [, size]) => sum + size, 0);
  return [
    `Modules: ${files.length} files of ${Math.round(total / 1024)} KB, and ${urls.length - files.length} of Node's own`,
    ...sized.map(([name, size]) => `  ${String(size).padStart(8)}  ${name}`),
  ];
}

function gitProcesses(cwd, scratch) {
  const folder = join(scratch, 'git');
  mkdirSync(folder);
  run(cwd, { env: { GIT_TRACE2_EVENT: folder } });
  const started = readdirSync(folder).map((name) => {
    const events = readFileSync(join(folder, name), 'utf8').trim().split('\n').map(JSON.parse);
    const start = events.find(({ event }) => event === 'start');
    return { time: start?.time ?? '', words: start?.argv?.join(' ') ?? '' };
  });
  started.sort((left, right) => (left.time < right.time ? -1 : 1));
  return [`Git processes: ${started.length}`, ...started.map(({ words }) => `  ${words}`)];
}

/** Milliseconds by file, summed over the samples of a CPU profile. */
function samples(cwd, scratch) {
  const folder = join(scratch, 'cpu');
  run(cwd, { nodeOptions: ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder] });
  const spent = new Map();
  for (const name of readdirSync(folder)) {
    const { nodes, samples: ids, timeDeltas } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const urls = new Map(nodes.map(({ id, callFrame }) => [id, shortened(callFrame.url) || callFrame.functionName]));
    ids.forEach((id, at) => {
      spent.set(urls.get(id), (spent.get(urls.get(id)) ?? 0) + timeDeltas[at] / 1000);
    });
  }
  const rows = [...spent].sort((left, right) => right[1] - left[1]).slice(0, SHOWN);
  return [
    'Time by module (sampling makes it slower than it is)',
    ...rows.map(([name, time]) => `  ${time.toFixed(1).padStart(8)} ms  ${name}`),
  ];
}

/** What a hook's run on one staged script loads, starts and spends its time on. */
export function profile(work) {
  const cwd = stagedRepository(work);
  const scratch = join(work, 'profile');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const phases = run(cwd, { args: ['--staged', '--stats', '--quiet', '--fail-on', 'never'] }).stderr.trim();
  const parts = [
    modules(cwd, scratch),
    gitProcesses(cwd, scratch),
    samples(cwd, scratch),
    ['Phases', ...phases.split('\n').map((line) => `  ${line}`)],
  ];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME = '/usr/bin/time';
// macOS: bytes, by -l. GNU: kilobytes, by -v.
const FORMS =
  process.platform === 'darwin'
    ? { option: '-l', memory: /(\d+)\s+maximum resident set size/, unit: 1, processor: [/([\d.]+) user/, /([\d.]+) sys/] }
    : {
        option: '-v',
        memory: /Maximum resident set size \(kbytes\): (\d+)/,
        unit: 1024,
        processor: [/User time \(seconds\): ([\d.]+)/, /System time \(seconds\): ([\d.]+)/],
      };

/** Whether memory and processor time can be measured here. */
export const measuresMemory = existsSync(TIME);

/** Milliseconds of processor time, of all threads and processes that were waited for. */
function processorTime(said) {
  const seconds = FORMS.processor.map((pattern) => pattern.exec(said)?.[1]);
  return seconds.includes(undefined) ? undefined : seconds.reduce((sum, text) => sum + Number(text) * 1000, 0);
}

/**
 * Runs a command once: milliseconds of wall time and, where they can be had, of processor time, and the largest resident set of any of
 * its processes in bytes.
 */
export function runOnce({ command, args, cwd, env, exits = [0, 1] }) {
  const folder = mkdtempSync(join(tmpdir(), 'unbasic-bench-'));
  const output = openSync(join(folder, 'stdout'), 'w');
  const errors = openSync(join(folder, 'stderr'), 'w');
  const full = measuresMemory ? [TIME, FORMS.option, command, ...args] : [command, ...args];
  const start = performance.now();
  const { status, error } = spawnSync(full[0], full.slice(1), { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, errors] });
  const time = performance.now() - start;
  closeSync(output);
  closeSync(errors);
  const said = readFileSync(join(folder, 'stderr'), 'utf8');
  rmSync(folder, { recursive: true });
  if (error || !exits.includes(status))
    throw new Error(`${[command, ...args].join(' ')} ended with ${error ?? status}: ${said.slice(0, 2000)}`);
  const [, memory] = FORMS.memory.exec(said) ?? [];
  return { time, processor: processorTime(said), memory: memory === undefined ? undefined : Number(memory) * FORMS.unit };
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const known = (values) => values.filter((value) => value !== undefined);

/**
 * Runs commands in turn, round by round, so that what else the machine does hits all of them alike; an unmeasured round fills the file cache.
 * @param commands by name; @returns for each the median times, and the largest memory
 */
export function measure(commands, runs) {
  const names = Object.keys(commands);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) runOnce(commands[name]);
  for (let round = 0; round < runs; round++) for (const name of names) taken[name].push(runOnce(commands[name]));
  const summary = (rounds) => {
    const memories = known(rounds.map(({ memory }) => memory));
    const processor = known(rounds.map((round) => round.processor));
    return {
      time: median(rounds.map(({ time }) => time)),
      processor: processor.length === 0 ? undefined : median(processor),
      memory: memories.length === 0 ? undefined : Math.max(...memories),
    };
  };
  return Object.fromEntries(names.map((name) => [name, summary(taken[name])]));
}

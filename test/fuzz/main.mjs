#!/usr/bin/env node
// Feeds unbasic input that nobody would write, and asserts what must hold of any input.
//
//   npm run fuzz -- --minutes N [--seed S] [--target all] [--out FOLDER] [--iterations N] [--from N] [--limit SECONDS]
//   npm run fuzz -- --replay FILE
//
// --target   shell, python, typescript, config, names, tree, migrate, cli or all
// --limit    the processor seconds after which an iteration counts as hanging (30)
// Needs a build. An iteration is the same whenever seed, number and target are the same. Ends with 1 when anything failed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { caseOf, TARGETS } from './cases.mjs';
import { Runner } from './runner.mjs';
import { load, save } from './saved.mjs';

const LEAK_CHECK_EVERY = 250;
const PATIENCE = 20_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    iterations: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    target: { type: 'string', default: 'all' },
    out: { type: 'string' },
    replay: { type: 'string' },
    limit: { type: 'string', default: '30' },
    verbose: { type: 'boolean', default: false },
  },
});

const say = (text) => process.stdout.write(`${text}\n`);
if (values.target !== 'all' && !TARGETS.includes(values.target)) {
  say(`there is no target "${values.target}": all, ${TARGETS.join(', ')}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'unbasic-fuzz-'));
const out = resolve(values.out ?? join(tmpdir(), 'unbasic-fuzz-failures'));
const limit = Number(values.limit);
const runner = new Runner(folder, limit);
const printableText = (text) =>
  text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (found) => `\\x${found.charCodeAt(0).toString(16)}`);

async function replay(file) {
  const { failure } = load(file);
  say(`replaying ${file}${failure ? ` (${failure.kind})` : ''}`);
  const answer = await runner.ask({ kind: 'run', file: resolve(file) });
  say(answer.failure ? `fails: ${printableText(answer.failure.message)}` : `passes, in ${answer.cpu.toFixed(1)} s of processor time`);
  return answer.failure ? 1 : 0;
}

async function fuzz() {
  const seed = Number(values.seed);
  const end = performance.now() + Number(values.minutes) * 60_000;
  const failures = new Map();
  const slowest = [];
  let iteration = Number(values.from);
  const last = iteration + Number(values.iterations);
  const first = iteration;
  say(`seed ${seed}, target ${values.target}, failures go to ${out}`);
  for (; performance.now() < end && iteration < last; iteration++) {
    const answer = await runner.ask({ kind: 'run', seed, iteration, target: values.target, patience: PATIENCE });
    if (values.verbose) say(`${iteration} ${answer.kind} ${answer.cpu?.toFixed(2)}`);
    slowest.push([answer.cpu ?? limit, iteration, answer.kind ?? '']);
    slowest.sort((one, other) => other[0] - one[0]).splice(8);
    if (answer.failure) {
      const input = caseOf(seed, iteration, values.target);
      const files = answer.files?.map(([path, content]) => ({
        path: Buffer.from(path, 'base64'),
        content: Buffer.from(content, 'base64'),
      }));
      const file = save(out, { ...input, files: files ?? input.files }, answer.failure);
      failures.set(answer.failure.kind, (failures.get(answer.failure.kind) ?? 0) + 1);
      say(
        `FAILED ${iteration} ${input.target}/${input.language}/${input.kind}: ${printableText(answer.failure.message).slice(0, 1500)}\n  npm run fuzz -- --replay ${file}`,
      );
    }
    if (iteration % LEAK_CHECK_EVERY === LEAK_CHECK_EVERY - 1) {
      const { leak, failure } = await runner.ask({ kind: 'leak' });
      if (leak ?? failure) {
        failures.set('leak', (failures.get('leak') ?? 0) + 1);
        say(`FAILED after ${iteration}: ${leak ?? failure.message}`);
      }
    }
  }
  say(
    `${iteration - first} iterations, ${[...failures.values()].reduce((sum, count) => sum + count, 0)} failures${failures.size > 0 ? `: ${[...failures].map(([kind, count]) => `${count} ${kind}`).join(', ')}` : ''}`,
  );
  say(`slowest, in seconds of processor time: ${slowest.map(([cpu, at, kind]) => `${cpu.toFixed(1)} (${at} ${kind})`).join(', ')}`);
  return failures.size > 0 ? 1 : 0;
}

mkdirSync(out, { recursive: true });
try {
  process.exitCode = await (values.replay ? replay(values.replay) : fuzz());
} finally {
  runner.stop();
  rmSync(folder, { recursive: true, force: true });
}

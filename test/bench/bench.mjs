#!/usr/bin/env node
// Measures the built tool beside others, in turn and in the same run, and prints how many times as long it takes:
//
//   npm run bench -- [--sizes 1,100,1000,10000,100000] [--folder FOLDER ...] [--runs 5] [--compare rg,ast-grep]
//                    [--by time|processor] [--absolute] [--json FILE] [--work FOLDER] [--profile]
//
// --sizes     how many files the generated repositories have; 1 is one script of 300 lines, named and staged; "" is none
// --folder    folders of one's own; several are scanned in one run
// --compare   tools to compare with, as far as they are installed; AST_GREP names ast-grep where it is not on the PATH
// --by        wall time (the default), or processor time, which other work on the machine disturbs less
// --absolute  seconds as well, which say little about another machine
// --work      where repositories are generated and kept; a folder below the system's temporary one by default
// --profile   in place of all that: which modules a hook's run loads, which git processes it starts, where its time goes
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, measuresMemory } from './run/measure.mjs';
import { profile } from './run/profile.mjs';
import { scenarios } from './run/scenarios.mjs';
import { table } from './run/table.mjs';
import { comparisons } from './run/tools.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,100,1000,10000,100000' },
    folder: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '5' },
    compare: { type: 'string', default: 'rg,ast-grep' },
    by: { type: 'string', default: 'time' },
    absolute: { type: 'boolean', default: false },
    json: { type: 'string' },
    work: { type: 'string', default: join(tmpdir(), 'unbasic-bench') },
    profile: { type: 'boolean', default: false },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const note = (text) => process.stderr.write(`bench: ${text}\n`);

if (values.profile) {
  print(profile(values.work));
  process.exit(0);
}
const sizes = values.sizes === '' ? [] : values.sizes.split(',').map(Number);
const runs = Number(values.runs);
if (![...sizes, runs].every((number) => Number.isInteger(number) && number > 0)) {
  note('--sizes and --runs take whole numbers from 1');
  process.exit(2);
}
if (!['time', 'processor'].includes(values.by)) {
  note('--by takes time or processor');
  process.exit(2);
}
const wanted = values.compare.split(',').filter(Boolean);
const tools = comparisons(wanted);
for (const name of wanted) if (!(name in tools)) note(`${name} is not installed, and left out`);
if (!measuresMemory) note('/usr/bin/time is not there: memory and processor time are left out');

const results = [];
for (const { name, commands, prepare } of scenarios({ sizes, folders: values.folder, work: values.work, tools })) {
  note(name);
  prepare?.();
  results.push({ name, tools: measure(commands, runs) });
}
print(table(results, values));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ runs, node: process.version, results }, null, 2)}\n`);

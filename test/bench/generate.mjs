#!/usr/bin/env node
// Writes a repository of made-up administrators' scripts, the same bytes for the same arguments:
//
//   node test/bench/generate.mjs --files N --out FOLDER [--seed S] [--languages shell,python,typescript] [--dirty 0.1] [--git]
//
// Prints, as JSON, how much was written and how many classic-basic-auth findings a scan must give.
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LANGUAGE_NAMES } from './generate/repository.mjs';
import { writeRepository } from './generate/write.mjs';

function fail(message) {
  process.stderr.write(`generate: ${message}\n`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    files: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: 'unbasic' },
    languages: { type: 'string', default: LANGUAGE_NAMES.join(',') },
    dirty: { type: 'string', default: '0.1' },
    git: { type: 'boolean', default: false },
  },
});
const files = Number(values.files);
const dirty = Number(values.dirty);
const languages = values.languages.split(',');
const unknown = languages.find((language) => !LANGUAGE_NAMES.includes(language));
if (!Number.isInteger(files) || files < 1) fail('--files takes a whole number from 1');
if (!(dirty >= 0 && dirty <= 1)) fail('--dirty takes a share from 0 to 1');
if (unknown !== undefined) fail(`--languages takes ${LANGUAGE_NAMES.join(', ')}; "${unknown}" is none of them`);
if (!values.out) fail('--out takes the folder to write to');
if (existsSync(values.out) && readdirSync(values.out).length > 0) fail(`${values.out} is not empty; name a new folder`);
const written = writeRepository(values.out, { files, seed: values.seed, languages, dirty, git: values.git });
process.stdout.write(`${JSON.stringify(written)}\n`);

// Runs a TypeScript program of this repository on a Node that knows no types: node run-typescript.mjs <file.ts> [arguments]
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const [, , program, ...args] = process.argv;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unbasic-program-')));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'program.mjs');
await build({ input: resolve(program), platform: 'node', output: { file, format: 'esm' }, logLevel: 'silent' });
process.argv = [process.argv[0], program, ...args];
await import(pathToFileURL(file).href);

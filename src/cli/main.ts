#!/usr/bin/env node
import { run } from './run.ts';

const code = await run(process.argv.slice(2));
// Output that could not be written has said its word already.
process.exitCode ??= code;

// The clock in the file that CLOCK names, in milliseconds, in place of the machine's; waiting with timers/promises moves it.
const { readFileSync, writeFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const timers = require('node:timers/promises');

const { CLOCK } = process.env;

Date.now = () => Number(readFileSync(CLOCK, 'utf8'));
timers.setTimeout = async (milliseconds) => writeFileSync(CLOCK, `${Date.now() + milliseconds}\n`);
syncBuiltinESMExports();

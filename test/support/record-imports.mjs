import { register } from 'node:module';

// Preloaded with --import: every module that is loaded is named on the file descriptor in UNBASIC_IMPORTS.
const hook = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(process.env.UNBASIC_IMPORTS, url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

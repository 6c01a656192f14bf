import { appendFileSync } from 'node:fs';
import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';

// Preloaded with --import: every module that is loaded, imported or required, is named on the file descriptor in UNBASIC_IMPORTS.
const hook = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(process.env.UNBASIC_IMPORTS, url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const extension = Module._extensions['.js'];
Module._extensions['.js'] = (module, path) => {
  appendFileSync(process.env.UNBASIC_IMPORTS, `${pathToFileURL(path).href}\n`);
  extension(module, path);
};

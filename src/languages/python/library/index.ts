import { commandFunctions } from '../clients/commands.ts';
import { httplibFunctions } from '../clients/httplib.ts';
import { pycurlFunctions } from '../clients/pycurl.ts';
import { requestsFunctions } from '../clients/requests.ts';
import { urllibFunctions } from '../clients/urllib.ts';
import type { LibraryFunction } from '../values/machine.ts';
import { builtinFunctions } from './builtins.ts';
import { collectionFunctions } from './collections.ts';
import { optionFunctions } from './options.ts';
import { stringMethods } from './strings.ts';

/** All library functions that are understood, by dotted name. */
export const library: ReadonlyMap<string, LibraryFunction> = new Map([
  ...stringMethods,
  ...collectionFunctions,
  ...builtinFunctions,
  ...optionFunctions,
  ...requestsFunctions,
  ...urllibFunctions,
  ...httplibFunctions,
  ...pycurlFunctions,
  ...commandFunctions,
]);

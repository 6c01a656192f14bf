import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ts } from 'ts-morph';
import { PUBLIC_HOST } from './stand-in.ts';

const SCRIPTS: ReadonlySet<string> = new Set(['.py', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']);
const JAVASCRIPT: Readonly<Record<string, string>> = { '.ts': '.js', '.mts': '.mjs', '.cts': '.cjs' };

function isModule(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}

/** The text as JavaScript: Node 20 does not run TypeScript. */
function transpiled(text: string, extension: string, folder: string): string {
  const esm = extension === '.mts' || (extension === '.ts' && isModule(folder));
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: esm ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS, esModuleInterop: true },
  });
  return outputText.replace(/(['"]\.{1,2}\/[^'"\n]+)\.([cm]?)ts(['"])/g, '$1.$2js$3');
}

/**
 * Makes a copy of a case's scripts ready to run: those that are no shell's find the server elsewhere, and TypeScript becomes JavaScript.
 * Returns the name of the file to run.
 */
export function prepareSources(folder: string, file: string, host: string): string {
  if (host !== PUBLIC_HOST) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const extension = extname(entry.name);
      if (!entry.isFile() || !SCRIPTS.has(extension)) continue;
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'latin1').replaceAll(PUBLIC_HOST, host);
      const script = JAVASCRIPT[extension];
      if (script === undefined) writeFileSync(path, text, 'latin1');
      else
        writeFileSync(
          path.slice(0, -extension.length) + script,
          transpiled(Buffer.from(text, 'latin1').toString('utf8'), extension, folder),
        );
    }
  }
  const extension = extname(file);
  const script = JAVASCRIPT[extension];
  return script === undefined ? file : file.slice(0, -extension.length) + script;
}

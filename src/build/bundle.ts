import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { type Stage, StageMap } from './stages.ts';

/** Small packages that every command needs. They go into the bundle, with their licences beside it. */
const BUNDLED = ['commander', 'chalk'];

/** A package of CommonJS, and what is used of it. To import it, Node reads it once more in full for the names that it exports: nine megabytes. */
const REQUIRED = { name: 'ts-morph', used: 'ts' };
const REQUIRING = `\0${REQUIRED.name}`;

/** Every emitted script below a folder, relative to it. */
function scriptsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
}

/**
 * What is loaded as a whole. Without stages, modules are parted by which lazy imports share them, and a scan reads sixty files, most of them tiny.
 * @param dist holds the modules that tsc wrote
 */
function stagesOf(dist: string): Stage[] {
  const run = join(dist, 'cli', 'run.js');
  const library = join(dist, 'index.js');
  const language = (name: string): string => join(dist, 'languages', name, 'index.js');
  return [
    { name: 'common', roots: [run, library] },
    { name: 'program', roots: [run] },
    { name: 'analysis', roots: [library] },
    { name: 'scan', roots: [join(dist, 'cli', 'scan.js')] },
    { name: 'pretty', roots: [join(dist, 'report', 'pretty.js')] },
    { name: 'parsers', roots: [language('shell'), language('python')] },
    { name: 'shell', roots: [language('shell')] },
    { name: 'python', roots: [language('python')] },
  ];
}

/** Whether an import stays one: it names a package, or a part of Node. */
function isExternal(id: string): boolean {
  if (id.startsWith('.') || id.startsWith('/') || id.startsWith('#') || /^[A-Za-z]:/.test(id)) return false;
  return ![...BUNDLED, REQUIRED.name, REQUIRING].includes(id);
}

/** Has that package required where it is imported with the module; what is imported lazily is imported. */
function requiring(): Plugin {
  return {
    name: 'requiring',
    resolveId(id, _, { kind }) {
      if (id !== REQUIRED.name) return undefined;
      return kind === 'import-statement' ? REQUIRING : { id, external: true };
    },
    load(id) {
      if (id !== REQUIRING) return undefined;
      const { name, used } = REQUIRED;
      return `import { createRequire } from 'node:module';\nexport const { ${used} } = createRequire(import.meta.url)('${name}');`;
    },
  };
}

/**
 * Joins the modules that tsc wrote into `dist` to few: a hook's run on one file spends more time on finding and linking
 * some 150 small modules than on reading the script. What is imported lazily stays a file of its own, packages stay
 * outside save small ones, and the type declarations stay as they are.
 */
export async function bundle(dist: string, packages: string): Promise<void> {
  const folder = join(dist, '.bundle');
  const stages = new StageMap(stagesOf(dist));
  const build = await rolldown({
    input: { 'cli/main': join(dist, 'cli', 'main.js'), index: join(dist, 'index.js'), 'scan/worker': join(dist, 'scan', 'worker.js') },
    external: isExternal,
    platform: 'node',
    treeshake: { moduleSideEffects: true },
    preserveEntrySignatures: 'allow-extension',
    plugins: [requiring(), stages.plugin()],
  });
  await build.write({
    dir: folder,
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    entryFileNames: '[name].js',
    minify: false,
    codeSplitting: { groups: [{ name: (module) => stages.of(module), debugName: 'stages' }], includeDependenciesRecursively: false },
  });
  await build.close();
  for (const path of scriptsBelow(dist)) if (!path.startsWith('.bundle') && !path.startsWith('build')) rmSync(join(dist, path));
  for (const path of scriptsBelow(folder)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    renameSync(join(folder, path), join(dist, path));
  }
  rmSync(folder, { recursive: true, force: true });
  const licences = join(dist, 'licences');
  mkdirSync(licences, { recursive: true });
  for (const name of BUNDLED)
    for (const file of readdirSync(join(packages, name))) {
      if (/^licen[cs]e/i.test(file)) copyFileSync(join(packages, name, file), join(licences, `${name}.LICENSE`));
    }
}

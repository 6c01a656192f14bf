import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

/** Every emitted script below a folder, relative to it. */
function scriptsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
}

/**
 * Joins the modules that tsc wrote into `dist` to few: a hook's run on one file spends more time on finding and linking
 * some 150 small modules than on reading the script. What is imported lazily stays a file of its own, packages stay
 * outside, and the type declarations stay as they are.
 */
export async function bundle(dist: string): Promise<void> {
  const folder = join(dist, '.bundle');
  const build = await rolldown({
    input: { 'cli/main': join(dist, 'cli', 'main.js'), index: join(dist, 'index.js'), 'scan/worker': join(dist, 'scan', 'worker.js') },
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    platform: 'node',
    treeshake: { moduleSideEffects: true },
  });
  await build.write({ dir: folder, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js', entryFileNames: '[name].js', minify: false });
  await build.close();
  for (const path of scriptsBelow(dist)) if (!path.startsWith('.bundle') && !path.startsWith('build')) rmSync(join(dist, path));
  for (const path of scriptsBelow(folder)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    renameSync(join(folder, path), join(dist, path));
  }
  rmSync(folder, { recursive: true, force: true });
}

import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generated, stagedRepository } from './repositories.mjs';
import { hasOption, unbasic } from './tools.mjs';

const NODE = { command: process.execPath, args: ['-e', '0'] };
// What is found is not what is measured; the report is kept as short as other tools' lists of files.
const REPORT = ['--format', 'compact', '--quiet', '--no-config', '--no-baseline'];

function compared(tools, paths) {
  return Object.fromEntries(Object.entries(tools).map(([name, create]) => [name, create(paths)]));
}

function scanOf(name, folders, tools) {
  const paths = folders.length === 1 ? ['.'] : folders;
  const cwd = folders.length === 1 ? folders[0] : dirname(folders[0]);
  const commands = { unbasic: unbasic([...paths, ...REPORT]), ...compared(tools, paths), node: NODE };
  return { name, commands: Object.fromEntries(Object.entries(commands).map(([tool, command]) => [tool, { ...command, cwd }])) };
}

function small(work, tools) {
  const cwd = stagedRepository(work);
  const at = (commands) => Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, { ...command, cwd }]));
  return [
    {
      name: 'one file of 300 lines',
      commands: at({ unbasic: unbasic(['enroll.sh', ...REPORT]), ...compared(tools, ['enroll.sh']), node: NODE }),
    },
    { name: 'hook, the same file staged', commands: at({ unbasic: unbasic(['--staged']), node: NODE }) },
  ];
}

/** A second run with a cache that the unmeasured first one has filled. */
function cached(work, folder, name, tools) {
  const cache = join(work, 'cache');
  const scenario = scanOf(`${name}, cached`, [folder], tools);
  const { command, args, cwd } = scenario.commands.unbasic;
  const filled = { command, args: [...args, '--cache'], cwd, env: { XDG_CACHE_HOME: cache } };
  return {
    ...scenario,
    prepare: () => rmSync(cache, { recursive: true, force: true }),
    commands: { ...scenario.commands, unbasic: filled },
  };
}

const counted = (files) => (files === 1 ? 'one file' : `${files.toLocaleString('en')} files`);

/**
 * What is to be measured, one after the other: `{name, commands, prepare?}`. Repositories are generated when their turn comes.
 * @param options sizes, own folders, the `work` folder and the tools to compare with
 */
export function* scenarios({ sizes, folders, work, tools }) {
  const withCache = hasOption('--cache');
  if (sizes.includes(1)) yield* small(work, tools);
  for (const size of sizes) {
    if (size === 1) continue;
    const folder = generated(work, size);
    yield scanOf(counted(size), [folder], tools);
    if (withCache) yield cached(work, folder, counted(size), tools);
  }
  if (folders.length > 0)
    yield scanOf(
      'own folders',
      folders.map((folder) => resolve(folder)),
      tools,
    );
}

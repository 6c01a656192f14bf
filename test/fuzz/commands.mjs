import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, lay } from './checks.mjs';
import { knownFiles } from './known.mjs';
import { textTells } from './raw.mjs';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const LIMIT = 300_000;
/** Gives a command a terminal, where util-linux is installed. */
const SCRIPT = process.platform === 'linux' && existsSync('/usr/bin/script') ? '/usr/bin/script' : undefined;

const COMMANDS = [
  ['scan'],
  ['scan', '--format', 'compact'],
  ['scan', '--format', 'github'],
  ['scan', '--format', 'markdown'],
  ['scan', '--stats'],
  ['scan', '--fixes', '--format', 'sarif'],
  ['scan', '--format', 'json'],
  ['scan', '--no-config'],
  ['migrate'],
  ['migrate', '--check'],
  ['migrate', '--format', 'json'],
  ['migrate', '--write', '--force'],
  ['migrate', '--helper', 'lib/token.sh'],
  ['report', '--output', 'out.md'],
  ['report', '--output', 'out.html'],
  ['role'],
  ['doctor'],
  ['rules'],
  ['baseline'],
  ['init'],
  ['explain', 'zz-known/inventory.sh:6'],
];

const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

function run(folder, args, terminal) {
  const options = {
    cwd: folder,
    timeout: LIMIT,
    maxBuffer: 256 * 1024 * 1024,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, NO_COLOR: '1', TERM: 'xterm', HOME: folder, GIT_CEILING_DIRECTORIES: folder },
  };
  if (!terminal) return spawnSync(process.execPath, [MAIN, ...args], options);
  const command = [process.execPath, MAIN, ...args].map(quoted).join(' ');
  return spawnSync(SCRIPT, ['-qec', command, '/dev/null'], options);
}

/** A progress line goes back to its start and clears itself; a terminal ends lines with CR LF. */
const withoutProgress = (text) => text.replaceAll('\r\n', '\n').replaceAll(/\r(?:\u001b\[K)?/g, '');

/** Runs the command line on a case as a process and asserts how it ends and what it prints. Throws a Failure. */
export function checkCommand(input, random, scratch) {
  const folder = scratch();
  lay(folder, [...input.files, ...knownFiles(input.language)]);
  if (input.git) spawnSync('git', ['init', '-q'], { cwd: folder });
  if (input.git) spawnSync('git', ['add', '-A'], { cwd: folder });
  const args = random.pick(COMMANDS);
  // On a terminal init would ask and wait.
  const terminal = SCRIPT !== undefined && args[0] !== 'init' && random.once(2);
  const { status, signal, stdout, stderr, error } = run(folder, args, terminal);
  const where = `unbasic ${args.join(' ')}${terminal ? ' on a terminal' : ''}`;
  if (error || signal) throw new Failure(`command ${args[0]} killed`, `${where} ended by ${signal ?? error}: ${stderr.slice(-2000)}`);
  if (status === null || status > 2)
    throw new Failure(`command ${args[0]} status`, `${where} ended with ${status}: ${stderr.slice(-2000)}`);
  if (/defect of unbasic|\n {4}at |UnhandledPromise/.test(stdout + stderr))
    throw new Failure(
      `command ${args[0]} defect`,
      `${where}: ${(stdout + stderr).match(/.{0,300}(?:defect of unbasic|\n {4}at |UnhandledPromise).{0,500}/s)[0]}`,
    );
  const diff = args[0] === 'migrate' && !terminal && !args.includes('--check') && !args.includes('json');
  const tell = (diff ? undefined : textTells(withoutProgress(stdout))) ?? textTells(withoutProgress(stderr));
  if (tell) throw new Failure(`command ${args[0]} raw`, `${where} prints ${tell}`);
}

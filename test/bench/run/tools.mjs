import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const RULE = fileURLToPath(new URL('curl.ast-grep.yml', import.meta.url));

const runs = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

/** This tool, with options. */
export const unbasic = (args, rest = {}) => ({ command: process.execPath, args: [MAIN, ...args], ...rest });

/** Whether an option of a scan exists. */
export function hasOption(option) {
  const { stdout } = spawnSync(process.execPath, [MAIN, 'scan', '--help'], { encoding: 'utf8' });
  return stdout.includes(option);
}

/**
 * The tools to compare with that are installed: functions from paths to a command, by name. `rg -l JSSResource` comes twice: as it is, and with -uu, which
 * also reads what .gitignore leaves out. AST_GREP names ast-grep where it is not on the PATH. @param wanted `rg` and `ast-grep`, as far as wanted
 */
export function comparisons(wanted) {
  const tools = {};
  if (wanted.includes('rg') && runs('rg')) {
    tools.rg = (paths) => ({ command: 'rg', args: ['-l', 'JSSResource', ...paths] });
    tools['rg -uu'] = (paths) => ({ command: 'rg', args: ['-uu', '-l', 'JSSResource', ...paths] });
  }
  const astGrep = [process.env.AST_GREP, 'ast-grep'].find((command) => command && runs(command));
  if (wanted.includes('ast-grep') && astGrep)
    tools['ast-grep'] = (paths) => ({ command: astGrep, args: ['scan', '--rule', RULE, ...paths] });
  return tools;
}

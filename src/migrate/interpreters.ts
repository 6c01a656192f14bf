import { execFile } from 'node:child_process';
import { extensionOf } from '../files/paths.ts';
import { findProgram } from '../files/programs.ts';
import { readShebang } from '../files/shebang.ts';
import type { LanguageId } from '../http/call.ts';

/** How long an interpreter may take to read a script, in milliseconds. */
const PATIENCE = 20_000;

interface Interpreter {
  readonly name: string;
  readonly args: readonly string[];
}

const BASH: Interpreter = { name: 'bash', args: ['--noprofile', '--norc', '-n'] };
const DASH: Interpreter = { name: 'dash', args: ['-n'] };
const KSH: Interpreter = { name: 'ksh', args: ['-n'] };
/** Without -f it would read its start-up files. */
const ZSH: Interpreter = { name: 'zsh', args: ['-f', '-n'] };

/** Has Python compile its input and say the line where it cannot; what is written for Python 2 it refuses before and after. */
const COMPILE = `import sys
try:
    compile(sys.stdin.buffer.read(), '', 'exec')
except (SyntaxError, ValueError) as error:
    sys.exit('line %s' % getattr(error, 'lineno', ''))`;
const PYTHON: Interpreter = { name: 'python3', args: ['-I', '-W', 'ignore', '-c', COMPILE] };

/** The interpreters that read a script without running it. A plain sh is one of two, and either may refuse what the other takes. */
export function interpretersOf(path: string, text: string, language: LanguageId): readonly Interpreter[] {
  if (language === 'python') return [PYTHON];
  if (language !== 'shell') return [];
  const named = readShebang(text)?.interpreter.replace(/[\d.-]+$/, '') ?? extensionOf(path);
  if (named === 'zsh') return [ZSH];
  if (named === 'bash') return [BASH];
  if (/^[pm]?ksh(?:93)?$/.test(named)) return [KSH];
  return [DASH, BASH];
}

/** No variable that makes a shell run a file before it reads its script. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, LANG, LC_ALL, LC_CTYPE } = process.env;
  return { PATH, LANG, LC_ALL, LC_CTYPE };
}

export type SyntaxVerdict =
  | { readonly accepts: true }
  | {
      readonly accepts: false;
      /** Where it stumbled, if it says so. Its words may quote the script and are not kept. */
      readonly line: number | undefined;
    };

/** Has an interpreter read a text, without running it. Undefined where it is not installed. */
export function readBy({ name, args }: Interpreter, text: string): Promise<SyntaxVerdict | undefined> {
  const program = findProgram(name);
  if (program === undefined) return Promise.resolve(undefined);
  return new Promise((done) => {
    const child = execFile(program, args, { env: environment(), timeout: PATIENCE, windowsHide: true }, (error, _, complaint) => {
      if (!error) done({ accepts: true });
      else if (error.code === 'ENOENT' || error.code === 'EACCES') done(undefined);
      else {
        const line = /(?:line |^[^:\r\n]*: ?)(\d+)/m.exec(complaint)?.[1];
        done({ accepts: false, line: line === undefined ? undefined : Number(line) });
      }
    });
    // It may stop reading at the first error.
    child.stdin?.on('error', () => {});
    // Scripts that git has checked out with CRLF are run with LF.
    child.stdin?.end(text.replaceAll('\r\n', '\n'));
  });
}

/** What an interpreter that takes the old text has against the new one, in words; undefined where it has nothing. */
export async function interpreterComplaint(
  path: string,
  before: string | undefined,
  after: string,
  language: LanguageId,
): Promise<string | undefined> {
  for (const interpreter of interpretersOf(path, before ?? after, language)) {
    const old = before === undefined ? { accepts: true } : await readBy(interpreter, before);
    if (!old?.accepts) continue;
    const verdict = await readBy(interpreter, after);
    if (!verdict || verdict.accepts) continue;
    return `${language === 'shell' ? `${interpreter.name} -n` : interpreter.name} refuses the result${verdict.line === undefined ? '' : ` at its line ${verdict.line}`}`;
  }
  return undefined;
}

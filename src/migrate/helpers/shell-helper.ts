import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';
import type { AuthFlow } from '../plan.ts';

/** The shells that a helper is to run in: bash or zsh alone, or any of bash, zsh, dash, ksh and their like (`sh` is one of those). */
export type HelperShell = 'any' | 'bash' | 'zsh';

export interface ShellHelperOptions {
  readonly auth: AuthFlow;
  /** With `unbasic_token_base64`, for credentials that the script has in base64 alone. */
  readonly encoded?: boolean | undefined;
  /** With `unbasic_trap`, for scripts that set traps of their own. */
  readonly trap?: boolean | undefined;
  /** The shell that the script's first line names, where it does; `any` when absent, and in a file that scripts source. */
  readonly shell?: HelperShell | undefined;
}

const DIRECTIVE = /^#: (.+)$/;

/** The first and the last line of the text. */
export const SHELL_HELPER_START = '# --- unbasic: bearer tokens for Jamf Pro ---';
export const SHELL_HELPER_END = '# --- end of unbasic ---';

let source: string | undefined;

/** Beside this module, or where the build puts it. */
function readSource(): string {
  const beside = new URL('./token.sh', import.meta.url);
  return readFileSync(existsSync(beside) ? beside : join(packageRoot(), 'dist', 'helpers', 'token.sh'), 'utf8');
}

/**
 * The text of the shell helper for what a script needs, with a line end after its last line.
 *
 * token.sh is the whole; `#: words` in it starts a part that is kept when one of the words is among the options' (`a+b`: when
 * both are). Assignments of single variants stand in it as comments.
 *
 * A script that carries it: the text stands in front of the script's first `trap`, at the top level. Before each statement that
 * needs a token, in the shell that runs it, `unbasic_token URL USER PASSWORD [connection options]` (`|| :` behind it where the
 * script traps ERR or sets zsh's ERR_RETURN); the token is in `$unbasic_bearer`, empty when there is none. `unbasic_trap` in place of
 * `trap` with an action or `-` for EXIT, 0, INT, TERM or HUP (not in functions of zsh, whose EXIT is their own); `unbasic_end || :`
 * before an `exec` of a command; `unbasic_forget` first in a background job that nobody waits for.
 */
export function shellHelper(options: ShellHelperOptions): string {
  source ??= readSource();
  const words = new Set<string>(['always', options.auth, options.shell ?? 'any']);
  if (options.encoded) words.add('encoded');
  if (options.trap) words.add('trap');
  const lines: string[] = [];
  let kept = true;
  for (const line of source.split('\n')) {
    const condition = DIRECTIVE.exec(line)?.[1];
    if (condition === undefined) {
      if (kept) lines.push(line.replace(/^( *)# (unbasic_\w+=\S+)$/, '$1$2'));
    } else kept = condition.split(' ').some((term) => term.split('+').every((word) => words.has(word)));
  }
  return lines.join('\n').replace(/\n{3,}/g, '\n\n');
}

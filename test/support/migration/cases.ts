import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrateOptions } from '../../../src/migrate/options.ts';
import { ROOT } from '../cli.ts';
import type { JamfProOptions } from '../jamf-pro/options.ts';

/** The programs that a case can be run by. */
export type InterpreterName = 'bash' | 'zsh' | 'dash' | 'sh' | 'python3' | 'node';

/** What a script is given. Placeholders are filled in: {url} {host} {user} {password} {client_id} {client_secret} {base64} {ca} {home} {origin}. */
export interface ScriptInput {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The stand-in of a run, as far as it differs from the ordinary. */
export interface RunServer
  extends Pick<JamfProOptions, 'userTokenSeconds' | 'clientTokenSeconds' | 'missing' | 'contextPath' | 'delayMilliseconds'> {
  readonly user?: string;
  readonly password?: string;
  /** False: curl does not trust the server's certificate of its own accord, as the script says what to trust. */
  readonly trusted?: boolean;
  /** The script and the server share a clock that stands until the script sleeps: see support/moved-clock. */
  readonly movedClock?: boolean;
  /** Plain HTTP. */
  readonly plain?: boolean;
}

/** How one script of a case is run before and after. */
export interface CaseRun extends ScriptInput {
  readonly file: string;
  readonly interpreters: readonly InterpreterName[];
  readonly jamf?: RunServer;
  /** `unordered` for scripts whose requests go out in parallel; lines of the output may then change places too. */
  readonly compare?: 'ordered' | 'unordered';
  /** `any` where the migrated script may end with another status. */
  readonly status?: 'same' | 'any';
  /** The credentials are wrong on purpose: without it, an original that is refused is no case. */
  readonly refused?: boolean;
  /** Tokens may be seen in the process list: `--bearer-style header` shows them. Passwords and secrets may not. */
  readonly tokensInSight?: boolean;
  /** What the migrated script is given instead: the ID and the secret of an API client, say. */
  readonly after?: ScriptInput;
}

/** case.json */
export interface CaseSettings {
  readonly options?: Pick<MigrateOptions, 'auth' | 'level' | 'bearerStyle' | 'helper'>;
  readonly run?: readonly CaseRun[];
}

/**
 * A folder with `before/` (the scripts), `after/` (what they become: the files that change or are made; absent where none does),
 * `outcomes.json` (what is said of each call), and where wanted case.json and `run/`: files laid around the scripts when they run,
 * of which `run/bin` is on the path and `run/modules` is searched by Python and Node.
 */
export interface MigrationCase {
  /** `shell/loop-over-ids`. */
  readonly name: string;
  readonly folder: string;
  readonly settings: CaseSettings;
}

const CASES = join(ROOT, 'fixtures', 'migrate');

export const CASE_LANGUAGES = ['shell', 'python', 'typescript'] as const;

/** The cases of a language, sorted. Throws for a case.json that is no JSON. */
export function casesOf(language: (typeof CASE_LANGUAGES)[number]): MigrationCase[] {
  const root = join(CASES, language);
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const settings = join(root, name, 'case.json');
      return {
        name: `${language}/${name}`,
        folder: join(root, name),
        settings: existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as CaseSettings) : {},
      };
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

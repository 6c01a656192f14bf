import type { Settings } from '../config/settings.ts';
import { uselessSettings } from '../config/useless.ts';
import { runGit } from '../files/git-process.ts';
import { reportPath } from '../files/paths.ts';
import { findProgram } from '../files/programs.ts';
import { plural } from '../report/summary.ts';
import { themeOf } from '../report/theme.ts';
import { tool } from '../report/tool.ts';
import { readBaseline } from '../scan/suppress.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { outputOptions, print } from './output.ts';
import { baselineFor, type ConfigOptions, settingsFor } from './settings.ts';

export interface DoctorActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
}

/** What was looked at: `bad` keeps unbasic from its work, a `note` does not. */
interface Check {
  readonly state: 'ok' | 'note' | 'bad';
  readonly subject: string;
  readonly text: string;
}

const SHELLS = ['sh', 'bash', 'zsh', 'ksh', 'dash'];

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}

async function parser(subject: string, load: () => Promise<unknown>): Promise<Check> {
  try {
    await load();
    return { state: 'ok', subject, text: 'loads' };
  } catch (error) {
    return { state: 'bad', subject, text: `does not load (${reason(error)}); install unbasic again` };
  }
}

async function parsers(): Promise<Check[]> {
  const { loadGrammar } = await import('../languages/tree-sitter/engine.ts');
  return [
    await parser('shell parser', () => loadGrammar('bash')),
    await parser('Python parser', () => loadGrammar('python')),
    await parser('TypeScript parser', () => import('ts-morph')),
  ];
}

async function gitAnswer(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await runGit(cwd, args);
  return code === 0 ? stdout.trim() : undefined;
}

async function git(cwd: string): Promise<Check> {
  const version = (await gitAnswer(cwd, ['--version']))?.replace(/^git version /, '');
  if (version === undefined)
    return { state: 'note', subject: 'git', text: 'not found; --staged and --since need it, and scans then read .gitignore themselves' };
  const inside = (await gitAnswer(cwd, ['rev-parse', '--is-inside-work-tree'])) === 'true';
  return {
    state: 'ok',
    subject: 'git',
    text: `${version}; ${inside ? 'this folder is in a work tree' : 'this folder is in no work tree'}`,
  };
}

function shells(): Check {
  const there = SHELLS.filter((name) => findProgram(name) !== undefined);
  const missing = SHELLS.filter((name) => !there.includes(name));
  const text =
    missing.length === 0
      ? there.join(', ')
      : `${there.join(', ')}; not found: ${missing.join(', ')} (migrate has them check what it wrote)`;
  return { state: 'ok', subject: 'shells', text };
}

function baselineCheck(cwd: string, settings: Settings): Check {
  const file = baselineFor(cwd, undefined, settings);
  if (file === undefined) return { state: 'ok', subject: 'baseline', text: 'none' };
  try {
    const shown = reportPath(cwd, file);
    return { state: 'ok', subject: 'baseline', text: `${shown}, ${plural(readBaseline(file, shown).length, 'known finding')}` };
  } catch (error) {
    return { state: 'bad', subject: 'baseline', text: reason(error) };
  }
}

async function configuration(cwd: string, options: DoctorActionOptions): Promise<Check[]> {
  try {
    const settings = await settingsFor(cwd, options);
    const files = settings.files.map((file) => reportPath(cwd, file)).join(', built on ');
    const notes = await uselessSettings(settings);
    const checks: Check[] = [
      { state: 'ok', subject: 'configuration', text: files === '' ? 'none; unbasic init writes one' : files },
      ...notes.map(({ file, line, message }): Check => {
        return { state: 'note', subject: 'configuration', text: `${file}${line === undefined ? '' : `:${line}`}: ${message}` };
      }),
    ];
    const { ruleSetOf } = await import('../config/rule-set.ts');
    const { rules } = await ruleSetOf(settings);
    const off = rules.filter(({ id }) => settings.rules[id] === 'off').length;
    checks.push({ state: 'ok', subject: 'rules', text: `${rules.length}${off > 0 ? `, ${off} of them off` : ''}` });
    checks.push(baselineCheck(cwd, settings));
    return checks;
  } catch (error) {
    return [{ state: 'bad', subject: 'configuration', text: reason(error) }];
  }
}

/** Runs `unbasic doctor` and gives the exit code. */
export async function doctorAction(options: DoctorActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const checks: Check[] = [
    { state: 'ok', subject: 'unbasic', text: `${tool().version} on Node.js ${process.versions.node}, ${process.platform} ${process.arch}` },
    ...(await parsers()),
    await git(cwd),
    shells(),
    ...(await configuration(cwd, options)),
  ];
  const theme = themeOf(outputOptions(options).color);
  const width = Math.max(...checks.map(({ subject }) => subject.length));
  const mark = { ok: theme.ok('ok  '), note: theme.severity.warning('note'), bad: theme.severity.error('bad ') };
  for (const { state, subject, text } of checks) print(process.stdout, `${mark[state]}  ${subject.padEnd(width)}  ${text}\n`);
  return checks.some(({ state }) => state === 'bad') ? EXIT.failed : EXIT.ok;
}

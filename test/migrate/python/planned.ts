import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate } from '../../../src/migrate/migrate.ts';
import type { MigrateOptions } from '../../../src/migrate/options.ts';

/** The helper in a migrated script, with the blank lines around it. */
const HELPER = /\n*# --- unbasic: bearer tokens for Jamf Pro ---\n[\s\S]*?# --- end of unbasic ---\n+/;

export interface PlannedFiles {
  /** What changes, by file, with `# helper` in the place of the helper. */
  readonly changed: Readonly<Record<string, string>>;
  /** What is said of each finding: its line, then `safe`, `suggested`, or why it is manual. */
  readonly said: readonly string[];
}

/** Migrates some files in a folder of their own. @param short whether the helper is cut out */
export async function plannedFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<MigrateOptions> = {},
  short = true,
): Promise<PlannedFiles> {
  const cwd = mkdtempSync(join(tmpdir(), 'unbasic-python-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const { changes, calls } = await migrate({ ...options, cwd });
    return {
      changed: Object.fromEntries(changes.map(({ file, text }) => [file, short ? text.replace(HELPER, '\n# helper\n') : text])),
      said: calls.map(({ range, level, reason }) => `${range.start.line} ${reason ? reason.id : level}`),
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The lines of one script that change, as they become; and what is said of its calls. */
export async function plannedLines(
  text: string,
  options: Partial<MigrateOptions> = {},
): Promise<{ lines: string[]; said: readonly string[] }> {
  const { changed, said } = await plannedFiles({ 'script.py': text }, options);
  const before = new Set(text.split('\n'));
  const lines = (changed['script.py'] ?? '').split('\n').filter((line) => line !== '' && line !== '# helper' && !before.has(line));
  return { lines, said };
}

import { type DiffLine, type Hunk, hunksOf } from './diff.ts';
import { byteEdits } from './encode.ts';
import type { FileChange } from './result.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

/** A file's name as git writes it in a diff: quoted where it holds a quote, a backslash or a control character. */
function quoted(name: string): string {
  if (!/[\u0000-\u001f\u007f"\\]/.test(name)) return name;
  const escaped = name.replace(
    /[\u0000-\u001f\u007f"\\]/g,
    (character) => ESCAPES[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

/** A name behind `---` or `+++`. A tab ends one with spaces, as git and patch want it. */
function heading(mark: '---' | '+++', name: string): string {
  const shown = quoted(name);
  return `${mark} ${shown}${shown.includes(' ') && !shown.startsWith('"') ? '\t' : ''}\n`;
}

/** The two lines that name the file. Paths are relative to where the migration was started, which is where the diff is applied. */
export function diffHeading(path: string, created: boolean): string {
  return heading('---', created ? '/dev/null' : `a/${path}`) + heading('+++', `b/${path}`);
}

function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}

/** `@@ -1,3 +1,4 @@`. */
export function hunkHeading({ oldStart, oldCount, newStart, newCount }: Hunk): string {
  return `@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@`;
}

function lineOf({ kind, text }: DiffLine): string {
  return text.endsWith('\n') ? kind + text : `${kind}${text}\n\\ No newline at end of file\n`;
}

/** The unified diff of a change, in bytes: `git apply` and `patch -p1` take it. Empty where nothing differs. */
export function unifiedDiff(change: Pick<FileChange, 'diffPath' | 'created' | 'source' | 'before' | 'edits'>): Buffer {
  const hunks = hunksOf((change.before ?? Buffer.alloc(0)).toString('latin1'), byteEdits(change.source, change.edits));
  if (hunks.length === 0) return Buffer.alloc(0);
  const body = hunks.map((hunk) => `${hunkHeading(hunk)}\n${hunk.lines.map(lineOf).join('')}`).join('');
  return Buffer.concat([Buffer.from(diffHeading(change.diffPath, change.created), 'utf8'), Buffer.from(body, 'latin1')]);
}

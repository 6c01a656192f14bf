import type { ScanStats } from '../scan/options.ts';

/** What `--stats` prints: counts, and milliseconds by phase. */
export function formatStats({ files, scripts, parsed, calls, time }: ScanStats): string {
  const total = Object.values(time).reduce((sum, milliseconds) => sum + milliseconds, 0);
  const rows: [string, string][] = [
    ['files seen', String(files)],
    ['scripts', String(scripts)],
    ['parsed', String(parsed)],
    ['HTTP calls', String(calls)],
    ...Object.entries(time).map(([phase, milliseconds]): [string, string] => [phase, `${milliseconds.toFixed(1)} ms`]),
    ['in all', `${total.toFixed(1)} ms`],
    ['memory', `${Math.round(process.memoryUsage.rss() / 1024 ** 2)} MB`],
  ];
  const label = Math.max(...rows.map(([name]) => name.length));
  const value = Math.max(...rows.map(([, text]) => text.length));
  return rows.map(([name, text]) => `${name.padEnd(label)}  ${text.padStart(value)}\n`).join('');
}

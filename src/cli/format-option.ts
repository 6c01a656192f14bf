import { resolve } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { FORMAT_NAMES, type Format } from '../report/reporter.ts';
import { UsageError } from './usage-error.ts';

/** One report to make: a format, and the file that it goes to; standard output without one. */
export interface ReportTarget {
  readonly format: Format;
  readonly file?: string | undefined;
}

/** Reads one `--format NAME` or `--format NAME=FILE`. Throws a UsageError. */
export function formatOption(value: string, previous: readonly ReportTarget[] = []): ReportTarget[] {
  const sign = value.indexOf('=');
  const name = sign < 0 ? value : value.slice(0, sign);
  const format = FORMAT_NAMES.find((known) => known === name);
  if (!format) {
    const meant = nearest(name, FORMAT_NAMES);
    throw new UsageError(`there is no format "${name}"; ${meant ? `did you mean ${meant}?` : `there are ${FORMAT_NAMES.join(', ')}`}`);
  }
  const file = sign < 0 ? undefined : value.slice(sign + 1);
  if (file === '') throw new UsageError(`--format ${value} names no file; give one behind the sign, as in --format ${name}=report.txt`);
  return [...previous, { format, file }];
}

/**
 * The reports that are asked for, by `--format` given any number of times and by `--output`, which names the file of the one that has none.
 * Throws a UsageError where two would go to one place.
 */
export function reportTargets(
  formats: readonly ReportTarget[] | undefined,
  output: string | undefined,
  { cwd }: { readonly cwd: string },
): ReportTarget[] {
  const asked = formats && formats.length > 0 ? formats : [{ format: 'pretty' as const }];
  const [first, second] = asked.filter(({ file }) => file === undefined);
  if (first && second) {
    const where = output === undefined ? 'standard output' : output;
    throw new UsageError(`${first.format} and ${second.format} would both go to ${where}; give one a file: --format ${second.format}=FILE`);
  }
  if (output !== undefined && !first) {
    throw new UsageError(`every format has its own file, so nothing is left for --output ${output}; leave it out`);
  }
  const targets = asked.map((target) => (target === first ? { ...target, file: output } : target));
  const seen = new Map<string, Format>();
  for (const { format, file } of targets) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    if (seen.has(path)) throw new UsageError(`${seen.get(path)} and ${format} would both go to ${file}; give each its own file`);
    seen.set(path, format);
  }
  return targets;
}

import { type Format, loadReporter, type ReportOptions } from '../report/reporter.ts';
import type { ScanResult } from '../scan/result.ts';
import { deliver } from './deliver.ts';
import type { ReportTarget } from './format-option.ts';
import { outputOptions, printAll } from './output.ts';

export interface DeliveryOptions extends Pick<ReportOptions, 'proposals'> {
  readonly cwd: string;
  readonly color: boolean;
  readonly quiet: boolean;
}

/** A report that can be printed while it is made; undefined for the other formats. */
async function piecesOf(format: Format, result: ScanResult): Promise<Iterable<string> | undefined> {
  if (format === 'json') return (await import('../report/json.ts')).jsonPieces(result);
  return format === 'ndjson' ? (await import('../report/formats/ndjson.ts')).ndjsonLines(result) : undefined;
}

/** Makes the reports that were asked for: those for files, and then the one that is printed. */
export async function deliverReports(result: ScanResult, targets: readonly ReportTarget[], options: DeliveryOptions): Promise<void> {
  const { cwd, color, quiet, proposals } = options;
  const printed = targets.filter(({ file }) => file === undefined);
  for (const { format, file } of [...targets.filter((target) => target.file !== undefined), ...printed]) {
    const pieces = file === undefined ? await piecesOf(format, result) : undefined;
    if (pieces) {
      await printAll(process.stdout, pieces);
      continue;
    }
    const report = await loadReporter(format);
    const text = report(result, { ...outputOptions({ color, toFile: file !== undefined }), quiet, proposals });
    if (text !== '' || file !== undefined) await deliver(text, file, cwd);
  }
}

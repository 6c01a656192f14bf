import { loadReporter, type ReportOptions } from '../report/reporter.ts';
import type { ScanResult } from '../scan/result.ts';
import { deliver } from './deliver.ts';
import type { ReportTarget } from './format-option.ts';
import { outputOptions, printAll } from './output.ts';

export interface DeliveryOptions extends Pick<ReportOptions, 'proposals'> {
  readonly cwd: string;
  readonly color: boolean;
  readonly quiet: boolean;
}

/** Makes the reports that were asked for: those for files, and then the one that is printed. */
export async function deliverReports(result: ScanResult, targets: readonly ReportTarget[], options: DeliveryOptions): Promise<void> {
  const { cwd, color, quiet, proposals } = options;
  const printed = targets.filter(({ file }) => file === undefined);
  for (const { format, file } of [...targets.filter((target) => target.file !== undefined), ...printed]) {
    if (format === 'ndjson' && file === undefined) {
      const { ndjsonLines } = await import('../report/formats/ndjson.ts');
      await printAll(process.stdout, ndjsonLines(result));
      continue;
    }
    const report = await loadReporter(format);
    const text = report(result, { ...outputOptions({ color, toFile: file !== undefined }), quiet, proposals });
    if (text !== '' || file !== undefined) await deliver(text, file, cwd);
  }
}

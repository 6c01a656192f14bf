import { SCAN_CLOSING } from '../cli/commands/scan.ts';
import { describedCommands } from '../cli/completion/description.ts';
import { manPage } from '../cli/completion/man.ts';
import { FORMAT_NAMES } from '../report/reporter.ts';
import { tool } from '../report/tool.ts';

/** The manual page of the commands as they are. */
export function manual(): string {
  return manPage(tool().version, describedCommands(FORMAT_NAMES), SCAN_CLOSING);
}

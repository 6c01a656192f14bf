import { Chalk, type ChalkInstance } from 'chalk';
import type { Severity } from '../findings/finding.ts';

type Style = (text: string) => string;

/** The colours of a report, by meaning. */
export interface Theme {
  readonly file: Style;
  readonly rule: Style;
  readonly dim: Style;
  readonly strong: Style;
  readonly mark: Style;
  readonly ok: Style;
  readonly severity: Readonly<Record<Severity, Style>>;
}

/** The theme for a colour depth: 0 for none, 1 for sixteen colours and more. */
export function themeOf(level: 0 | 1 | 2 | 3): Theme {
  const chalk: ChalkInstance = new Chalk({ level });
  return {
    file: chalk.bold.underline,
    rule: chalk.cyan,
    dim: chalk.dim,
    strong: chalk.bold,
    mark: chalk.red,
    ok: chalk.green,
    severity: { error: chalk.red.bold, warning: chalk.yellow.bold, info: chalk.blue.bold },
  };
}

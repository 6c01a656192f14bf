export type { Position, SourceFile } from './files/source.ts';
export type {
  Confidence,
  Finding,
  FindingCredentials,
  FindingEndpoint,
  FindingRelated,
  FixLevel,
  Range,
  Severity,
} from './findings/finding.ts';
export type { HttpCall, LanguageId, Sighting } from './http/call.ts';
export type { Extraction, Language, Problem, Workspace } from './languages/language.ts';
export type { Format, Reporter, ReportOptions } from './report/reporter.ts';
export { FORMAT_NAMES, loadReporter } from './report/reporter.ts';
export { RuleError } from './rules/rule.ts';
export type { LanguageLoader } from './scan/languages.ts';
export type { Progress, ScanOptions, ScanStats } from './scan/options.ts';
export type { ExcerptLine, RuleSummary, ScanResult } from './scan/result.ts';
export { scan } from './scan/scan.ts';

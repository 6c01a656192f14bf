export { ConfigError } from './config/config-error.ts';
export { type LoadOptions, loadSettings } from './config/load.ts';
export { noSettings, type Settings } from './config/settings.ts';
export { GitError } from './files/git.ts';
export type { Scope } from './files/scope.ts';
export type { Position, SourceFile } from './files/source.ts';
export { type BaselineEntry, BaselineError } from './findings/baseline.ts';
export type {
  Confidence,
  Finding,
  FindingCredentials,
  FindingEndpoint,
  FindingRelated,
  FixLevel,
  Range,
  Severity,
  Suppression,
} from './findings/finding.ts';
export type { HttpCall, LanguageId, Sighting } from './http/call.ts';
export type { Extraction, Language, Problem, Workspace } from './languages/language.ts';
export { migrate } from './migrate/migrate.ts';
export type { MigrateOptions } from './migrate/options.ts';
export type { AuthFlow, BearerStyle, CallOutcome, Edit, FilePlan, ManualReason, MigrationOptions } from './migrate/plan.ts';
export type { Planner, PlannerInput, PlannerLoader, PlannerLoaders } from './migrate/planner.ts';
export { REASON_IDS, type ReasonId } from './migrate/reasons.ts';
export type { FileChange, MigratedCall, MigrationResult } from './migrate/result.ts';
export { unifiedDiff } from './migrate/unified.ts';
export { type WrittenMigration, writeMigration } from './migrate/write-migration.ts';
export type { Format, Reporter, ReportOptions } from './report/reporter.ts';
export { FORMAT_NAMES, loadReporter } from './report/reporter.ts';
export { RuleError } from './rules/rule.ts';
export type { LanguageLoader } from './scan/languages.ts';
export type { Progress, ScanOptions, ScanStats } from './scan/options.ts';
export type { ExcerptLine, RuleSummary, ScanResult } from './scan/result.ts';
export { scan } from './scan/scan.ts';

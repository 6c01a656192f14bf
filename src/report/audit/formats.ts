import type { Audit } from '../../audit/audit.ts';

export interface AuditOptions {
  /** The day that ages are counted to. */
  readonly date: string;
  /** Whether the user has named it: data holds no other. */
  readonly isDateGiven: boolean;
}

export type AuditReporter = (audit: Audit, options: AuditOptions) => string;

/** The forms of the migration report, each loaded when it is asked for. */
const FORMATS = {
  html: async () => {
    const { pageHtml } = await import('../page/page.ts');
    return (audit, { date }) => pageHtml(audit, date);
  },
  markdown: async () => {
    const { auditMarkdown } = await import('./markdown.ts');
    return (audit, { date }) => auditMarkdown(audit, date);
  },
  csv: async () => {
    const { auditCsv } = await import('./csv.ts');
    return (audit, { date }) => auditCsv(audit, date);
  },
  json: async () => {
    const { auditJson } = await import('./json.ts');
    return (audit, { date, isDateGiven }) => auditJson(audit, isDateGiven ? date : undefined);
  },
} as const satisfies Record<string, () => Promise<AuditReporter>>;

export type AuditFormat = keyof typeof FORMATS;

export function loadAuditReporter(format: AuditFormat): Promise<AuditReporter> {
  return FORMATS[format]();
}

const EXTENSIONS: Readonly<Record<string, AuditFormat>> = {
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  csv: 'csv',
  json: 'json',
};

/** The form that a file's name speaks of. */
export function auditFormatOf(file: string): AuditFormat | undefined {
  return EXTENSIONS[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''];
}

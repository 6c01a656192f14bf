import { auditOfResult } from '../../audit/audit.ts';
import { pageHtml } from '../page/page.ts';
import type { Reporter } from '../reporter.ts';

/** The findings as one page. `unbasic report --format html` adds owners, history, the role and what becomes of each call. */
export const html: Reporter = (result) => pageHtml(auditOfResult(result), undefined);

import type { Audit } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import { headline } from '../audit/headline.ts';
import { callFindings, outcomeCounts } from '../audit/tables.ts';
import { grouped, plural } from '../summary.ts';
import { totalsOf } from '../totals.ts';
import { type Html, html } from './html.ts';
import { foldedList, pathCode, type Section, stackedBar } from './parts.ts';

function fact(count: number, label: string, kind = ''): Html {
  return html`<li class="${kind}"><b>${grouped(count)}</b> ${label}</li>`;
}

/** What the report comes to: a sentence, a bar, and the counts. */
export function overview(audit: Audit): Html {
  const { result, calls } = audit;
  const totals = totalsOf(result);
  const found = callFindings(result.findings);
  const { migrates, manual } = outcomeCounts(found, outcomesOf(audit));
  const bar =
    calls && found.length > 0
      ? stackedBar(
          [
            { label: 'migrate by themselves', count: migrates, kind: 'good' },
            { label: found.length - migrates === 1 ? 'needs a person' : 'need a person', count: manual, kind: 'bad' },
          ],
          `${migrates} calls migrate by themselves, ${manual} need a person`,
        )
      : undefined;
  const facts = [
    fact(totals.scripts, `${totals.scripts === 1 ? 'script' : 'scripts'} scanned`),
    fact(totals.files, 'with findings'),
    totals.errors > 0 && fact(totals.errors, totals.errors === 1 ? 'error' : 'errors', 'error'),
    totals.warnings > 0 && fact(totals.warnings, totals.warnings === 1 ? 'warning' : 'warnings', 'warning'),
    totals.infos > 0 && fact(totals.infos, 'for information', 'info'),
    totals.guarded > 0 && fact(totals.guarded, 'beside a call with a token'),
    totals.suppressed > 0 && fact(totals.suppressed, 'suppressed'),
    totals.problems > 0 && fact(totals.problems, 'not scanned'),
  ];
  return html`<p class="headline">${headline(audit)}</p>${bar}<ul class="facts">${facts}</ul>`;
}

/** What has changed since an earlier report. */
export function progressSection({ progress }: Audit): Section | undefined {
  if (!progress) return undefined;
  const { before, after, fixed, added, suppressed, remaining } = progress;
  const parts = [
    { label: 'gone', count: fixed.length, kind: 'good' as const },
    { label: 'suppressed since', count: suppressed, kind: 'muted' as const },
    { label: 'remain', count: remaining, kind: 'bad' as const },
  ];
  const list = (findings: typeof fixed): Html =>
    foldedList(
      findings.map(({ rule, file, line }) => html`${pathCode(`${file}:${line}`)} <span class="quiet">${rule}</span>`),
      8,
      'findings',
    );
  const body = html`
<p>${plural(before, 'finding')} then, ${after} now.</p>${stackedBar(parts, `Of ${before} findings ${fixed.length} are gone and ${remaining} remain`)}
${added.length > 0 && html`<h3>New <span class="count">${added.length}</span></h3>${list(added)}`}
${fixed.length > 0 && html`<details><summary>${plural(fixed.length, 'finding')} gone</summary>${list(fixed)}</details>`}`;
  return { id: 'progress', title: 'Since the earlier report', body };
}

/** How Basic authentication came to its end. */
export function timelineSection({ timeline }: Audit): Section | undefined {
  if (timeline.length === 0) return undefined;
  const items = timeline.map(
    ({ version, date, fact: what, source }) =>
      html`<li><p><b>Jamf Pro ${version}</b> <span class="quiet">${date}</span></p><p>${what}</p><p class="source">${source}</p></li>`,
  );
  return { id: 'timeline', title: 'The end of Basic authentication', body: html`<ol class="timeline">${items}</ol>` };
}

/** What could not be scanned. */
export function problemsSection({ result: { problems } }: Audit): Section | undefined {
  if (problems.length === 0) return undefined;
  const items = problems.map(({ code, message }) => html`<code>${code}</code> ${message}`);
  return { id: 'problems', title: 'Not scanned', count: problems.length, body: foldedList(items, 20, 'problems') };
}

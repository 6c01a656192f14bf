import type { Audit } from '../../audit/audit.ts';
import { deadEndpoints, reasonRows } from '../audit/tables.ts';
import { reasonText } from '../reason-page.ts';
import { type Html, html } from './html.ts';
import { foldedList, pathCode, type Section } from './parts.ts';

/** Places that are listed before the list folds. */
const SHOWN = 8;

/** What needs a person, by reason. */
export function manualSection(audit: Audit): Section | undefined {
  const rows = reasonRows(audit);
  if (rows.length === 0) return undefined;
  const parts = rows.map(({ id, findings }) => {
    const { title, meaning } = reasonText(id);
    const [shared, ...others] = new Set(findings.map(({ message }) => message));
    const items = findings.map(
      ({ finding, message }) =>
        html`${pathCode(`${finding.file}:${finding.range.start.line}`)}${others.length > 0 && html` <span class="quiet">${message}</span>`}`,
    );
    return html`
<article class="card"><h3>${title} <span class="count">${findings.length}</span></h3>
${meaning !== '' && html`<p>${meaning}</p>`}
${others.length === 0 && shared !== undefined && html`<p>${shared}</p>`}
<p class="quiet">What to do: <code>unbasic explain ${id}</code></p>
${foldedList(items, SHOWN, 'calls')}</article>`;
  });
  const count = rows.reduce((sum, { findings }) => sum + findings.length, 0);
  return { id: 'by-hand', title: 'What needs a person', count, body: html`${parts}` };
}

type EndpointRow = ReturnType<typeof deadEndpoints>[number];

function endpointTable(title: string, text: string, rows: readonly EndpointRow[]): Html | undefined {
  if (rows.length === 0) return undefined;
  const body = rows.map(
    ({ message, findings }) => html`
<tr><td>${message}</td><td>${foldedList(
      findings.map(({ file, range }) => pathCode(`${file}:${range.start.line}`)),
      SHOWN,
      'calls',
    )}</td></tr>`,
  );
  return html`
<h3>${title} <span class="count">${rows.reduce((sum, { findings }) => sum + findings.length, 0)}</span></h3><p>${text}</p>
<table class="grid endpoints"><caption class="hidden">${title}</caption><thead><tr><th scope="col">What</th><th scope="col">Where</th></tr></thead><tbody>${body}
</tbody></table>`;
}

/** Endpoints that are gone or going, whatever the credentials. */
export function endpointsSection({ result }: Audit): Section | undefined {
  const rows = deadEndpoints(result.findings);
  if (rows.length === 0) return undefined;
  const removed = rows.filter(({ rule }) => rule === 'removed-endpoint');
  const isStated = ({ findings }: EndpointRow): boolean => findings[0]!.severity === 'error';
  const stated = 'These calls fail with a token as they do with a password. They need another endpoint.';
  const undocumented = 'Jamf no longer documents these endpoints. Where they are gone, a token does not bring them back.';
  const deprecated = 'These calls work with a token, for as long as Jamf keeps the endpoint.';
  const body = html`${endpointTable('Gone', stated, removed.filter(isStated))}
${endpointTable(
  'Perhaps gone',
  undocumented,
  removed.filter((row) => !isStated(row)),
)}
${endpointTable(
  'Going',
  deprecated,
  rows.filter(({ rule }) => rule !== 'removed-endpoint'),
)}`;
  const count = rows.reduce((sum, { findings }) => sum + findings.length, 0);
  return { id: 'endpoints', title: 'What a token will not save', count, body };
}

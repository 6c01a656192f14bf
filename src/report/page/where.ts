import type { Audit } from '../../audit/audit.ts';
import { ageText, daysBetween } from '../age.ts';
import { type FileRow, fileRows, folderCounts, ownerCounts } from '../audit/tables.ts';
import type { Count } from '../summary.ts';
import { type Html, html } from './html.ts';
import { barTable, pathCode, type Section } from './parts.ts';

/** Bars of one table; what is beyond is one bar. */
const MAX_BARS = 12;

/** The first counts, and the others as one. */
export function foldCounts(counts: readonly Count[], others: (names: number) => string): Count[] {
  if (counts.length <= MAX_BARS) return [...counts];
  const rest = counts.slice(MAX_BARS - 1);
  return [...counts.slice(0, MAX_BARS - 1), { name: others(rest.length), count: rest.reduce((sum, { count }) => sum + count, 0) }];
}

function bars(
  caption: string,
  name: string,
  counts: readonly Count[],
  label: (name: string) => Html,
  others: (names: number) => string,
): Html {
  const shown = foldCounts(counts, others);
  const rows = shown.map(({ name: text, count }, index) => {
    const isRest = counts.length > MAX_BARS && index === MAX_BARS - 1;
    return { label: isRest ? html`${text}` : label(text), count, isRest };
  });
  return barTable(caption, name, rows);
}

function number(count: number): Html {
  return html`<td class="number${count === 0 && ' zero'}">${count}</td>`;
}

function fileRow({ file, owners, lastChange, findings, migrates, manual }: FileRow, date: string, columns: Columns): Html {
  const age = lastChange ? (daysBetween(lastChange.date, date) ?? 0) : -1;
  const changed = lastChange
    ? html`<span title="${lastChange.date}">${ageText(lastChange.date, date)}</span> <span class="quiet">${lastChange.author}</span>`
    : html`<span class="quiet">not known</span>`;
  return html`
<tr><th scope="row">${pathCode(file)}</th>${number(findings)}${columns.outcomes && html`${number(migrates)}${number(manual)}`}${columns.owners && html`<td>${owners.length > 0 ? owners.join(' ') : html`<span class="quiet">nobody</span>`}</td>`}${columns.history && html`<td data-value="${age}">${changed}</td>`}</tr>`;
}

interface Columns {
  readonly outcomes: boolean;
  readonly owners: boolean;
  readonly history: boolean;
}

function sortable(name: string, className = '', state: 'none' | 'descending' = 'none'): Html {
  return html`<th scope="col" class="${className}" aria-sort="${state}"><button type="button" class="sort">${name}</button></th>`;
}

/** Folders and owners. */
export function whereSection(audit: Audit): Section | undefined {
  const counts = folderCounts(audit.result.findings);
  if (counts.length === 0) return undefined;
  const folders = bars('Findings by folder', 'Folder', counts, pathCode, (names) => `in ${names} other folders`);
  const owners = audit.files.some((file) => file.owners.length > 0)
    ? bars(
        'Findings by owner (CODEOWNERS)',
        'Owner',
        ownerCounts(audit),
        (name) => (name === '' ? html`<span class="quiet">nobody</span>` : html`${name}`),
        (names) => `of ${names} other owners`,
      )
    : undefined;
  return {
    id: 'where',
    title: 'Where',
    body: html`
<div class="columns">${folders}${owners}</div>`,
  };
}

/** The files with findings, whose they are and when they were last changed. */
export function scriptsSection(audit: Audit, date: string): Section | undefined {
  const rows = fileRows(audit);
  if (rows.length === 0) return undefined;
  const columns: Columns = {
    outcomes: audit.calls !== null,
    owners: rows.some(({ owners }) => owners.length > 0),
    history: rows.some(({ lastChange }) => lastChange !== null),
  };
  const body = html`
<table class="grid files" data-sortable><caption class="hidden">Scripts</caption>
<thead><tr>${sortable('Script')}${sortable('Findings', 'number', 'descending')}${columns.outcomes && html`${sortable('Migrate', 'number')}${sortable('By hand', 'number')}`}${columns.owners && sortable('Owners')}${columns.history && sortable('Last change')}</tr></thead>
<tbody>${rows.map((row) => fileRow(row, date, columns))}
</tbody></table>`;
  return { id: 'scripts', title: 'Scripts', count: rows.length, body };
}

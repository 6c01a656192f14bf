import type { Audit } from '../../audit/audit.ts';
import { callFindings, countsOf, resourceRows } from '../audit/tables.ts';
import { viaText } from '../wording.ts';
import { html } from './html.ts';
import { barTable, type Section } from './parts.ts';

/** Clients, and how the credentials are attached. */
export function howSection({ result }: Audit): Section | undefined {
  const calls = callFindings(result.findings);
  const clients = countsOf(calls.map(({ client }) => client ?? ''));
  const ways = countsOf(calls.flatMap(({ credentials }) => (credentials ? [credentials.via] : [])));
  if (calls.length === 0) return undefined;
  const clientRows = clients.map(({ name, count }) => ({
    label: name === '' ? html`<span class="quiet">could not be read</span>` : html`<code>${name}</code>`,
    count,
  }));
  const wayRows = ways.map(({ name, count }) => ({ label: viaText(name), count }));
  const body = html`
<div class="columns">${barTable('What sends them', 'Client', clientRows)}${wayRows.length > 0 && barTable('Where the credentials stand', 'Place', wayRows)}</div>`;
  return { id: 'how', title: 'How', body };
}

/** Classic resources with their methods. */
export function resourcesSection({ result }: Audit): Section | undefined {
  const rows = resourceRows(result.findings);
  if (rows.length === 0) return undefined;
  const label = ({ name, methods }: (typeof rows)[number]) =>
    html`<code>${name === '{}' ? 'known only at run time' : name}</code> <span class="methods">${methods.map((method) => html`<span>${method.name} ${method.count}</span> `)}</span>`;
  const body = barTable(
    'Calls with a user name and password, by what stands behind /JSSResource/',
    'Resource',
    rows.map((row) => ({ label: label(row), count: row.count })),
  );
  return { id: 'resources', title: 'Classic resources', count: rows.length, body };
}

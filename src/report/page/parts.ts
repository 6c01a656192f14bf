import type { Severity } from '../../findings/finding.ts';
import { type Html, type HtmlPart, html } from './html.ts';

/** A section with a heading, and a link to it in the contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What stands beside the title in the contents. */
  readonly count?: number | undefined;
  readonly body: Html;
}

export interface BarRow {
  readonly label: HtmlPart;
  readonly count: number;
  /** Several names together: a bar that does not set the measure. */
  readonly isRest?: boolean | undefined;
}

/** A table with a bar for each number: the numbers are there for those who do not see the bars. */
export function barTable(caption: string, name: string, rows: readonly BarRow[]): Html {
  const most = Math.max(1, ...rows.map(({ count, isRest }) => (isRest ? 0 : count)));
  const width = (count: number): number => Math.min(100, Math.round((count / most) * 1000) / 10);
  const body = rows.map(
    ({ label, count, isRest }) => html`
<tr><th scope="row">${label}</th><td class="number">${count}</td><td class="bar" aria-hidden="true"><svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false"><rect class="track" width="100" height="8" rx="1"/><rect class="${isRest ? 'muted' : 'fill'}" width="${width(count)}" height="8" rx="1"/></svg></td></tr>`,
  );
  return html`
<table class="bars"><caption>${caption}</caption>
<thead class="hidden"><tr><th scope="col">${name}</th><th scope="col">Count</th><td></td></tr></thead>
<tbody>${body}
</tbody></table>`;
}

export interface Part {
  readonly label: string;
  readonly count: number;
  readonly kind: 'good' | 'bad' | 'muted';
}

/** Parts of a whole as one bar with a legend. */
export function stackedBar(parts: readonly Part[], label: string): Html {
  const present = parts.filter(({ count }) => count > 0);
  const total = present.reduce((sum, { count }) => sum + count, 0);
  let at = 0;
  const rects = present.map(({ count, kind }) => {
    const width = (count / Math.max(total, 1)) * 1000;
    const rect = html`<rect class="${kind}" x="${Math.round(at * 10) / 10}" width="${Math.round(Math.max(width - 3, 1) * 10) / 10}" height="16"/>`;
    at += width;
    return rect;
  });
  const legend = present.map(({ label: name, count, kind }) => html`<li><span class="dot ${kind}"></span><b>${count}</b> ${name}</li>`);
  return html`
<figure class="stack"><svg viewBox="0 0 1000 16" preserveAspectRatio="none" role="img" aria-label="${label}" focusable="false">${rects}</svg>
<ul class="legend">${legend}</ul></figure>`;
}

export function severityMark(severity: Severity): Html {
  return html`<span class="severity ${severity}">${severity}</span>`;
}

/** Code that breaks at slashes rather than anywhere. */
export function pathCode(path: string): Html {
  const pieces = path.split(/(?<=\/)/).map((piece, index) => (index === 0 ? html`${piece}` : html`<wbr>${piece}`));
  return html`<code class="path">${pieces}</code>`;
}

/** A list that shows its first items, and the rest on demand. */
export function foldedList(items: readonly Html[], shown: number, noun: string): Html {
  const list = (part: readonly Html[]): Html => html`<ul class="plain">${part.map((item) => html`<li>${item}</li>`)}</ul>`;
  if (items.length <= shown + 2) return list(items);
  return html`${list(items.slice(0, shown))}<details class="more"><summary>${items.length - shown} more ${noun}</summary>${list(items.slice(shown))}</details>`;
}

import type { Audit, Outcome } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import type { Finding } from '../../findings/finding.ts';
import { SEVERITIES } from '../../findings/severity.ts';
import type { ScanResult } from '../../scan/result.ts';
import { byRule } from '../summary.ts';
import { urlOf } from '../wording.ts';
import { type Html, html } from './html.ts';
import { pathCode, type Section, severityMark } from './parts.ts';

/** Lines of code that are shown of one finding, and characters of one line. */
const MAX_LINES = 12;
const MAX_LENGTH = 200;

type State = 'migrates' | 'manual' | 'suppressed' | 'none';

const STATES: readonly (readonly [State, string])[] = [
  ['migrates', 'migrates by itself'],
  ['manual', 'needs a person'],
  ['suppressed', 'suppressed'],
  ['none', 'nothing to migrate'],
];

function stateOf({ suppression }: Finding, outcome: Outcome | undefined): State {
  return suppression ? 'suppressed' : (outcome?.kind ?? 'none');
}

function outcomeCell({ suppression, fix }: Finding, outcome: Outcome | undefined): Html {
  if (suppression) {
    const reason = suppression.reason ?? '';
    return html`<span class="state muted">suppressed</span> <span class="quiet">${suppression.kind}${reason !== '' && `: ${reason}`}</span>`;
  }
  if (outcome?.kind === 'migrates') return html`<span class="state good">migrates</span>`;
  if (outcome?.kind === 'manual') return html`<span class="state bad">by hand</span> <span class="quiet">${outcome.reason}</span>`;
  return fix ? html`<span class="quiet">${fix.reason}</span>` : html``;
}

function codeOf(finding: Finding, { excerpt }: ScanResult): Html | undefined {
  const lines = excerpt(finding.file, finding.range);
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, MAX_LINES).map(({ number, text }) => {
    const line = text.replaceAll('\t', '    ');
    return html`<span class="line"><span class="at">${number}</span>${line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line}</span>
`;
  });
  const more = lines.length - MAX_LINES;
  const url = urlOf(finding);
  return html`<details><summary>Code</summary>${url !== undefined && html`<p class="url">${url}</p>`}<pre><code>${shown}${more > 0 && html`<span class="line quiet">${more} more lines</span>`}</code></pre></details>`;
}

function row(finding: Finding, outcome: Outcome | undefined, result: ScanResult): Html {
  const { file, range, rule, severity, message } = finding;
  return html`
<tr role="row" data-severity="${severity}" data-rule="${rule}" data-state="${stateOf(finding, outcome)}"><td role="cell" data-value="${SEVERITIES.indexOf(severity)}">${severityMark(severity)}</td><td role="cell">${pathCode(`${file}:${range.start.line}`)}</td><td role="cell"><span class="rule">${rule}</span><p>${message}</p>${codeOf(finding, result)}</td><td role="cell">${outcomeCell(finding, outcome)}</td></tr>`;
}

function select(name: string, label: string, options: readonly (readonly [value: string, text: string])[]): Html {
  return html`<label>${label} <select name="${name}"><option value="">all</option>${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;
}

function filters(findings: readonly Finding[], states: ReadonlySet<State>): Html {
  const severities = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  const rules = byRule(findings).map(({ name }) => [name, name] as const);
  return html`
<form class="filters" hidden><label class="search">Search <input type="search" name="text" placeholder="file, resource, message" autocomplete="off" spellcheck="false"></label>${select(
    'severity',
    'Severity',
    severities.map((severity) => [severity, severity] as const),
  )}${select('rule', 'Rule', rules)}${select(
    'state',
    'Becomes',
    STATES.filter(([state]) => states.has(state)),
  )}<button type="reset">Clear</button><output aria-live="polite"></output></form>`;
}

/** Every finding, to be searched, filtered and sorted. */
export function findingsSection(audit: Audit): Section | undefined {
  const { result } = audit;
  const { findings } = result;
  if (findings.length === 0) return undefined;
  const outcomeOf = outcomesOf(audit);
  const outcomes = findings.map(outcomeOf);
  const states = new Set(findings.map((finding, index) => stateOf(finding, outcomes[index])));
  const head = ['Severity', 'Where', 'What', 'Becomes'].map(
    (name, index) =>
      html`<th role="columnheader" scope="col" aria-sort="${index === 1 ? 'ascending' : 'none'}"><button type="button" class="sort">${name}</button></th>`,
  );
  const body = html`${filters(findings, states)}
<table class="grid findings" role="table" data-sortable><caption class="hidden">Findings</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${findings.map((finding, index) => row(finding, outcomes[index], result))}
</tbody></table>
<p class="nothing" hidden>No finding matches.</p>`;
  return { id: 'findings', title: 'Findings', count: findings.length, body };
}

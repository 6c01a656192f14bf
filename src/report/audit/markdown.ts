import type { Audit } from '../../audit/audit.ts';
import type { Role } from '../../role/role.ts';
import { ageText } from '../age.ts';
import { markdownCode, markdownProse, markdownTable } from '../markdown-text.ts';
import { reasonText } from '../reason-page.ts';
import { placesText, questionText, useText } from '../role-text.ts';
import type { Count } from '../summary.ts';
import { totalsOf, totalsText } from '../totals.ts';
import { viaText } from '../wording.ts';
import { headline } from './headline.ts';
import { callFindings, countsOf, deadEndpoints, fileRows, folderCounts, ownerCounts, reasonRows, resourceRows } from './tables.ts';

type Lines = readonly string[];

function section(title: string, ...parts: readonly Lines[]): string[] {
  const body = parts.filter((part) => part.length > 0);
  return body.length === 0 ? [] : [`## ${title}`, '', ...body.flatMap((part) => [...part, ''])];
}

function countTable(name: string, counts: readonly Count[], show: (text: string) => string): Lines {
  if (counts.length === 0) return [];
  return markdownTable(
    [name, 'Findings'],
    counts.map((count) => [show(count.name), String(count.count)]),
    [1],
  );
}

function whereSection(audit: Audit, date: string): string[] {
  const rows = fileRows(audit);
  if (rows.length === 0) return [];
  const hasOwners = rows.some(({ owners }) => owners.length > 0);
  const files = rows.map(({ file, owners, lastChange, findings, migrates, manual }) => [
    markdownCode(file),
    String(findings),
    String(migrates),
    String(manual),
    ...(hasOwners ? [owners.map(markdownCode).join(' ')] : []),
    lastChange ? `${markdownProse(lastChange.author)}, ${ageText(lastChange.date, date)}` : '',
  ]);
  const header = ['File', 'Findings', 'Migrate', 'By hand', ...(hasOwners ? ['Owners'] : []), 'Last change'];
  const owners = hasOwners ? countTable('Owner', ownerCounts(audit), (name) => (name === '' ? 'nobody' : markdownCode(name))) : [];
  return section(
    'Where',
    countTable('Folder', folderCounts(audit.result.findings), markdownCode),
    owners,
    markdownTable(header, files, [1, 2, 3]),
  );
}

function howSection({ result }: Audit): string[] {
  const calls = callFindings(result.findings);
  const clients = countsOf(calls.map(({ client }) => client ?? 'not read'));
  const via = countsOf(calls.flatMap(({ credentials }) => (credentials ? [credentials.via] : [])));
  return section(
    'How',
    countTable('Client', clients, markdownCode),
    countTable('Credentials come by', via, (name) => markdownProse(viaText(name))),
  );
}

function resourceSection({ result }: Audit): string[] {
  const rows = resourceRows(result.findings).map(({ name, count, methods }) => [
    markdownCode(name),
    String(count),
    methods.map((method) => markdownProse(`${method.name} ${method.count}`)).join(', '),
  ]);
  return section('Classic resources', rows.length > 0 ? markdownTable(['Resource', 'Calls', 'Methods'], rows, [1]) : []);
}

function manualSection(audit: Audit): string[] {
  const parts = reasonRows(audit).map(({ id, findings }): Lines => {
    const { title, meaning } = reasonText(id);
    const places = findings.map(
      ({ finding, message }) => `- ${markdownCode(`${finding.file}:${finding.range.start.line}`)}: ${markdownProse(message)}`,
    );
    return [`### ${title} (${findings.length})`, '', ...(meaning === '' ? [] : [markdownProse(meaning), '']), ...places];
  });
  return section('What needs a person', ...parts);
}

function endpointSection({ result }: Audit): string[] {
  const rows = deadEndpoints(result.findings).map(({ message, findings }) => {
    const places = findings.map(({ file, range }) => ({ file, line: range.start.line }));
    return [markdownProse(message), markdownCode(placesText(places))];
  });
  return section('What a token will not save', rows.length > 0 ? markdownTable(['What', 'Where'], rows) : []);
}

function roleSection(role: Role | null): string[] {
  if (!role || role.calls === 0) return [];
  const rows = role.privileges.map(({ name, inferred, uses }) => [
    markdownCode(name),
    inferred ? 'inferred' : '',
    uses.map((use) => markdownCode(useText(use, 'classic'))).join(', '),
  ]);
  const questions = role.questions.map(
    (question) =>
      `- ${markdownCode(questionText(question))} (${markdownCode(placesText(question.places))}): ${markdownProse(question.message)}`,
  );
  return section(
    'The API role to create',
    rows.length > 0 ? markdownTable(['Privilege', '', 'For'], rows) : [],
    questions.length > 0 ? ['To decide:', '', ...questions] : [],
  );
}

function progressSection({ progress }: Audit): string[] {
  if (!progress) return [];
  const { before, after, fixed, added, suppressed } = progress;
  const lines = [`${before} findings then, ${after} now: ${fixed.length} gone, ${added.length} new, ${suppressed} suppressed since.`];
  const list = added.map(({ file, line, rule }) => `- new: ${markdownCode(`${file}:${line}`)} ${markdownCode(rule)}`);
  return section('Since the earlier report', lines, list);
}

/** The report for a wiki or a pull request. @param date the day that ages are counted to */
export function auditMarkdown(audit: Audit, date: string): string {
  const totals = totalsOf(audit.result);
  const timeline = audit.timeline.map(({ version, date: when, fact }) => [version, markdownProse(when), markdownProse(fact)]);
  const problems = audit.result.problems.map(({ code, message }) => `- ${markdownCode(code)}: ${markdownProse(message)}`);
  const lines = [
    '# Basic authentication in Jamf Pro scripts',
    '',
    `**${markdownProse(headline(audit))}**`,
    '',
    `${totals.scripts === 1 ? '1 script' : `${totals.scripts} scripts`} scanned. ${totalsText(totals)}. As of ${date}.`,
    '',
    ...progressSection(audit),
    ...whereSection(audit, date),
    ...howSection(audit),
    ...resourceSection(audit),
    ...manualSection(audit),
    ...endpointSection(audit),
    ...roleSection(audit.role),
    ...section('The end of Basic authentication', timeline.length > 0 ? markdownTable(['Jamf Pro', 'When', 'What'], timeline) : []),
    ...section('Not scanned', problems),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

import type { Finding, Severity } from '../../findings/finding.ts';
import type { Problem } from '../../languages/language.ts';
import type { RuleSummary } from '../../scan/result.ts';
import { artifactUri, isBelowRoot } from '../artifact-uri.ts';
import { cleanText } from '../clean-text.ts';
import { jsonText } from '../json-text.ts';
import type { Proposal } from '../proposal.ts';
import type { Reporter } from '../reporter.ts';
import { firstParagraph, ruleHelp } from '../rule-help.ts';
import { tool } from '../tool.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const ROOT = 'SRCROOT';

/** A message in which nothing is taken for a link (SARIF 3.11.6). */
function plain(text: string): { text: string } {
  return { text: text.includes('](') ? text.replace(/[[\]]/g, (bracket) => `\\${bracket}`) : text };
}

function artifact(file: string): object {
  return isBelowRoot(file) ? { uri: artifactUri(file), uriBaseId: ROOT } : { uri: artifactUri(file) };
}

function region({ start, end }: Finding['range']): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function location(file: string, range: Finding['range']): object {
  return { physicalLocation: { artifactLocation: artifact(file), region: region(range) } };
}

function descriptor({ id, severity, title }: RuleSummary): object {
  const page = ruleHelp(id);
  return {
    id,
    shortDescription: { text: cleanText(title) },
    fullDescription: { text: (page && firstParagraph(page)) ?? cleanText(title) },
    help: page ? { text: page, markdown: page } : { text: cleanText(title) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['jamf-pro', 'authentication'] },
  };
}

function fixesOf(proposal: Proposal | undefined): object {
  if (!proposal) return {};
  const { calls, files } = proposal;
  const artifactChanges = files.map(({ file, edits }) => ({
    artifactLocation: artifact(file),
    replacements: edits.map(({ range, text }) => ({
      deletedRegion: region(range),
      ...(text === '' ? {} : { insertedContent: { text } }),
    })),
  }));
  const what = calls === 1 ? 'the call' : `all ${calls} calls that can be migrated`;
  return { fixes: [{ description: { text: `Let ${what} in this file use a bearer token.` }, artifactChanges }] };
}

function suppressionsOf({ suppression }: Finding, some: boolean): object {
  if (!suppression) return some ? { suppressions: [] } : {};
  const { kind, reason } = suppression;
  const justification = reason === undefined ? {} : { justification: cleanText(reason) };
  return { suppressions: [{ kind: kind === 'inline' ? 'inSource' : 'external', status: 'accepted', ...justification }] };
}

function propertiesOf({ confidence, guarded, language, client, method, endpoint, credentials, embedded, fix }: Finding): object {
  const clean = (text: string | null | undefined): string | null => (text === null || text === undefined ? null : cleanText(text));
  return {
    confidence,
    guarded,
    language,
    client: clean(client),
    method: clean(method),
    api: endpoint?.api ?? null,
    base: clean(endpoint?.base),
    resource: clean(endpoint?.resource),
    credentials: credentials?.via ?? null,
    embedded: embedded.map(cleanText),
    fix: fix?.level ?? null,
  };
}

function resultObject(finding: Finding, index: number, some: boolean, proposal: Proposal | undefined): object {
  const { rule, severity, message, file, range, related, fingerprint, fix } = finding;
  const relatedLocations = related.map((other, id) => ({
    id: id + 1,
    ...location(other.file, other.range),
    message: plain(cleanText(other.message)),
  }));
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: LEVELS[severity],
    message: plain(fix ? `${cleanText(message)}\n${cleanText(fix.reason)}` : cleanText(message)),
    locations: [location(file, range)],
    ...(relatedLocations.length > 0 ? { relatedLocations } : {}),
    partialFingerprints: { 'unbasic/v1': fingerprint },
    ...fixesOf(proposal),
    ...suppressionsOf(finding, some),
    properties: propertiesOf(finding),
  };
}

/** What a problem is in a run: something that kept the tool from its work. */
export function notification({ file, code, message }: Problem): object {
  return {
    level: 'warning',
    descriptor: { id: code },
    message: plain(cleanText(message)),
    locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
  };
}

/** SARIF 2.1.0 (OASIS). Findings of the baseline or of a comment are in it, as suppressed; what could not be scanned is a notification. */
export const sarif: Reporter = ({ findings, problems, rules, shard }, { proposals }) => {
  const { name, version } = tool();
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const some = findings.some(({ suppression }) => suppression !== undefined);
  const run = {
    tool: { driver: { name, semanticVersion: version, version, rules: rules.map(descriptor) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'Where the scan was started.' } } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: problems.map(notification),
      },
    ],
    results: findings.map((finding) => resultObject(finding, indexes.get(finding.rule) ?? -1, some, proposals?.(finding))),
    ...(shard ? { properties: { shard } } : {}),
  };
  return `${jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 2)}\n`;
};

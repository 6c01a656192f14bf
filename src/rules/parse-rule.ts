import type { Located } from './located.ts';
import { LocatedReader } from './located.ts';
import { unknownPlaceholders } from './message.ts';
import { parseCondition } from './parse-condition.ts';
import type { Rule, RuleCase } from './rule.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;
const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
const FIX_LEVELS = ['safe', 'suggested', 'manual'] as const;
const PERS = ['call', 'credential', 'endpoint'] as const;

/** Reads one rule. Throws a RuleError that names the file, the line and the key. */
export function parseRule(node: Located, file: string): Rule {
  const reader = new LocatedReader(file);
  const required = ['id', 'severity', 'title', 'message', 'when', 'per', 'confidence', 'fix', 'versions'];
  const fields = reader.fields(node, 'the rule', required, ['cases', 'unless']);
  const field = (key: string): Located => fields.get(key)!;
  const id = reader.string(field('id'), '"id"');
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    reader.fail(field('id').line, `"id" must be words in lower case joined by hyphens; it is "${id}"`);
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  if (name !== `${id}.yml` && name !== `${id}.yaml`) reader.fail(field('id').line, `"id" must be the file's name; it is "${id}"`);
  const fix = reader.fields(field('fix'), '"fix"', ['level', 'reason'], []);
  const cases = fields.get('cases');
  const unless = fields.get('unless');
  return {
    id,
    severity: reader.oneOf(field('severity'), '"severity"', SEVERITIES),
    title: line(reader, field('title'), '"title"'),
    message: message(reader, field('message')),
    when: parseCondition(field('when'), reader, '"when"'),
    per: reader.oneOf(field('per'), '"per"', PERS),
    confidence: reader.oneOf(field('confidence'), '"confidence"', CONFIDENCES),
    fix: {
      level: reader.oneOf(fix.get('level')!, '"level"', FIX_LEVELS),
      reason: line(reader, fix.get('reason')!, '"reason"'),
    },
    versions: line(reader, field('versions'), '"versions"'),
    cases: cases ? reader.list(cases, '"cases"').map((item) => parseCase(reader, item)) : [],
    unless: unless ? reader.strings(unless, '"unless"') : [],
  };
}

function parseCase(reader: LocatedReader, node: Located): RuleCase {
  const fields = reader.fields(node, 'an item of "cases"', ['when'], ['severity', 'message']);
  const severity = fields.get('severity');
  const text = fields.get('message');
  return {
    when: parseCondition(fields.get('when')!, reader, '"when"'),
    ...(severity ? { severity: reader.oneOf(severity, '"severity"', SEVERITIES) } : {}),
    ...(text ? { message: message(reader, text) } : {}),
  };
}

function line(reader: LocatedReader, node: Located, what: string): string {
  const text = reader.string(node, what).trim();
  return text.includes('\n') ? reader.fail(node.line, `${what} must be one line`) : text;
}

function message(reader: LocatedReader, node: Located): string {
  const text = line(reader, node, '"message"');
  const unknown = unknownPlaceholders(text)[0];
  return unknown === undefined ? text : reader.fail(node.line, `"message" has the unknown placeholder {${unknown}}`);
}

import type { Finding } from '../../findings/finding.ts';
import type { Problem } from '../../languages/language.ts';
import { cleanText } from '../clean-text.ts';
import type { Reporter } from '../reporter.ts';
import { urlOf } from '../wording.ts';
import { type XmlAttributes, xmlDocument, xmlElement, xmlText } from '../xml.ts';
import { byFile } from './by-file.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function withText(name: string, attributes: XmlAttributes, text: string): string {
  return `${xmlElement(name, attributes).slice(0, -2)}>${xmlText(text)}</${name}>`;
}

function details(finding: Finding): string {
  const { file, range, fix } = finding;
  const url = urlOf(finding);
  const lines = [`${file}:${range.start.line}:${range.start.column}`, ...(url ? [url] : []), ...(fix ? [fix.reason] : [])];
  return lines.map(cleanText).join('\n');
}

/** A finding as a test that fails; as one that is skipped where it is suppressed; information fails nothing. */
function testcase(finding: Finding): string {
  const { rule, range, file, severity, suppression } = finding;
  const message = cleanText(finding.message);
  const attributes = { name: `${rule} ${range.start.line}:${range.start.column}`, classname: file, time: 0 };
  const told = suppression
    ? xmlElement('skipped', { message: cleanText(suppression.reason ?? `suppressed (${suppression.kind})`) })
    : severity === 'info'
      ? withText('system-out', {}, `${message}\n${details(finding)}`)
      : withText('failure', { message, type: severity }, details(finding));
  return xmlElement('testcase', attributes, [told]);
}

function fileSuite(name: string, findings: readonly Finding[]): Suite {
  const active = findings.filter(({ suppression }) => suppression === undefined);
  const failures = active.filter(({ severity }) => severity !== 'info').length;
  return { name, cases: findings.map(testcase), failures, errors: 0, skipped: findings.length - active.length };
}

function problemSuite(problems: readonly Problem[]): Suite {
  const cases = problems.map(({ file, code, message }) =>
    xmlElement('testcase', { name: code, classname: file, time: 0 }, [xmlElement('error', { message: cleanText(message), type: code })]),
  );
  return { name: 'not scanned', cases, failures: 0, errors: cases.length, skipped: 0 };
}

/** Without any finding there is one test that passes: an empty report is taken for a failure. */
function passed(): Suite {
  const cases = [xmlElement('testcase', { name: 'no findings', classname: 'unbasic', time: 0 })];
  return { name: 'unbasic', cases, failures: 0, errors: 0, skipped: 0 };
}

function sum(suites: readonly Suite[], value: (suite: Suite) => number): number {
  return suites.reduce((total, suite) => total + value(suite), 0);
}

/** JUnit's XML: a suite for each file with findings, one for what could not be scanned. */
export const junit: Reporter = ({ findings, problems }) => {
  const suites = [
    ...(findings.length === 0 ? [passed()] : []),
    ...[...byFile(findings)].map(([file, own]) => fileSuite(file, own)),
    ...(problems.length > 0 ? [problemSuite(problems)] : []),
  ];
  const elements = suites.map(({ name, cases, failures, errors, skipped }) =>
    xmlElement('testsuite', { name, tests: cases.length, failures, errors, skipped, time: 0 }, cases),
  );
  const tests = sum(suites, ({ cases }) => cases.length);
  const failures = sum(suites, (suite) => suite.failures);
  const errors = sum(suites, (suite) => suite.errors);
  return xmlDocument(xmlElement('testsuites', { name: 'unbasic', tests, failures, errors, time: 0 }, elements));
};

import { ruleSetOf } from '../config/rule-set.ts';
import { positionAt } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { Credential, HttpCall } from '../http/call.ts';
import { guardedCalls } from '../http/guard.ts';
import { jamfLooking } from '../http/jamf.ts';
import { classifyUrl } from '../http/url.ts';
import type { Problem } from '../languages/language.ts';
import { findingsFor } from '../rules/engine.ts';
import { display } from '../values/text.ts';
import { analyse } from './analyse.ts';
import { ruleSteps } from './explain-rules.ts';
import { type Explainer, placeOf, valueSteps } from './explain-value.ts';
import type { Explanation, Section, Step } from './explanation.ts';
import type { ScanOptions } from './options.ts';

export interface ExplainResult {
  /** One for each call on the line. */
  readonly explanations: readonly Explanation[];
  /** Lines of the file on which calls stand. */
  readonly otherLines: readonly number[];
  readonly problems: readonly Problem[];
  readonly failed: readonly string[];
}

function credentialSteps(credential: Credential, explainer: Explainer): Step[] {
  const place = placeOf(credential.span, explainer);
  const steps: Step[] = [{ depth: 0, text: `${credential.scheme} credentials by ${credential.option} (${credential.via})`, place }];
  const parts = [
    ['user name', credential.user, false],
    ['password', credential.password, true],
    ['user:password in base64', credential.encoded, true],
  ] as const;
  for (const [name, value, secret] of parts) {
    if (value) steps.push({ depth: 1, text: `${name}:` }, ...valueSteps(value, secret, 2, explainer));
  }
  return steps;
}

function requestSteps(call: HttpCall, guarded: boolean, explainer: Explainer): Step[] {
  const steps: Step[] = [{ depth: 0, text: `method: ${call.method ?? 'not known'}` }];
  for (const { kind, option, span } of call.connection) {
    if (kind === 'insecure') steps.push({ depth: 0, text: `${option}: the certificate is not verified`, place: placeOf(span, explainer) });
  }
  if (call.branches.length > 0) {
    const verdict = guarded ? '; another branch makes the same call with a bearer token' : '';
    steps.push({
      depth: 0,
      text: `stands in ${call.branches.length === 1 ? 'one conditional' : `${call.branches.length} nested conditionals`}${verdict}`,
    });
  }
  if (call.embedded.length > 0) steps.push({ depth: 0, text: `stands in ${call.embedded.join(', then ')}` });
  for (const { span, message } of call.related)
    steps.push({ depth: 0, text: explainer.redactor.maskText(message), place: placeOf(span, explainer) });
  return steps;
}

function explained(call: HttpCall, rules: Section, guarded: boolean, endpoints: Step[], explainer: Explainer): Explanation[] {
  const place = placeOf(call.span, explainer);
  if (!place) return [];
  const credentials = call.credentials.flatMap((credential) => credentialSteps(credential, explainer));
  return [
    {
      title: `${call.client} call`,
      place,
      sections: [
        { title: 'URL', steps: valueSteps(call.url, false, 0, explainer) },
        { title: 'Endpoint', steps: endpoints },
        { title: 'Credentials', steps: credentials.length > 0 ? credentials : [{ depth: 0, text: 'none' }] },
        { title: 'Request', steps: requestSteps(call, guarded, explainer) },
        rules,
      ],
    },
  ];
}

function covers(finding: Finding, call: HttpCall, lines: readonly [number, number]): boolean {
  return finding.file === call.span.file && finding.range.start.line <= lines[1] && finding.range.end.line >= lines[0];
}

/** The lines of the calls that the findings on a line speak of: a password's line leads to where it is sent. */
function linkedLines(findings: readonly Finding[], file: string | undefined, line: number): number[] {
  const onLine = findings.filter(({ file: place, range }) => place === file && range.start.line <= line && line <= range.end.line);
  return onLine.flatMap(({ related }) => related.filter((location) => location.file === file).map(({ range }) => range.start.line));
}

/** How the verdict on each call on a line was reached. Names no secret. */
export async function explain(file: string, line: number, options: ScanOptions = {}): Promise<ExplainResult> {
  const analysis = await analyse({ ...options, paths: [file] });
  const { calls, source, targets, redactor } = analysis;
  const ruleSet = await ruleSetOf(options.settings);
  const guarded = guardedCalls(calls);
  const findings = findingsFor(calls, analysis.sightings, { rules: ruleSet, source, guarded });
  const linesOf = ({ span }: HttpCall): [number, number] => {
    const text = source(span.file);
    return text ? [positionAt(text, span.start).line, positionAt(text, Math.max(span.start, span.end - 1)).line] : [0, 0];
  };
  const inFile = calls.filter((call) => targets.has(call.span.file));
  const lines = [line, ...linkedLines(findings, inFile[0]?.span.file, line)];
  const onLine = inFile.filter((call) => lines.some((number) => linesOf(call)[0] <= number && number <= linesOf(call)[1]));
  const explanations = onLine.flatMap((call) => {
    const text = source(call.span.file)?.text ?? '';
    const fileLooksJamf = jamfLooking(call.span.file, ruleSet.endpoints) || jamfLooking(text, ruleSet.endpoints);
    const own = findings.filter((finding) => covers(finding, call, linesOf(call)));
    const rules = { title: 'Rules', steps: ruleSteps(call, ruleSet, own, { guarded: guarded.has(call), fileLooksJamf }) };
    const endpoints = classifyUrl(call.url, ruleSet.endpoints).map(({ api, base, resource }): Step => {
      return { depth: 0, text: redactor.maskText(`${api}; base ${display(base) || '(empty)'}; resource ${resource || '(none)'}`) };
    });
    return explained(call, rules, guarded.has(call), endpoints, analysis);
  });
  const otherLines = [...new Set(inFile.map((call) => linesOf(call)[0]))].sort((left, right) => left - right);
  return { explanations, otherLines, problems: analysis.problems, failed: analysis.failed };
}

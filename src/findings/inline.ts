import { nearest } from '../config/nearest.ts';
import type { Problem } from '../languages/language.ts';
import type { Directive } from './directives.ts';
import type { Finding } from './finding.ts';

export interface InlineResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

function applies({ rules, place }: Directive, { rule, range }: Finding): boolean {
  if (!rules.includes(rule)) return false;
  if (place.kind === 'file') return true;
  const { start, end } = range;
  // In a call that spans lines the comment can stand inside of it.
  return (start.line <= place.own && place.own <= end.line) || (place.from <= start.line && start.line <= place.to);
}

function problem(file: string, line: number, message: string): Problem {
  return { file, code: 'suppression', message: `${file}:${line}: ${message}` };
}

/** What is wrong with a comment, whatever it silences. */
function faults(file: string, { line, rules, reason }: Directive, known: readonly string[]): Problem[] {
  if (rules.length === 0)
    return [problem(file, line, 'unbasic-ignore names no rule and has no effect. Write "unbasic-ignore classic-basic-auth: why".')];
  const problems = rules
    .filter((rule) => !known.includes(rule))
    .map((rule) => {
      const meant = nearest(rule, known);
      return problem(
        file,
        line,
        `unbasic-ignore names "${rule}", which is no rule; ${meant ? `did you mean ${meant}?` : 'unbasic rules lists them.'}`,
      );
    });
  if (reason === '')
    problems.push(
      problem(file, line, `unbasic-ignore gives no reason and has no effect. Write "unbasic-ignore ${rules.join(', ')}: why".`),
    );
  return problems;
}

/**
 * Marks the findings that comments in one file silence, and says which comments are void or silence nothing.
 * @param findings all of the file; @param known the ids of all rules
 */
export function suppressInline(
  file: string,
  findings: readonly Finding[],
  directives: readonly Directive[],
  known: readonly string[],
): InlineResult {
  const problems = directives.flatMap((directive) => faults(file, directive, known));
  const used = new Map<Directive, Set<string>>();
  const marked = findings.map((finding): Finding => {
    const own = directives.filter((directive) => directive.reason !== '' && applies(directive, finding));
    if (own.length === 0) return finding;
    for (const directive of own) used.set(directive, (used.get(directive) ?? new Set()).add(finding.rule));
    return { ...finding, suppression: { kind: 'inline', reason: own[0]!.reason } };
  });
  for (const directive of directives) {
    if (directive.reason === '') continue;
    for (const rule of directive.rules) {
      if (!known.includes(rule) || used.get(directive)?.has(rule)) continue;
      const where = directive.place.kind === 'file' ? 'in this file' : 'on its line or in the statement below it';
      problems.push(problem(file, directive.line, `unbasic-ignore ${rule} silences nothing ${where}. Remove it, or move it to the call.`));
    }
  }
  return { findings: marked, problems };
}

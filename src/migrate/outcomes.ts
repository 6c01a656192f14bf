import { positionAt } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { CallOutcome, ManualReason } from './plan.ts';
import type { MigratedCall } from './result.ts';
import type { Session } from './session.ts';
import { fallbackReason, spanOf, subjectKey } from './subjects.ts';

/** The planners' word on each finding, by subjectKey. */
export function outcomesByKey({ plans }: Pick<Session, 'plans'>): Map<string, CallOutcome> {
  const outcomes = [...plans.plans.values()].flatMap((plan) => plan.outcomes);
  return new Map(outcomes.map((outcome) => [subjectKey(outcome.rule, outcome.span), outcome]));
}

/** Why an outcome is not carried out, its file aside; undefined for one that is. */
function ownReason({ level, reason }: CallOutcome, session: Session): ManualReason | undefined {
  if (level === 'manual') return reason ?? { id: 'unsupported-construct', message: 'The call cannot be changed safely.' };
  if (level !== 'suggested' || session.planning.options.level === 'suggested') return undefined;
  return { id: 'below-level', message: 'The change is worth a look before it is kept; --level suggested makes it.' };
}

/** The outcomes that a file's change stands for. */
export function carriedOut(file: string, session: Session): CallOutcome[] {
  return (session.plans.plans.get(file)?.outcomes ?? []).filter((outcome) => !ownReason(outcome, session));
}

function unanswered({ rule, file, suppression }: Finding, session: Session): ManualReason {
  if (suppression) return { id: 'suppressed', message: `A comment in the script keeps this call: ${suppression.reason ?? ''}` };
  const fallback = fallbackReason(rule);
  if (fallback.id !== 'unsupported-construct') return fallback;
  const language = session.analysis.workspace.languageOf(file);
  return (language && session.plans.unplanned.get(language)) ?? fallback;
}

/** What became of every finding that wants an answer. @param refused why files stay as they are */
export function callsOf(session: Session, refused: ReadonlyMap<string, ManualReason>): MigratedCall[] {
  const { analysis, subjects } = session;
  const outcomes = outcomesByKey(session);
  const answered = new Set<string>();
  const masked = ({ id, message }: ManualReason): ManualReason => ({ id, message: analysis.redactor.maskText(message) });
  const calls = subjects.map((finding): MigratedCall => {
    const { rule, file, range, method, endpoint } = finding;
    const key = subjectKey(rule, spanOf(finding, analysis.source(file)));
    const outcome = outcomes.get(key);
    answered.add(key);
    const reason = outcome ? (ownReason(outcome, session) ?? refused.get(file)) : unanswered(finding, session);
    return {
      rule,
      file,
      range,
      method,
      resource: endpoint?.resource ?? null,
      level: outcome?.level ?? 'manual',
      status: reason ? 'manual' : 'migrated',
      reason: reason ? masked(reason) : null,
    };
  });
  for (const [key, outcome] of outcomes) {
    const { rule, span, method, resource, level } = outcome;
    const source = analysis.source(span.file);
    if (answered.has(key) || !source) continue;
    const reason = ownReason(outcome, session) ?? refused.get(span.file);
    calls.push({
      rule,
      file: span.file,
      range: { start: positionAt(source, span.start), end: positionAt(source, span.end) },
      method: method ?? null,
      resource: analysis.redactor.maskText(resource),
      level,
      status: reason ? 'manual' : 'migrated',
      reason: reason ? masked(reason) : null,
    });
  }
  return calls.sort(compareCalls);
}

function compareCalls(left: MigratedCall, right: MigratedCall): number {
  return (
    compare(left.file, right.file) ||
    left.range.start.line - right.range.start.line ||
    left.range.start.column - right.range.start.column ||
    compare(left.rule, right.rule)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

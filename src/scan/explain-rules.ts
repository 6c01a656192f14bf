import type { Finding } from '../findings/finding.ts';
import type { HttpCall } from '../http/call.ts';
import type { Condition, FactTest } from '../rules/condition.ts';
import { holds } from '../rules/condition.ts';
import type { Facts } from '../rules/facts.ts';
import { type CallContext, observeCall } from '../rules/observe.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { Step } from './explanation.ts';

function told(value: string | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === '' ? '(empty)' : value;
}

function complaint({ fact, values, not }: FactTest, facts: Facts): string {
  const wanted = values.map(told).join(' or ');
  return `${fact} is ${told(facts[fact])}, not ${not ? `anything but ${wanted}` : wanted}`;
}

/** Why a condition does not hold: the tests that fail; nothing where it holds. */
function failures(condition: Condition, facts: Facts): string[] {
  const tests = condition.tests.filter((test) => !holds({ tests: [test], all: [], any: [] }, facts)).map((test) => complaint(test, facts));
  const inner = condition.all.flatMap((part) => failures(part, facts));
  if (condition.any.length === 0 || condition.any.some((part) => holds(part, facts))) return [...tests, ...inner];
  return [...tests, ...inner, condition.any.map((part) => failures(part, facts).join(' and ')).join('; and ')];
}

/** For each rule whether it reports the call, and if not, the fewest reasons why. */
export function ruleSteps(call: HttpCall, ruleSet: RuleSet, findings: readonly Finding[], context: Omit<CallContext, 'data'>): Step[] {
  const observations = observeCall(call, { ...context, data: ruleSet.endpoints });
  return ruleSet.rules.flatMap(({ id, when, unless }): Step[] => {
    const found = findings.filter((finding) => finding.rule === id);
    if (found.length > 0) {
      return [...new Set(found.map(({ severity, message }) => `${id} (${severity}) reports it: ${message}`))].map((text) => ({
        depth: 0,
        text,
      }));
    }
    const reasons = observations.map(({ facts }) => failures(when, facts)).sort((left, right) => left.length - right.length)[0];
    if (!reasons) return [{ depth: 0, text: `${id} does not: the call has no URL that could be looked at` }];
    if (reasons.length > 0) return [{ depth: 0, text: `${id} does not: ${reasons.join('; ')}` }];
    const silenced = unless.length > 0 ? `${unless.join(' or ')} has said it already` : 'it is reported at another place';
    return [{ depth: 0, text: `${id} does not: ${silenced}` }];
  });
}

import { ts } from 'ts-morph';
import { type Evaluated, evaluate, evaluateUrls, pathsOf, setKey } from './drafts.ts';
import { assume, type Choice, choiceKey, decided, type Facts } from './values/context.ts';
import type { Evaluator } from './values/evaluator.ts';

/** The most contexts in which one call is looked at, and the most decisions held fixed at once. */
const MAX_CONTEXTS = 64;
const MAX_DECISIONS = 8;

interface Budget {
  left: number;
}

/**
 * Looks at a call under what is held fixed, and where address and credentials both vary, under each of the decisions that
 * both depend on: so the credentials of one caller or branch stay apart from the URL of another.
 */
export function explore(
  e: Evaluator,
  call: ts.CallExpression,
  facts: Facts,
  evaluated: readonly Evaluated[],
  take: (evaluated: readonly Evaluated[], facts: Facts) => void,
  budget: Budget = { left: MAX_CONTEXTS },
): void {
  const ignored = new Set<string>();
  const credentials = credentialKey(evaluated);
  const paths = pathsOf(evaluated.map((one) => one.url));
  const varied = paths.includes('\u0001') && evaluated.reduce((sum, one) => sum + one.sets.length, 0) > 1;
  while (varied && facts.size < MAX_DECISIONS) {
    const choice = sharedChoice(evaluated, facts, ignored);
    if (!choice) break;
    ignored.add(choiceKey(choice));
    const count = choice.kind === 'arm' ? choice.arms : choice.options.length;
    const idle = `${choiceKey(choice)}|${credentials}`;
    if (count > budget.left || e.idle.has(idle)) continue;
    const branches = Array.from({ length: count }, (_, option) => assume(facts, choice, option));
    // What does not change the path cannot tell one endpoint from another.
    if (!changesPath(e, call, choice, branches, paths)) continue;
    budget.left -= count;
    const options = branches.map((inner) => e.withFacts(inner, () => evaluate(e, call)));
    if (options.every((option) => credentialKey(option) === credentials)) {
      // It does not tell these credentials apart, here or elsewhere.
      e.idle.add(idle);
      continue;
    }
    options.forEach((option, index) => {
      explore(e, call, branches[index]!, option, take, budget);
    });
    return;
  }
  take(evaluated, facts);
}

/** How often how an object was made may leave the paths of its requests alone before it is taken to do so for all of them. */
const ENOUGH = 8;

function changesPath(e: Evaluator, call: ts.CallExpression, choice: Choice, branches: readonly Facts[], paths: string): boolean {
  const making = choice.kind === 'callers' && ts.isConstructorDeclaration(choice.node) ? choiceKey(choice) : undefined;
  if (making !== undefined && (e.unchanging.get(making) ?? 0) >= ENOUGH) return false;
  const changes = branches.some((inner) => pathsOf(e.withFacts(inner, () => evaluateUrls(e, call))) !== paths);
  if (making !== undefined) e.unchanging.set(making, changes ? Number.NEGATIVE_INFINITY : (e.unchanging.get(making) ?? 0) + 1);
  return changes;
}

function credentialKey(evaluated: readonly Evaluated[]): string {
  return evaluated.map((one) => one.sets.map(setKey).join('\u0004')).join('\u0005');
}

/** A decision that is open and on which both URL and credentials depend. */
function sharedChoice(evaluated: readonly Evaluated[], facts: Facts, ignored: ReadonlySet<string>): Choice | undefined {
  for (const { credentialChoices, urlChoices, sets } of evaluated) {
    if (sets.length < 2 && evaluated.length < 2) continue;
    for (const [key, choice] of credentialChoices) {
      if (urlChoices.has(key) && !ignored.has(key) && decided(facts, choice) === undefined) return choice;
    }
  }
  return undefined;
}

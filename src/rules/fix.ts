import type { FixLevel } from '../findings/finding.ts';
import type { Observation } from './observe.ts';
import type { Rule } from './rule.ts';

export interface Fix {
  readonly level: FixLevel;
  readonly reason: string;
}

const LEVELS: readonly FixLevel[] = ['safe', 'suggested', 'manual'];

/** What can be done about a place: the rule's own word, or less where one of its calls gives cause. */
export function judgeFix(rule: Rule, observations: readonly Observation[], everySiblingMatches: boolean): Fix {
  let fix: Fix = rule.fix;
  if (fix.level === 'manual') return fix;
  for (const doubt of observations.map(doubtOf)) if (doubt && LEVELS.indexOf(doubt.level) > LEVELS.indexOf(fix.level)) fix = doubt;
  if (fix.level === 'safe' && !everySiblingMatches) {
    return {
      level: 'suggested',
      reason: 'The call goes to the Classic API only for some of the values that its URL or its credentials can have.',
    };
  }
  return fix;
}

function doubtOf({ call, credential }: Observation): Fix | undefined {
  const around = call.embedded.at(-1);
  if (around !== undefined) return { level: 'manual', reason: `The call stands in a script inside another one (${around}).` };
  if (credential?.via === 'netrc') return { level: 'manual', reason: 'The user name and password stand in a netrc file.' };
  if (credential?.via === 'config-file')
    return { level: 'manual', reason: 'The user name and password come from a file that the client reads.' };
  if (credential && (credential.span.file !== call.span.file || credential.via === 'session' || credential.via === 'handler')) {
    return { level: 'suggested', reason: 'The credentials are attached elsewhere, where other calls may use them too.' };
  }
  if (call.language !== 'shell') {
    return {
      level: 'suggested',
      reason: 'The call takes a bearer token in place of the user name and password; read the result before you keep it.',
    };
  }
  return undefined;
}

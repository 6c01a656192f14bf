import { positionAt } from '../files/source.ts';
import { compareText } from '../findings/order.ts';
import type { HttpCall } from '../http/call.ts';
import { classifyUrl } from '../http/url.ts';
import type { Role, RolePrivilege, RoleQuestion, RoleUse } from './role.ts';
import { Uses } from './uses.ts';
import { isShadow, type RoleContext, verdictOn } from './verdict.ts';

interface Need {
  readonly name: string;
  readonly inferred: boolean;
  readonly note: string | undefined;
}

function rolePrivileges(needs: Uses<Need>): RolePrivilege[] {
  const byName = new Map<string, { inferred: boolean; notes: Set<string>; uses: RoleUse[] }>();
  for (const { extra, ...use } of needs.sorted()) {
    const known = byName.get(extra.name) ?? { inferred: true, notes: new Set<string>(), uses: [] };
    known.inferred &&= extra.inferred;
    if (extra.note !== undefined) known.notes.add(extra.note);
    known.uses.push(use);
    byName.set(extra.name, known);
  }
  return [...byName]
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, { inferred, notes, uses }]) => ({ name, inferred, notes: [...notes], uses }));
}

/** The least that an API role must allow for the calls in the files asked for, whatever credentials they carry today. */
export function roleOf(calls: readonly HttpCall[], context: RoleContext): Role {
  const needs = new Uses<Need>();
  const questions = new Uses<Pick<RoleQuestion, 'kind' | 'message'>>();
  const counted = new Set<string>();
  const scripts = new Set<string>();
  for (const call of calls) {
    const { file, start, end } = call.span;
    const source = context.source(file);
    if (!context.targets.has(file) || !source) continue;
    const place = { file, line: positionAt(source, start).line };
    const endpoints = classifyUrl(call.url, context.endpoints);
    for (const endpoint of endpoints) {
      const verdict = isShadow(endpoint, endpoints) ? undefined : verdictOn(call, endpoint, context);
      if (!verdict) continue;
      counted.add(`${file}\u0000${start}\u0000${end}`);
      scripts.add(file);
      const method = call.method?.toUpperCase() ?? '?';
      const resource = endpoint.api === 'unknown' ? '' : context.redactor.maskText(endpoint.resource);
      if ('kind' in verdict) questions.add(verdict.kind, method, resource, verdict, place);
      else {
        for (const name of verdict.privileges) {
          needs.add(name, method, resource, { name, inferred: verdict.inferred.includes(name), note: verdict.note }, place);
        }
      }
    }
  }
  const asked = questions.sorted().map(({ extra, ...use }) => ({ kind: extra.kind, message: extra.message, ...use }));
  return { privileges: rolePrivileges(needs), questions: asked, calls: counted.size, scripts: scripts.size };
}

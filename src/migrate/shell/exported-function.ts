import type { ShellProject } from '../../languages/shell/project.ts';
import type { FunctionDefinition, Point, ShellScript } from '../../languages/shell/syntax/ir.ts';
import { functionAround, plainText } from '../../languages/shell/values/frames.ts';
import type { ManualReason } from '../plan.ts';
import type { CallRewrite } from './call.ts';
import { manual } from './credentials.ts';
import { isGlobal } from './prefetch.ts';
import { statementsOf } from './surroundings.ts';

/** Where a function is handed to other shells with `export -f`. */
function exportOf(definition: FunctionDefinition, script: ShellScript): Point | undefined {
  for (const { statement, point } of statementsOf(script.block)) {
    if (statement.kind !== 'command' || !statement.declares) continue;
    const words = statement.words.map((word) => plainText(word) ?? '');
    const exports = words.some((word) => (statement.declares === 'export' ? /^-[a-z]*f/ : /^-(?=[a-z]*f)(?=[a-z]*x)/).test(word));
    if (exports && words.includes(definition.name)) return point;
  }
  return undefined;
}

/** The change of a call in a function that other shells run too: they get the token with the environment. */
export function rewriteExported(rewrite: CallRewrite, project: ShellProject): CallRewrite | ManualReason {
  const definition = functionAround(rewrite.site.point);
  const point = definition && exportOf(definition, definition.body.script);
  if (!definition || !point) return rewrite;
  if (!rewrite.repeatable || !isGlobal(definition, rewrite.names) || project.callSites(definition).length > 0)
    return manual('unsupported-construct', `The function ${definition.name} is run by other shells, which do not have the helper.`);
  return { ...rewrite, exported: true, certain: false, site: { ...rewrite.site, point } };
}

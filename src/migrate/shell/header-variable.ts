import type { Point } from '../../languages/shell/syntax/ir.ts';
import type { BearerStyle, ManualReason } from '../plan.ts';
import { basicHeaderLength, type CredentialRewrite, manual, replaced } from './credentials.ts';
import type { WrittenCommandLine } from './curl-words.ts';
import { type Leftover, wholeLine } from './encoded.ts';
import { assignmentsOf, isLasting } from './lasting.ts';
import { expandedName } from './option-variable.ts';
import { statementsOf } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { leadingText, partsBetween, variablesOf } from './words.ts';

export interface HeaderVariableRewrite extends CredentialRewrite {
  readonly leftovers: readonly Leftover[];
}

/** Finds the credentials of a call in a variable that holds the whole header: `-H "$auth"`. */
export function rewriteHeaderVariable(
  line: WrittenCommandLine,
  style: BearerStyle,
  unit: Unit,
  point: Point,
): HeaderVariableRewrite | ManualReason | undefined {
  const statements = statementsOf(unit.script.block);
  for (const option of line.options) {
    const name = option.name === 'header' && option.value && option.valueOffset === 0 ? expandedName(option.value) : undefined;
    if (name === undefined) continue;
    const { found, others } = assignmentsOf(name, statements);
    const [placed] = found;
    const word = placed?.assignment.value.kind === 'word' ? placed.assignment.value.word : undefined;
    const header = word && basicHeaderLength(leadingText(word));
    if (!placed || !word || header === undefined) continue;
    if (others || found.length > 1) return manual('unsupported-construct', `The header in $${name} is set in more than one way.`);
    const parts = partsBetween(word, header);
    if (parts.length === 0) return manual('credentials-unknown', 'The header holds no credentials.');
    if (!isLasting(variablesOf(parts), placed, point, statements))
      return manual('unsupported-construct', `The header stands in $${name}, and what it is made of changes later.`);
    const edits = replaced(option, style, unit);
    if (!edits) return manual('unsupported-construct', 'The option that holds the header is put together from quoted pieces.');
    const edit = wholeLine(placed.assignment, unit.script.text);
    return {
      edits,
      option,
      credentials: { kind: 'encoded', parts },
      leftovers: edit ? [{ name, assignment: placed.assignment, edit }] : [],
    };
  }
  return undefined;
}

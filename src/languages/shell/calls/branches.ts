import type { BranchArm } from '../../../http/call.ts';
import type { Point } from '../syntax/ir.ts';
import type { Frame } from '../values/frames.ts';

/** The conditionals that a point stands in, outermost first; with a frame, those around the function's call come before. */
export function branchesAt(point: Point, frame: Frame | undefined): BranchArm[] {
  const arms: BranchArm[] = [];
  let { block } = point;
  for (let parent = block.parent; parent; parent = block.parent) {
    const { statement } = parent;
    const place = statement && block.script.locate(statement.start, statement.end);
    const id = place ? `${place.file}:${place.start}:${statement.start}` : '';
    if (statement?.kind === 'conditional') {
      const arm = statement.arms.findIndex((candidate) => candidate.body === block);
      if (arm >= 0) arms.push({ id, arm });
    } else if (statement?.kind === 'group' && statement.form === 'list') {
      const member = statement.members.indexOf(block);
      if (member > 0 && statement.operators.includes('&&') && statement.operators.includes('||')) arms.push({ id, arm: member });
    } else if (statement?.kind === 'function') break;
    block = parent.block;
  }
  const outer = block.parent ? undefined : block.script.outer;
  arms.reverse();
  if (outer) return [...branchesAt(outer, frame), ...arms];
  return frame && block.parent?.statement === frame.definition ? [...branchesAt(frame.call.point, frame.outer), ...arms] : arms;
}

import type { ManualReason } from '../plan.ts';
import type { ReasonId } from '../reasons.ts';

/** Why a change cannot be made. Thrown while one is worked out, caught by the planner. */
export class Refusal extends Error {
  readonly reason: ManualReason;

  constructor(id: ReasonId, message: string) {
    super(message);
    this.name = 'Refusal';
    this.reason = { id, message };
  }
}

export function unsupported(message: string): Refusal {
  return new Refusal('unsupported-construct', message);
}

export function cannotWait(message: string): Refusal {
  return new Refusal('cannot-wait', message);
}

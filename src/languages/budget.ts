import type { Problem } from './language.ts';

/**
 * The steps of evaluation that one file may take. A step is one variable, one caller or one statement looked at, never a time: the same file
 * is given up on every machine alike. Past it the file is a `too-complex` problem, what looks like a call in it is reported as
 * `unparsed-call`, and the next file has a budget of its own.
 */
export const FILE_STEPS = 600_000;

/** The code of files that were given up. */
export const TOO_COMPLEX = 'too-complex';

/** Thrown when the work on one file passes its budget. Caught by the extractor, which then lists the file as a problem. */
export class BudgetExceeded extends Error {}

/** What a file is granted at least, however many were too complex before it. */
const LEAST_STEPS = 10_000;

/**
 * Counts the steps of one file at a time. Where files that hang together are too complex, each leaves half as much to the next: a hundred
 * that all source each other are not worth a hundred budgets.
 */
export class StepBudget {
  private granted = FILE_STEPS;
  private left = FILE_STEPS;

  /** Starts the budget of another file. */
  restart(): void {
    this.left = this.granted;
  }

  /** Throws a BudgetExceeded where nothing is left. @param steps how much work it is */
  tick(steps = 1): void {
    if (this.left < 0) throw new BudgetExceeded();
    this.left -= steps;
    if (this.left >= 0) return;
    this.granted = Math.max(LEAST_STEPS, this.granted / 2);
    throw new BudgetExceeded();
  }
}

/** Whether an error says that a file is too much: its budget is used up, or its nesting overflows the stack. */
export function isTooComplex(error: unknown): boolean {
  return error instanceof BudgetExceeded || error instanceof RangeError;
}

/** The problem of a file that was given up. */
export function tooComplex(file: string): Problem {
  return {
    file,
    code: TOO_COMPLEX,
    message: `${file} takes more work than one file may, so not all of it was evaluated: calls in it may be missing; lines that look like calls are reported as unparsed-call. Split it, or look through it by hand.`,
  };
}

/** Measures the phases of a run, one after the other. */
export class Stopwatch {
  readonly times: Record<string, number> = {};
  private last = performance.now();

  /** Ends a phase: the time since the one before goes to its account. */
  lap(phase: string): void {
    const now = performance.now();
    this.times[phase] = (this.times[phase] ?? 0) + now - this.last;
    this.last = now;
  }
}

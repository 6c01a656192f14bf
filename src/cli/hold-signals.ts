const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does a piece of work that Ctrl-C and its like must not break off half way: a signal that comes meanwhile has no effect. */
export function withSignalsHeld<Result>(work: () => Result): Result {
  const ignore = (): void => {};
  for (const signal of SIGNALS) process.on(signal, ignore);
  try {
    return work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, ignore);
  }
}

/** The codes that the process ends with: nothing to report, findings, or the work could not be done. */
export const EXIT = { ok: 0, findings: 1, failed: 2 } as const;

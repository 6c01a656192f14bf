import { readFileSync } from 'node:fs';
import type { Finding } from '../findings/finding.ts';

/** What a report says of an earlier finding. */
export interface EarlierFinding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly fingerprint: string;
}

/** What has changed since an earlier report. Suppressed findings count in neither. */
export interface Progress {
  readonly before: number;
  readonly after: number;
  /** Findings of then that are no more, in the order of then. */
  readonly fixed: readonly EarlierFinding[];
  /** Findings of then that are suppressed now. */
  readonly suppressed: number;
  /** Findings that were not there. */
  readonly added: readonly EarlierFinding[];
  readonly remaining: number;
}

/** An earlier report that cannot be used; the message says why and what to do. */
export class EarlierReportError extends Error {
  readonly code = 'REPORT_INVALID';

  constructor(file: string, message: string) {
    super(`${file} ${message}`);
    this.name = 'EarlierReportError';
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function earlierFinding(value: unknown): EarlierFinding | undefined {
  if (!isRecord(value)) return undefined;
  const { rule, file, fingerprint, range } = value;
  const start = isRecord(range) && isRecord(range.start) ? range.start.line : undefined;
  if (typeof rule !== 'string' || typeof file !== 'string' || typeof fingerprint !== 'string') return undefined;
  return { rule, file, fingerprint, line: typeof start === 'number' ? start : 1 };
}

const MAKE_ONE = 'make one with "unbasic report --format json --output FILE"';

/** Reads the findings of a JSON report, of a scan or of `unbasic report`, those that were suppressed aside. Throws an EarlierReportError. */
export function readEarlier(path: string, name: string): EarlierFinding[] {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new EarlierReportError(name, code ? `cannot be read (${code}); ${MAKE_ONE}` : `is no JSON; ${MAKE_ONE}`);
  }
  const findings = isRecord(data) ? data.findings : undefined;
  if (!Array.isArray(findings)) throw new EarlierReportError(name, `is no report of unbasic; ${MAKE_ONE}`);
  const active = findings.filter((finding) => !isRecord(finding) || finding.suppression === undefined);
  return active.map((finding, index) => {
    const read = earlierFinding(finding);
    if (!read)
      throw new EarlierReportError(name, `is no report of unbasic: finding ${index + 1} has no rule, file or fingerprint; ${MAKE_ONE}`);
    return read;
  });
}

function asEarlier({ rule, file, range, fingerprint }: Finding): EarlierFinding {
  return { rule, file, line: range.start.line, fingerprint };
}

/** Takes the partners of findings away from `pool`; gives those without one. */
function unmatched<Item>(items: readonly Item[], pool: EarlierFinding[], keyOf: (item: Item | EarlierFinding) => string): Item[] {
  const indexes = new Map<string, number[]>();
  for (const [index, finding] of pool.entries()) {
    const key = keyOf(finding);
    const list = indexes.get(key);
    if (list) list.push(index);
    else indexes.set(key, [index]);
  }
  const taken = new Set<number>();
  const left = items.filter((item) => {
    const index = indexes.get(keyOf(item))?.shift();
    if (index !== undefined) taken.add(index);
    return index === undefined;
  });
  const kept = pool.filter((_, index) => !taken.has(index));
  pool.splice(0, pool.length, ...kept);
  return left;
}

type Keyed = Pick<EarlierFinding, 'rule' | 'file' | 'fingerprint'>;
const here = ({ rule, file, fingerprint }: Keyed): string => JSON.stringify([rule, file, fingerprint]);
const anywhere = ({ rule, fingerprint }: Keyed): string => JSON.stringify([rule, fingerprint]);

/** Compares findings with those of an earlier report by their content: a script that has moved keeps its findings. */
export function progressSince(earlier: readonly EarlierFinding[], findings: readonly Finding[]): Progress {
  const pool = [...earlier];
  const active = findings.filter(({ suppression }) => suppression === undefined);
  const hidden = findings.filter(({ suppression }) => suppression !== undefined);
  const elsewhere = unmatched<Finding>(active, pool, here);
  const stillHidden = unmatched<Finding>(hidden, pool, here);
  const added = unmatched<Finding>(elsewhere, pool, anywhere);
  const neverSeen = unmatched<Finding>(stillHidden, pool, anywhere);
  return {
    before: earlier.length,
    after: active.length,
    fixed: pool,
    suppressed: hidden.length - neverSeen.length,
    added: added.map(asEarlier),
    remaining: active.length - added.length,
  };
}

import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A temporary file's name: where its process runs, that process, and a number or, for a claim, a word. No other tool uses such names. */
const NAME = /^\.unbasic-([0-9a-f]{8})-(\d{1,10})-(\d{1,10}|claim)\.tmp$/;

let ownPlace: string | undefined;

/** What tells apart machines, and containers of one machine: process numbers mean something in one of them alone. */
function place(): string {
  if (ownPlace !== undefined) return ownPlace;
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // A system that has none.
  }
  ownPlace = createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex').slice(0, 8);
  return ownPlace;
}

/** The name of a temporary file of this process. */
export function temporaryName(part: number | 'claim'): string {
  return `.unbasic-${place()}-${process.pid}-${part}.tmp`;
}

function keyOf(where: string, id: number | string): string {
  return `${String(id).padStart(10, '0')}-${where}`;
}

/** The key of this process. */
export function ownKey(): string {
  return keyOf(place(), process.pid);
}

/** Whose a temporary file is. */
export interface Owner {
  /** Orders owners, the same in every process. */
  readonly key: string;
  readonly id: number;
  /** Whether it runs where its number means something to us. */
  readonly isNear: boolean;
  readonly isOwn: boolean;
  readonly isClaim: boolean;
}

/** The process that a name says it belongs to; undefined for names that are none of ours. */
export function ownerOf(name: string): Owner | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, where, id, part] = match;
  const isNear = where === place();
  const key = keyOf(where!, id!);
  return { key, id: Number(id), isNear, isOwn: key === ownKey(), isClaim: part === 'claim' };
}

/** Whether a process of this machine runs. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

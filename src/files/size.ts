/** The largest file that is read unless the user says otherwise: 2 MiB. */
export const DEFAULT_MAX_FILE_SIZE = 2 * 1024 * 1024;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of a size such as `500000`, `512k`, `2MB`, `1.5 MiB`; undefined when it is none. Units are powers of 1024. */
export function parseSize(written: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(written.trim());
  if (!match) return undefined;
  const bytes = Math.floor(Number(match[1]) * UNITS[match[2]!.toLowerCase()]!);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** A number of bytes as a person reads it: `812 B`, `3.4 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [unit, size] = bytes < 1024 ** 2 ? ['kB', 1024] : bytes < 1024 ** 3 ? ['MB', 1024 ** 2] : ['GB', 1024 ** 3];
  return `${Number((bytes / (size as number)).toFixed(1))} ${unit}`;
}

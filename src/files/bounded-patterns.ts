/** `ignore` makes regular expressions of patterns: each star multiplies the ways in which one can match. */
const MAX_STARS = 5;
const MAX_FOLDER_STARS = 3;
const MAX_LENGTH = 1000;

/** Whether a pattern can be compared with any path in little time. */
export function isBounded(pattern: string): boolean {
  const segments = pattern.split('/');
  const stars = (segment: string): number => segment.match(/\*+/g)?.length ?? 0;
  return (
    pattern.length <= MAX_LENGTH &&
    segments.filter((segment) => segment.includes('**')).length <= MAX_FOLDER_STARS &&
    segments.every((segment) => stars(segment) <= MAX_STARS)
  );
}

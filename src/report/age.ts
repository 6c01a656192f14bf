const DAY = 86_400_000;

function dayOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).toISOString().startsWith(date) ? time / DAY : undefined;
}

/** Whether a text is a day of the calendar: `2026-11-22`. */
export function isDate(text: string): boolean {
  return dayOf(text) !== undefined;
}

/** How many days lie between two dates; never fewer than none. Undefined where one is no date. */
export function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [dayOf(from), dayOf(to)];
  return start === undefined || end === undefined ? undefined : Math.max(0, end - start);
}

/** `today`, `5 days`, `4 months`, `3 years`: how long ago a date was. */
export function ageText(date: string, today: string): string {
  const days = daysBetween(date, today);
  if (days === undefined) return '';
  const [count, unit] = days < 60 ? [days, 'day'] : days < 730 ? [Math.floor(days / 30.44), 'month'] : [Math.floor(days / 365.25), 'year'];
  return days === 0 ? 'today' : `${count} ${unit}${count === 1 ? '' : 's'}`;
}

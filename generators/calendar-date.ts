const dayMs = 86_400_000;

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The day number of a `YYYY-MM-DD` date (days since 1970-01-01), or null for anything else and for days that do not exist. */
export function dayNumber(iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : time / dayMs;
}

/** The `YYYY-MM-DD` date of a day number. Throws a RangeError outside the years 0 to 9999. */
export function isoDate(day: number): string {
  const text = new Date(day * dayMs).toISOString();
  if (!/^\d{4}-/.test(text)) throw new RangeError('dates reach from the year 0 to the year 9999');
  return text.slice(0, 10);
}

/** The parts of a day: month 1–12, the weekday by its English name. */
export function dateParts(day: number): { year: number; month: number; day: number; weekday: string } {
  const date = new Date(day * dayMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: weekdays[date.getUTCDay()] ?? '',
  };
}

const two = (value: number) => String(value).padStart(2, '0');

const formats: Readonly<Record<string, (day: number) => string>> = {
  '%Y': (day) => String(dateParts(day).year).padStart(4, '0'),
  '%y': (day) => two(dateParts(day).year % 100),
  '%m': (day) => two(dateParts(day).month),
  '%-m': (day) => String(dateParts(day).month),
  '%d': (day) => two(dateParts(day).day),
  '%-d': (day) => String(dateParts(day).day),
  '%B': (day) => months[dateParts(day).month - 1] ?? '',
  '%b': (day) => (months[dateParts(day).month - 1] ?? '').slice(0, 3),
  '%A': (day) => dateParts(day).weekday,
  '%a': (day) => dateParts(day).weekday.slice(0, 3),
  '%%': () => '%',
};
const directive = /%-?[A-Za-z%]?/g;

/**
 * A day as strftime writes it, in English and without a time zone: %Y %y %m %-m %d %-d %B %b %A %a %%.
 * Throws a RangeError for another directive.
 */
export function formatDate(day: number, format: string): string {
  const problem = formatProblem(format);
  if (problem !== null) throw new RangeError(problem);
  return format.replace(directive, (found) => formats[found]?.(day) ?? found);
}

/** Null for a format that {@link formatDate} can write, else what is wrong with it. */
export function formatProblem(format: string): string | null {
  const unknown = format.match(directive)?.find((found) => !Object.hasOwn(formats, found));
  return unknown === undefined
    ? null
    : `\`${unknown}\` is not a date directive; known: ${Object.keys(formats).join(' ')}`;
}

import { z } from 'zod';
import { dateParts, dayNumber } from '../calendar-date.ts';
import { dateFormat, isoDay } from '../date-option.ts';
import { dateValue } from '../date-value.ts';
import { plainData } from '../template-value.ts';
import { type BoundaryValue, distinctValues } from './boundary-value.ts';

/** A day in a range. */
export const dateField = z
  .strictObject({
    type: z.literal('date'),
    min: isoDay,
    max: isoDay,
    format: dateFormat,
    nominal: isoDay.optional(),
  })
  .superRefine(({ min, max, nominal }, context) => {
    const issue = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (max < min) issue('max', '`max` must not be before `min`');
    else if (nominal !== undefined && (nominal < min || nominal > max)) {
      issue('nominal', 'must lie between `min` and `max`');
    }
    if (min < '0001-01-01' || max > '9998-12-31')
      issue('min', 'dates reach from the year 1 to the year 9998');
  });

/**
 * The values of boundary-value analysis for a day: nominal first (the middle, unless the field names one), the ends,
 * the day beyond and the day inside them, and in the range the first and the last 29 February, 31 December and
 * 1 January.
 */
export function dateValues(field: z.output<typeof dateField>): readonly BoundaryValue[] {
  const [min, max] = [dayOf(field.min), dayOf(field.max)];
  const at = (boundary: string, day: number): BoundaryValue => ({
    boundary,
    value: dateValue(day, field.format),
    isValid: day >= min && day <= max,
  });
  const years = [dateParts(min).year, dateParts(max).year] as const;
  const special = (boundary: string, monthDay: string) =>
    firstAndLast(years, monthDay, min, max).map((day) => at(`${boundary}-${dateParts(day).year}`, day));
  const values = [
    at('nominal', field.nominal === undefined ? Math.floor((min + max) / 2) : dayOf(field.nominal)),
    at('min', min),
    at('max', max),
    at('min-1d', min - 1),
    at('max+1d', max + 1),
    at('min+1d', min + 1),
    at('max-1d', max - 1),
    ...special('leap-day', '02-29'),
    ...special('year-end', '12-31'),
    ...special('year-start', '01-01'),
  ];
  return distinctValues(values, ({ value }) => plainData(value));
}

function firstAndLast(
  [from, to]: readonly [number, number],
  monthDay: string,
  min: number,
  max: number,
): readonly number[] {
  const days: number[] = [];
  for (let year = from; year <= to; year++) {
    const day = dayNumber(`${String(year).padStart(4, '0')}-${monthDay}`);
    if (day !== null && day >= min && day <= max) days.push(day);
  }
  return days.filter((_, index) => index === 0 || index === days.length - 1);
}

function dayOf(iso: string): number {
  const day = dayNumber(iso);
  if (day === null) throw new RangeError(`${iso} is no date: the schema lets none such through`);
  return day;
}

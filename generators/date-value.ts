import { dateParts, formatDate, isoDate } from './calendar-date.ts';
import { textWith } from './known-variables.ts';
import { TemplateValue } from './template-value.ts';

/** What templates may ask of a day. */
export const dateShape = textWith('year', 'month', 'day', 'weekday');

/** A day that is printed by `format`; its value is the `YYYY-MM-DD` date, so that dates compare as they should. */
export function dateValue(day: number, format: string): TemplateValue {
  return new TemplateValue(isoDate(day), formatDate(day, format), dateParts(day));
}

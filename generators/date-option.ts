import { z } from 'zod';
import { dayNumber, formatProblem } from './calendar-date.ts';

/** A day in options: `YYYY-MM-DD`, and it exists. */
export const isoDay = z
  .string()
  .refine((text) => dayNumber(text) !== null, 'must be a date that exists, as YYYY-MM-DD');

/** How days are printed, as strftime writes it; see `formatDate`. */
export const dateFormat = z
  .string()
  .superRefine((format, context) => {
    const message = formatProblem(format);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .default('%Y-%m-%d');

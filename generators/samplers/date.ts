import { z } from 'zod';
import { dayNumber } from '../calendar-date.ts';
import { dateFormat, isoDay } from '../date-option.ts';
import { dateShape, dateValue } from '../date-value.ts';
import { defineSampler } from './sampler.ts';

const options = z
  .strictObject({ from: isoDay, to: isoDay, format: dateFormat })
  .superRefine(({ from, to }, context) => {
    if (to < from)
      context.addIssue({ code: 'custom', path: ['to'], message: '`to` must not be before `from`' });
  });

/** Days from `from` to `to`, both included, all equally likely. */
export const date = defineSampler({
  name: 'date',
  description: 'A day: `from`, `to`, `format`. Fields: year, month, day, weekday.',
  options,
  shape: () => dateShape,
  open({ from, to, format }) {
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first === null || last === null) throw new RangeError('the schema asks for dates that exist');
    return (random) => dateValue(random.integer(first, last), format);
  },
});

import { noOptions } from '../../core/parts.ts';
import { longDate, monthNumber } from './calendar.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';

const date =
  /(?<![\w/.-])(?:(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})|(?<d1>\d{1,2}) (?<m1>[a-z]{3,9}) (?<y1>\d{4})|(?<m2>[a-z]{3,9}) (?<d2>\d{1,2}), (?<y2>\d{4}))(?![\w/:-]|\.\d)/gi;

/** Null for months and days that do not exist. `03/04/2024` is never read: it may be March or April. */
function readDate(groups: Readonly<Record<string, string | undefined>>): Date | null {
  const { y, m, d, d1, m1, y1, m2, d2, y2 } = groups;
  const year = Number(y ?? y1 ?? y2);
  const month = m === undefined ? monthNumber(m1 ?? m2 ?? '') : Number(m);
  const day = Number(d ?? d1 ?? d2);
  if (month === null) return null;
  const made = new Date(Date.UTC(year, month - 1, day));
  const exists =
    made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists ? made : null;
}

const dateFormat = defineOperator({
  name: 'date-format',
  group: 'dates',
  description: 'ISO dates become long ones (5 March 2024, March 5, 2024) and long ones ISO.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({
    edits: ['date'],
    changed: (edits) => 3 * edits,
    words: (words, edits) => ({ min: words - 2 * edits, max: words + 2 * edits }),
  }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, date, edit), edit, ({ groups = {} }) => {
      const found = readDate(groups);
      const { y: isoYear } = groups;
      if (found === null) return null;
      if (isoYear === undefined) return found.toISOString().slice(0, 10);
      return longDate(found, edit.random.pick(['day-first', 'month-first']));
    }),
});

/** The same day in another notation. */
export const dates: readonly Operator[] = [dateFormat];

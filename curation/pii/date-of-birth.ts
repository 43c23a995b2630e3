import { alone } from './alone.ts';
import type { Detector } from './detector.ts';
import { monthNamedLike, monthNames, monthOf } from './month-names.ts';

const month = `(?:${monthNames.join('|')})\\.?`;
const numeric =
  '\\d{1,2}([-./])\\d{1,2}\\1(?:(?:19|20)\\d{2}|\\d{2})|(?:19|20)\\d{2}([-./])\\d{1,2}\\2\\d{1,2}';
const spelt = `\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of |de )?${month},?(?: de)? (?:19|20)\\d{2}|${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}`;

/** The numbers and names of a date in the order in which they are written, each with what it says. */
type Part = { readonly text: string; readonly says: 'day' | 'month' | 'year' };

/** Dates of birth: a date beside a word that says birth. Any other date is a date. */
export const dateOfBirth: Detector = {
  type: 'date-of-birth',
  pattern: alone(`${numeric}|${spelt}`, 'giu'),
  context: [
    'born',
    'birth*',
    'dob',
    'geboren*',
    'geb',
    'geburt*',
    'né',
    'née',
    'naissance',
    'nacido',
    'nacida',
    'nacimiento',
    'nato',
    'nata',
    'nascita',
    'nascido',
    'nascimento',
    'geboortedatum',
    'urodz*',
    'född',
    'født',
    'syntynyt',
  ],
  weigh: () => 0.2,
  canonical(text) {
    const parts = partsOf(text);
    const said = (wanted: Part['says']) => numberOf(parts.find(({ says }) => says === wanted)?.text ?? '');
    const year = said('year');
    return [year < 100 ? year + (year > 30 ? 1900 : 2000) : year, said('month'), said('day')].join('-');
  },
  /** Another day and month of the same year, in the same form. There are no days that are nobody's. */
  surrogate(text, random) {
    const drawn = { day: random.integer(1, 28), month: random.integer(1, 12) };
    const parts = [...partsOf(text)];
    return text.replace(/\d+|\p{L}{3,}/gu, (written) => {
      const part = parts[0];
      if (part === undefined || part.text !== written) return written;
      parts.shift();
      return part.says === 'year' ? written : writtenLike(written, drawn[part.says]);
    });
  },
};

function writtenLike(written: string, value: number): string {
  return monthOf(written) === null
    ? String(value).padStart(written.length, '0')
    : monthNamedLike(written, value);
}

function numberOf(written: string): number {
  return monthOf(written) ?? Number(written);
}

/** Two numbers between slashes that may each be the month are read as in the United States, month first. */
function partsOf(text: string): readonly Part[] {
  const written = (text.match(/\d+|\p{L}{3,}/gu) ?? []).filter(
    (one) => /\d/.test(one) || monthOf(one) !== null,
  );
  const isNamed = written.some((one) => monthOf(one) !== null);
  const [first = '', second = ''] = written;
  const isMonthFirst = text.includes('/') ? Number(first) <= 12 : Number(second) > 12;
  const order: readonly Part['says'][] =
    first.length === 4
      ? ['year', 'month', 'day']
      : isMonthFirst
        ? ['month', 'day', 'year']
        : ['day', 'month', 'year'];
  return written.map((one, index) => {
    if (!isNamed) return { text: one, says: order[index] ?? 'year' };
    return { text: one, says: monthOf(one) !== null ? 'month' : one.length === 4 ? 'year' : 'day' };
  });
}

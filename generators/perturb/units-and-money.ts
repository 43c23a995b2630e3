import { noOptions } from '../../core/parts.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';

/** Abbreviation, name of one, name of several. Ambiguous ones (m, l, g, h) are left out. */
const units: readonly (readonly [string, string, string])[] = [
  ['mm', 'millimetre', 'millimetres'],
  ['cm', 'centimetre', 'centimetres'],
  ['km', 'kilometre', 'kilometres'],
  ['mg', 'milligram', 'milligrams'],
  ['kg', 'kilogram', 'kilograms'],
  ['ml', 'millilitre', 'millilitres'],
  ['lb', 'pound', 'pounds'],
  ['oz', 'ounce', 'ounces'],
  ['ft', 'foot', 'feet'],
  ['km/h', 'kilometre per hour', 'kilometres per hour'],
  ['mph', 'mile per hour', 'miles per hour'],
  ['min', 'minute', 'minutes'],
  ['hrs', 'hour', 'hours'],
  ['kWh', 'kilowatt-hour', 'kilowatt-hours'],
  ['MB', 'megabyte', 'megabytes'],
  ['GB', 'gigabyte', 'gigabytes'],
  ['TB', 'terabyte', 'terabytes'],
  ['°C', 'degree Celsius', 'degrees Celsius'],
  ['°F', 'degree Fahrenheit', 'degrees Fahrenheit'],
  ['%', 'percent', 'percent'],
];
// "5 pounds" may be money: it is never abbreviated.
const oneWay = new Set(['lb']);

const amount = '(?<![\\p{L}\\p{N}_.,:/#$€£¥\\-–])(\\d+(?:,\\d{3})*(?:\\.\\d+)?)';
const forms = units.flatMap(([short, one, many]) => (oneWay.has(short) ? [short] : [short, one, many]));
const byLength = [...forms].sort((a, b) => b.length - a.length);
const measure = new RegExp(`${amount}( ?)(${byLength.join('|')})(?![\\p{L}\\p{M}\\p{N}_/²³]|-\\p{L})`, 'gu');

const unitName = defineOperator({
  name: 'unit-name',
  group: 'units-and-money',
  description: 'Units after a number are written out (5 km, 5 kilometres) or abbreviated.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({
    edits: ['number'],
    changed: (edits) => 3 * edits,
    words: (words, edits) => ({ min: words - 3 * edits, max: words + 3 * edits }),
  }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, measure, edit), edit, ([, value = '', , form = '']) => {
      const unit = units.find((known) => known.includes(form));
      if (unit === undefined) return null;
      const [short, one, many] = unit;
      if (form !== short) return short === '%' ? `${value}%` : `${value} ${short}`;
      return `${value} ${value === '1' ? one : many}`;
    }),
});

const currencies: readonly (readonly [string, string, string, string])[] = [
  ['$', 'USD', 'dollar', 'dollars'],
  ['€', 'EUR', 'euro', 'euros'],
  ['£', 'GBP', 'pound', 'pounds'],
  ['¥', 'JPY', 'yen', 'yen'],
];
const price =
  /(?<![\p{L}\p{N}_.,:/#$€£¥+\-–])([$€£¥])(\d+(?:,\d{3})*(?:\.\d+)?)(?![\p{L}\p{M}\p{N}_$€£¥%/]|[.,:\-–]\d|-\p{L})( (?:thousand|million|billion|trillion)\b)?/gu;

const currencyFormat = defineOperator({
  name: 'currency-format',
  group: 'units-and-money',
  description: 'A currency sign becomes its code or its name ($1,200, USD 1,200, 1,200 dollars).',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['number'], words: (words, edits) => ({ min: words, max: words + edits }) }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, price, edit), edit, ([, sign, value = '', scale = '']) => {
      const currency = currencies.find(([known]) => known === sign);
      if (currency === undefined) return null;
      const [, code, one, many] = currency;
      const name = value === '1' && scale === '' ? one : many;
      return edit.random.pick([`${code} ${value}${scale}`, `${value}${scale} ${name}`]);
    }),
});

/** The same amount in other words. */
export const unitsAndMoney: readonly Operator[] = [unitName, currencyFormat];

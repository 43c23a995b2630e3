import { filters as shipped } from 'liquidjs';
import { dayNumber, formatDate, isoDate } from './calendar-date.ts';
import { exactDecimal } from './exact-decimal.ts';
import { type Currency, currencyCodes, type MoneyLocale, moneyLocales, moneyText } from './money-text.ts';
import { plainData } from './template-value.ts';

/** Liquid's own filters that neither compute nor read a clock, a time zone or chance. */
const keptNames = [
  'append array_to_sentence_string base64_encode capitalize compact concat default downcase escape first join json last',
  'lstrip map newline_to_br normalize_whitespace number_of_words prepend push remove remove_first remove_last replace',
  'replace_first replace_last reverse rstrip size slice slugify sort sort_natural split squish strip strip_newlines',
  'truncate truncatewords uniq upcase url_encode where',
].flatMap((line) => line.split(' '));

type Filter = (...values: readonly unknown[]) => unknown;

const numeric = {
  plus: numbers(2, exactDecimal.plus),
  minus: numbers(2, exactDecimal.minus),
  times: numbers(2, exactDecimal.times),
  divided_by: numbers(2, exactDecimal.dividedBy),
  modulo: numbers(2, exactDecimal.modulo),
  at_least: numbers(2, Math.max),
  at_most: numbers(2, Math.min),
  abs: numbers(1, Math.abs),
  ceil: numbers(1, Math.ceil),
  floor: numbers(1, Math.floor),
  round: (value: unknown, places: unknown = 0) => exactDecimal.round(number(value), integer(places)),
  sum: (items: unknown) => list(items).reduce((sum: number, item) => exactDecimal.plus(sum, number(item)), 0),
} satisfies Record<string, Filter>;

const written = {
  date: (value: unknown, format: unknown) => formatDate(day(value), text(format)),
  add_days: (value: unknown, days: unknown) => isoDate(day(value) + integer(days)),
  days_until: (from: unknown, to: unknown) => day(to) - day(from),
  money: (amount: unknown, currency: unknown, locale: unknown = 'en') =>
    moneyText(number(amount), currencyOf(currency), localeOf(locale)),
} satisfies Record<string, Filter>;

/**
 * The filters of every template: Liquid's for texts and lists; arithmetic that is exact in decimals and refuses what
 * is not a number (`plus minus times divided_by modulo abs ceil floor round at_least at_most sum`); and `date: FORMAT`,
 * `add_days: N`, `days_until: DATE` on `YYYY-MM-DD` dates, `money: CURRENCY, LOCALE`.
 */
export const liquidFilters: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...keptNames.map((name): [string, unknown] => [name, shipped[name]]),
  ...Object.entries(numeric),
  ...Object.entries(written),
]);

function numbers(count: number, work: (...values: number[]) => number): Filter {
  return (...values) => {
    if (values.length !== count)
      throw new RangeError(`the filter takes ${count - 1} argument(s), not ${values.length - 1}`);
    return work(...values.map(number));
  };
}

/** The number that a value or a decimal text stands for. Throws a RangeError for anything else. */
export function number(value: unknown): number {
  const plain = plainData(value);
  if (typeof plain === 'number' && Number.isFinite(plain)) return plain;
  if (typeof plain === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(plain)) return Number(plain);
  throw new RangeError(`${JSON.stringify(plain)} is not a number`);
}

function integer(value: unknown): number {
  const found = number(value);
  if (!Number.isSafeInteger(found)) throw new RangeError(`${found} is not a whole number`);
  return found;
}

function text(value: unknown): string {
  const plain = plainData(value);
  if (typeof plain !== 'string') throw new RangeError(`${JSON.stringify(plain)} is not a text`);
  return plain;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new RangeError(`${JSON.stringify(plainData(value))} is not a list`);
  return value;
}

function day(value: unknown): number {
  const plain = plainData(value);
  const found = typeof plain === 'string' ? dayNumber(plain) : null;
  if (found === null) throw new RangeError(`${JSON.stringify(plain)} is not a YYYY-MM-DD date`);
  return found;
}

function currencyOf(value: unknown): Currency {
  const code = currencyCodes.find((known) => known === plainData(value));
  if (code === undefined) {
    throw new RangeError(
      `${JSON.stringify(plainData(value))} is no known currency: ${currencyCodes.join(', ')}`,
    );
  }
  return code;
}

function localeOf(value: unknown): MoneyLocale {
  const locale = moneyLocales.find((known) => known === plainData(value));
  if (locale === undefined) {
    throw new RangeError(
      `${JSON.stringify(plainData(value))} is no known locale: ${moneyLocales.join(', ')}`,
    );
  }
  return locale;
}

import { isUnit } from './units.ts';

/** A number as it stands in a text, with the word or sign beside it that can be a unit. */
export interface ParsedNumber {
  readonly value: number;
  /** As written, without white space: `km`, `%`, `$`; null where there is none. */
  readonly unit: string | null;
}

const sign = String.raw`(?:(?<![\p{L}\p{M}\p{N}])(?<sign>[-+−]))?`;
const currency = String.raw`(?:(?<before>[$€£¥]\s?|\b[A-Z]{3}\s)(?<minus>[-−])?)?`;
const grouped = String.raw`[1-9]\d{0,2}(?<separator>[ ,.'’\u00a0\u2009\u202f])\d{3}(?:\k<separator>\d{3})*(?!\d)(?:[.,]\d+)?`;
const plain = String.raw`\d+(?:[.,]\d+)?|(?<![\p{L}\p{N}])[.,]\d+`;
const exponent = String.raw`(?<exponent>[eE][-+]?\d+)?`;
const unitAfter = String.raw`\s?(?<after>%|[$€£¥]|[\p{L}°µ][\p{L}°µ²³/]*)?`;
const pattern = new RegExp(`${sign}${currency}(?<digits>${grouped}|${plain})${exponent}${unitAfter}`, 'gu');

/**
 * Every number of a text. A sign touches its number or the currency before it: the hyphens of a list, a range or a
 * date are none. Thousands separators (`1,234`, `1 234`, `1.234,5`) and a decimal comma are understood; a single
 * comma before exactly three digits is a thousands separator where it can be one (`0,125` is 0.125), a single dot
 * is not: `1.234` is 1.234.
 */
export function numbersIn(text: string): readonly ParsedNumber[] {
  return [...text.matchAll(pattern)].map((match) => {
    const { sign = '', minus = '', digits = '', exponent = '', before, after } = match.groups ?? {};
    const magnitude = Number(plainDigits(digits) + exponent);
    const isNegative = /[-−]/.test(sign) !== /[-−]/.test(minus);
    return { value: isNegative ? -magnitude : magnitude, unit: unitOf(before?.trim(), after) };
  });
}

/** A word of capitals before a number is a unit only where it is known for one, or nothing stands behind the number. */
function unitOf(before: string | undefined, after: string | undefined): string | null {
  const isBefore = before !== undefined && (isUnit(before) || after === undefined);
  return (isBefore ? before : after) ?? null;
}

function plainDigits(digits: string): string {
  const joined = digits.replace(/[ '’\u00a0\u2009\u202f]/g, '');
  const lastComma = joined.lastIndexOf(',');
  const lastDot = joined.lastIndexOf('.');
  if (lastComma < 0) return joined.split('.').length > 2 ? joined.replaceAll('.', '') : joined;
  if (lastDot > lastComma) return joined.replaceAll(',', '');
  if (lastDot >= 0) return joined.replaceAll('.', '').replace(',', '.');
  const isThousands = joined.split(',').length > 2 || /^[1-9]\d{0,2},\d{3}$/.test(joined);
  return isThousands ? joined.replaceAll(',', '') : joined.replace(',', '.');
}

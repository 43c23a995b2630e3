/** A number as it stands in a text, with the word or sign beside it that can be a unit. */
export interface ParsedNumber {
  readonly value: number;
  /** As written, without white space: `km`, `%`, `$`; null where there is none. */
  readonly unit: string | null;
}

const pattern =
  /(?:(?<![\p{L}\p{N}])(?<sign>[-+−])\s?)?(?<before>[$€£¥]|\b[A-Z]{3}\s)?(?<minus>[-−]?)(?<digits>\d{1,3}(?:[ ,.'’ ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)(?<exponent>[eE][-+]?\d+)?\s?(?<after>%|[$€£¥]|[\p{L}°µ][\p{L}°µ²³/]*)?/gu;

/**
 * Every number of a text. Thousands separators (`1,234`, `1 234`, `1.234,5`) and a decimal comma are understood;
 * a single separator before exactly three digits is a thousands separator, save a dot: `1.234` is 1.234.
 */
export function numbersIn(text: string): readonly ParsedNumber[] {
  return [...text.matchAll(pattern)].map((match) => {
    const { sign = '', minus = '', digits = '', exponent = '', before, after } = match.groups ?? {};
    const magnitude = Number(plainDigits(digits) + exponent);
    const isNegative = /[-−]/.test(sign) !== /[-−]/.test(minus);
    return { value: isNegative ? -magnitude : magnitude, unit: (before ?? after)?.trim() ?? null };
  });
}

function plainDigits(digits: string): string {
  const grouped = digits.replace(/[ '’ ]/g, '');
  const lastComma = grouped.lastIndexOf(',');
  const lastDot = grouped.lastIndexOf('.');
  if (lastComma < 0) return grouped.split('.').length > 2 ? grouped.replaceAll('.', '') : grouped;
  if (lastDot > lastComma) return grouped.replaceAll(',', '');
  if (lastDot >= 0) return grouped.replaceAll('.', '').replace(',', '.');
  const isThousands = grouped.split(',').length > 2 || /^[^,]+,\d{3}$/.test(grouped);
  return isThousands ? grouped.replaceAll(',', '') : grouped.replace(',', '.');
}

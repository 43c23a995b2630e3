import { exactDecimal } from './exact-decimal.ts';

/** Currencies by their ISO 4217 code: digits after the point, and the symbol where it can mean no other of them. */
const currencies = {
  AUD: { digits: 2, symbol: null },
  BRL: { digits: 2, symbol: 'R$' },
  CAD: { digits: 2, symbol: null },
  CHF: { digits: 2, symbol: null },
  CNY: { digits: 2, symbol: null },
  CZK: { digits: 2, symbol: 'Kč' },
  DKK: { digits: 2, symbol: null },
  EUR: { digits: 2, symbol: '€' },
  GBP: { digits: 2, symbol: '£' },
  HUF: { digits: 2, symbol: 'Ft' },
  ILS: { digits: 2, symbol: '₪' },
  INR: { digits: 2, symbol: '₹' },
  JPY: { digits: 0, symbol: '¥' },
  KRW: { digits: 0, symbol: '₩' },
  KWD: { digits: 3, symbol: null },
  MXN: { digits: 2, symbol: null },
  NOK: { digits: 2, symbol: null },
  NZD: { digits: 2, symbol: null },
  PLN: { digits: 2, symbol: 'zł' },
  SEK: { digits: 2, symbol: null },
  SGD: { digits: 2, symbol: null },
  TRY: { digits: 2, symbol: '₺' },
  USD: { digits: 2, symbol: '$' },
  ZAR: { digits: 2, symbol: null },
} as const;
export type Currency = keyof typeof currencies;
export const currencyCodes = Object.keys(currencies) as Currency[]; // the keys of a constant

/** How numbers are written: group mark, decimal mark, and whether the currency stands before the amount. */
const locales = {
  en: { group: ',', decimal: '.', before: true },
  cs: { group: ' ', decimal: ',', before: false },
  da: { group: '.', decimal: ',', before: false },
  de: { group: '.', decimal: ',', before: false },
  de_CH: { group: '’', decimal: '.', before: true },
  es: { group: '.', decimal: ',', before: false },
  fi: { group: ' ', decimal: ',', before: false },
  fr: { group: ' ', decimal: ',', before: false },
  it: { group: '.', decimal: ',', before: false },
  ja: { group: ',', decimal: '.', before: true },
  nb: { group: ' ', decimal: ',', before: false },
  nl: { group: '.', decimal: ',', before: true },
  pl: { group: ' ', decimal: ',', before: false },
  pt_BR: { group: '.', decimal: ',', before: true },
  sv: { group: ' ', decimal: ',', before: false },
} as const;
export type MoneyLocale = keyof typeof locales;
export const moneyLocales = Object.keys(locales) as MoneyLocale[]; // the keys of a constant

/** Digits after the point that the currency has. */
export function currencyDigits(currency: Currency): number {
  return currencies[currency].digits;
}

/**
 * An amount as people write it: `€1,234.50` in en, `1.234,50 €` in de. Currencies whose symbol could mean another one
 * are written by their code. The table is our own: what Intl writes changes with the version of Node.
 * Throws a RangeError for an amount with more digits than the currency has: rounding is for the caller to decide.
 */
export function moneyText(amount: number, currency: Currency, locale: MoneyLocale): string {
  const { digits, symbol } = currencies[currency];
  const { group, decimal, before } = locales[locale];
  if (exactDecimal.round(amount, digits) !== amount) {
    throw new RangeError(`${amount} has more than the ${digits} digits of ${currency}: round it first`);
  }
  const [whole = '', fraction] = Math.abs(amount).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const number = fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  const sign = amount < 0 ? '-' : '';
  if (!before) return `${sign}${number} ${symbol ?? currency}`;
  const gap = symbol === null || locale !== 'en' ? ' ' : '';
  return `${sign}${symbol ?? currency}${gap}${number}`;
}

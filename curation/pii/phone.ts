import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Random } from '../../core/random.ts';
import { type Detector, thingWords } from './detector.ts';
import { drawnDigits } from './drawn.ts';
import { freeHeads, isFreePhone } from './phone-ranges.ts';

/** The digits of a telephone number, taken apart. */
interface Parts {
  /** Calling code of the country; null where it is not written. */
  readonly country: string | null;
  /** What follows it, without the zero that is dialled inside a country. */
  readonly national: string;
  readonly extension: string;
}

const gap = '[ \\t\\u00a0.()/-]{0,3}';
const body = `(?:\\+|00)?\\(?\\d(?:${gap}\\d){5,15}(?:[ \\t]?(?:x|ext\\.?)[ \\t]?\\d{1,6})?`;

/**
 * Telephone numbers. With a calling code they are checked by the lengths and digits of their country (libphonenumber);
 * without one they count where they are written as numbers of North America are, or beside a word that says telephone.
 */
export const phone: Detector = {
  type: 'phone',
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}_+])(?<!\\p{N}[-.,/:])${body}(?![\\p{N}_])(?!\\p{L})(?![-.,/:]\\p{N})`,
    'gu',
  ),
  context: [
    'phone*',
    'telephone*',
    'tel',
    'telefon*',
    'teléfono*',
    'téléphone*',
    'telefono',
    'mobile*',
    'móvil',
    'mobil*',
    'handy*',
    'portable',
    'cell',
    'cellphone',
    'celular',
    'fax*',
    'call*',
    'dial*',
    'ring',
    'sms',
    'text',
    'whatsapp',
    'message*',
    'answering',
    'hotline',
    'desk',
    'landline',
    'appelez',
    'llame',
    'rufen',
    'chiama',
  ],
  against: [...thingWords, 'account', 'konto*', 'card*', 'id', 'code', 'zip', 'plz', 'postal', 'postcode'],
  weigh(text) {
    const { country, national } = partsOf(text);
    if (national.length < 6 || isFreePhone(national, country) || isDate(text)) return null;
    if (country !== null) {
      const parsed = parsePhoneNumberFromString(`+${country}${national}`);
      if (parsed === undefined || !parsed.isPossible()) return null;
      return parsed.isValid() ? 0.75 : 0.5;
    }
    if (/^(?:1[-. ])?\(?[2-9][0-8]\d\)?[-. ]{1,2}[2-9]\d{2}[-. ]\d{4}(?!\d)/.test(text)) return 0.5;
    return national.length <= 13 ? 0.15 : null;
  },
  canonical: (text) => partsOf(text).national,
  /** Calling code, length and grouping stay; the number is one that is kept free for films, where its country has some. */
  surrogate(text, random) {
    const { country, national, extension } = partsOf(text);
    return withLastDigits(
      text,
      `${freeNumber(country, national, random)}${drawnDigits(extension.length, random)}`,
    );
  },
  /** The country decides which numbers are free, and not every text names it. */
  written: withLastDigits,
};

function freeNumber(country: string | null, national: string, random: Random): string {
  const isAmericanWithOne = country === null && /^1[2-9]\d{9}$/.test(national);
  const length = isAmericanWithOne ? 10 : national.length;
  const head = random.pick(freeHeads(country, length));
  return `${head}${drawnDigits(length - head.length, random)}`;
}

const callingCodes = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

function partsOf(text: string): Parts {
  const [number = '', extension = ''] = text.split(/x|ext\.?/);
  const digits = number.replace(/\D/g, '');
  const international = number.startsWith('+') ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : null;
  // No code begins with another one.
  const country = [1, 2, 3]
    .map((length) => (international ?? '').slice(0, length))
    .find((code) => callingCodes.has(code));
  const rest = international === null || country === undefined ? digits : international.slice(country.length);
  return {
    country: country ?? null,
    national: rest.replace(/^0(?!00)/, ''),
    extension: extension.replace(/\D/g, ''),
  };
}

/** 2024-01-31, 31.01.2024 and their kin. */
function isDate(text: string): boolean {
  return /^(?:(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2})(?!\d)/.test(
    text,
  );
}

/** The text with its last digits replaced by these. */
function withLastDigits(text: string, digits: string): string {
  const places = [...text.matchAll(/\d/g)].slice(-digits.length);
  return places.reduce(
    (filled, { index }, at) => `${filled.slice(0, index)}${digits[at] ?? ''}${filled.slice(index + 1)}`,
    text,
  );
}

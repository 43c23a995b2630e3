import type { Detector } from './detector.ts';
import { drawnNumber } from './drawn.ts';

const name = "(?:St\\. )?\\p{Lu}[\\p{L}'’-]{1,30}";
const particles = '(?:(?:de|du|des|del|della|la|las|los|le|di|da|do|dos) ){0,2}';
const english =
  '(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Way|Close|Crescent|Square|Highway|Parkway|Pkwy|Circle)\\b\\.?(?:,? (?:Apt|Apartment|Suite|Unit|Flat|No)\\.? ?[\\dA-Z]{1,5})?';
const german = '(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|[Gg]asse|[Ww]eg|[Pp]latz|[Aa]llee|[Uu]fer|[Dd]amm)';
const romance =
  '(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Aa]llée|[Cc]hemin|[Cc]alle|[Aa]venida|[Vv]ia|[Vv]iale|[Pp]iazza|[Rr]ua|[Aa]v\\.)';

/** How addresses are written, with the number (`n`) and the word for the street (`s`); `sample` puts them together. */
const forms = [
  {
    body: `(?<n>\\d{1,6})[a-zA-Z]? (?:${name} ){1,3}(?<s>${english})`,
    sample: (number: string, street: string) => `${number} Sample ${street}`,
  },
  {
    body: `(?:${name} ){0,2}\\p{Lu}[\\p{L}-]{0,30}? ?(?<s>${german}) (?<n>\\d{1,4})(?: ?[a-zA-Z]\\b)?`,
    sample: (number: string, street: string) => `Muster${street.toLowerCase()} ${number}`,
  },
  {
    body: `(?<n>\\d{1,4})(?: ?(?:bis|ter))?,? (?<s>${romance}) ${particles}${name}(?: ${name}){0,2}`,
    sample: (number: string, street: string) => `${number} ${street} Exemple`,
  },
  {
    body: `(?<s>${romance}) ${particles}${name}(?: ${particles}${name}){0,2},? (?:n\\.?[ºo°] ?)?(?<n>\\d{1,4})`,
    sample: (number: string, street: string) => `${street} Exemple ${number}`,
  },
  {
    body: '(?<s>P\\.? ?O\\.? Box|Postfach) (?<n>\\d{2,8})',
    sample: (number: string, street: string) => `${street} 0${number.slice(1)}`,
  },
].map(({ body, sample }) => ({ body, sample, whole: new RegExp(`^${body}$`, 'u') }));

const anonymous = forms.map(({ body }) => body.replace(/\?<[ns]>/g, '?:')).join('|');

/**
 * Street addresses by their form: a number and a name before a word for a street (English), a name that ends in one before
 * a number (German), such a word before the name (French, Spanish, Italian, Portuguese), and post boxes. Towns, postal
 * codes, and addresses without such a word are not found.
 */
export const streetAddress: Detector = {
  type: 'street-address',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(?<!\\p{N}[.,-])(?:${anonymous})(?![\\p{L}\\p{N}_])`, 'gu'),
  context: ['address*', 'adresse*', 'live*', 'wohn*', 'habite', 'dirección', 'indirizzo', 'deliver*'],
  weigh: (text) => (/ Sample |^Muster| Exemple|Box 0|Postfach 0/.test(text) ? null : 0.5),
  canonical: (text) => text.toLowerCase(),
  /** Another number, and a name that samples have. */
  surrogate(text, random) {
    for (const { whole, sample } of forms) {
      const { n, s } = whole.exec(text)?.groups ?? {};
      if (n !== undefined && s !== undefined) return sample(drawnNumber(n.length, random), s);
    }
    return text.replace(/\d+/g, (digits) => drawnNumber(digits.length, random));
  },
};

import type { Detector } from '../detector.ts';
import { remainder, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

export const romanceEurope: readonly Detector[] = [
  nationalId({
    type: 'fr-nir',
    body: '[1-478] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[ABab]) ?\\d{3} ?\\d{3} ?\\d{2}',
    context: ['nir', 'sécurité', 'securite', 'sociale', 'secu', 'insee', 'vitale'],
    base: (text) => (/^\d+$/.test(text) ? 0.4 : 0.9),
    isValid(value) {
      const digits = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
      const month = Number(value.slice(3, 5));
      const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
      return /^\d{13}$/.test(digits) && isMonth && 97 - remainder(digits, 97) === Number(value.slice(13));
    },
  }),
  nationalId({
    type: 'es-dni',
    body: '\\d{8}[ -]?[A-Za-z]',
    context: ['dni', 'nif', 'documento', 'identidad'],
    base: () => 0.4,
    isValid: (value) => spanishLetters[Number(value.slice(0, 8)) % 23] === value[8],
  }),
  nationalId({
    type: 'es-nie',
    body: '[XYZxyz][ -]?\\d{7}[ -]?[A-Za-z]',
    context: ['nie', 'extranjero*', 'identidad'],
    isValid(value) {
      const number = `${'XYZ'.indexOf(value[0] ?? '')}${value.slice(1, 8)}`;
      return spanishLetters[Number(number) % 23] === value[8];
    },
  }),
  nationalId({
    type: 'it-codice-fiscale',
    body: '[A-Za-z]{6}[\\dLMNPQRSTUVlmnpqrstuv]{2}[ABCDEHLMPRSTabcdehlmprst][\\dLMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][\\dLMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]',
    context: ['codice', 'fiscale', 'cf'],
    base: () => 0.9,
    isValid: (value) => fiscalLetter(value.slice(0, 15)) === value[15],
  }),
  nationalId({
    type: 'pt-nif',
    body: '[1-35689]\\d{2} ?\\d{3} ?\\d{3}',
    context: ['nif', 'contribuinte', 'fiscal', 'identificação'],
    base: (text) => (text.includes(' ') ? 0.2 : 0.15),
    isValid(value) {
      const check = 11 - (weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return (check > 9 ? 0 : check) === Number(value[8]);
    },
  }),
];

/** Values of characters at odd places (decree of 23 December 1976); a digit counts as the letter of its number. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function fiscalLetter(body: string): string {
  const sum = [...body].reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (oddValues[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}

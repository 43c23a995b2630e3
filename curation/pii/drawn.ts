import type { Random } from '../../core/random.ts';

/** Random digits. */
export function drawnDigits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.integer(0, 9)).join('');
}

const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/** A word that can be said and means nothing, in lower case. */
export function drawnWord(length: number, random: Random): string {
  return Array.from({ length }, (_, index) => random.pick([...(index % 2 === 0 ? consonants : vowels)])).join(
    '',
  );
}

/** Other digits and letters in place of those that are there, each of the same kind. */
export function drawnLike(text: string, random: Random): string {
  return text
    .replace(/\d/g, () => String(random.integer(0, 9)))
    .replace(/[a-z]/g, () => String.fromCharCode(random.integer(97, 122)))
    .replace(/[A-Z]/g, () => String.fromCharCode(random.integer(65, 90)));
}

/** A number of so many digits; the first is not 0. */
export function drawnNumber(digits: number, random: Random): string {
  return String(random.integer(10 ** (digits - 1), 10 ** digits - 1));
}

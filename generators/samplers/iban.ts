import { z } from 'zod';
import type { Random } from '../../core/random.ts';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';

/**
 * The part after country and check digits, as the IBAN registry of SWIFT (ISO 13616) writes it: `n` digits,
 * `a` capital letters, `c` capitals or digits.
 */
const structures = {
  AT: '16n',
  BE: '12n',
  CH: '5n12c',
  DE: '18n',
  DK: '14n',
  ES: '20n',
  FI: '14n',
  FR: '10n11c2n',
  GB: '4a14n',
  IE: '4a14n',
  IT: '1a10n12c',
  LU: '3n13c',
  NL: '4a10n',
  NO: '11n',
  PL: '24n',
  PT: '21n',
  SE: '20n',
} as const;
const countries = Object.keys(structures) as (keyof typeof structures)[]; // the keys of a constant

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const alphabets: Readonly<Record<string, string>> = { n: digits, a: letters, c: digits + letters };

const options = z.strictObject({ country: z.enum(countries), valid: z.boolean().default(true) });

/**
 * Account numbers with the length and the mod-97 check of their country; with `valid: false` the check digits are
 * others, so the check always fails. Banks and accounts are random, and checks inside the national part are not kept.
 */
export const iban = defineSampler({
  name: 'iban',
  description: 'An IBAN: `country`, `valid`. Printed in groups of four. Fields: country, valid.',
  options,
  shape: () => textWith('country', 'valid'),
  open:
    ({ country, valid }) =>
    (random) => {
      const account = nationalPart(structures[country], random);
      const right = 98 - remainder97(`${account}${country}00`);
      // The 97 numbers from 2 to 98 leave different remainders, so another one of them never passes.
      const check = valid ? right : ((right - 2 + random.integer(1, 96)) % 97) + 2;
      const value = `${country}${String(check).padStart(2, '0')}${account}`;
      return new TemplateValue(value, value.replace(/.{4}(?=.)/g, '$& '), { country, valid });
    },
});

function nationalPart(structure: string, random: Random): string {
  return structure.replace(/(\d+)([nac])/g, (_, count: string, kind: string) => {
    const alphabet = [...(alphabets[kind] ?? digits)];
    return Array.from({ length: Number(count) }, () => random.pick(alphabet)).join('');
  });
}

/** Letters count as 10 to 35 (ISO 7064). */
function remainder97(text: string): number {
  let rest = 0;
  for (const digit of text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) {
    rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

import { z } from 'zod';
import { ibanCheck, ibanStructures } from '../../core/iban.ts';
import type { Random } from '../../core/random.ts';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';

const countries = Object.keys(ibanStructures);

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
      const account = nationalPart(ibanStructures[country] ?? '', random);
      const right = Number(ibanCheck(country, account));
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { samplers } from '../../../generators/samplers/index.ts';
import { nameLocales } from '../../../generators/samplers/name-locales.ts';
import { openSamplers, samplerUse } from '../../../generators/samplers/sampler-use.ts';
import { plainData, TemplateValue } from '../../../generators/template-value.ts';

async function draw(
  use: string,
  options: unknown,
  count: number,
  seed: number | string = 1,
): Promise<readonly unknown[]> {
  const draws = await openSamplers({ it: samplerUse.parse({ use, with: options }) });
  const random = createRandom(seed);
  return Array.from({ length: count }, () => draws.get('it')?.(random));
}

async function drawValues(
  use: string,
  options: unknown,
  count: number,
  seed = 1,
): Promise<readonly TemplateValue[]> {
  return (await draw(use, options, count, seed)).map((value) => {
    if (!(value instanceof TemplateValue)) throw new Error('not a template value');
    return value;
  });
}

function problems(use: string, options: unknown): readonly string[] {
  const { error } = samplerUse.safeParse({ use, with: options });
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

const fieldsOf = (value: TemplateValue): unknown => ({ ...value });

describe('integer', () => {
  test('draws every step from min to max and no other', async () => {
    const found = await draw('integer', { min: 3, max: 11, step: 3 }, 200);
    expect([...new Set(found)].sort()).toEqual([3, 6, 9]);
  });
});

describe('decimal', () => {
  test('draws exact numbers and prints every digit', async () => {
    const found = await drawValues('decimal', { min: 0, max: 0.3, digits: 1 }, 200);
    expect([...new Set(found.map(({ value }) => value))].sort()).toEqual([0, 0.1, 0.2, 0.3]);
    expect([...new Set(found.map(({ text }) => text))].sort()).toEqual(['0.0', '0.1', '0.2', '0.3']);
  });
});

describe('money', () => {
  test('is a number of cents, printed as people write it', async () => {
    const found = await drawValues('money', { min: 1000, max: 1000.01, currency: 'EUR', locale: 'de' }, 50);
    expect([...new Set(found.map(String))].sort()).toEqual(['1.000,00 €', '1.000,01 €']);
    expect(fieldsOf(found.find(({ value }) => value === 1000.01) ?? new TemplateValue(0, ''))).toEqual({
      value: 1000.01,
      text: '1.000,01 €',
      amount: 1000.01,
      currency: 'EUR',
    });
  });

  test('yen have no cents', async () => {
    const found = await drawValues('money', { min: 1, max: 3, currency: 'JPY' }, 100);
    expect([...new Set(found.map(({ value }) => value))].sort()).toEqual([1, 2, 3]);
  });
});

describe('date', () => {
  test('draws every day, leap days as well', async () => {
    const found = await drawValues('date', { from: '2024-02-28', to: '2024-03-01', format: '%-d %b' }, 200);
    expect([...new Set(found.map((one) => `${one.value} ${one.text}`))].sort()).toEqual([
      '2024-02-28 28 Feb',
      '2024-02-29 29 Feb',
      '2024-03-01 1 Mar',
    ]);
    const leap = found.find(({ value }) => value === '2024-02-29');
    expect({ ...leap }).toMatchObject({ year: 2024, month: 2, day: 29, weekday: 'Thursday' });
  });
});

describe('choice', () => {
  test('draws by weight', async () => {
    const found = await draw('choice', { of: ['a', 'b'], weights: [9, 1] }, 2000);
    const share = found.filter((value) => value === 'a').length / 2000;
    expect(share).toBeGreaterThan(0.87);
    expect(share).toBeLessThan(0.93);
  });

  test('values may have fields', async () => {
    const [found] = await draw('choice', { of: [{ value: 5, text: 'five', parity: 'odd' }] }, 1);
    expect(String(found)).toBe('five');
    expect(plainData(found)).toBe(5);
    expect({ ...(found as object) }).toMatchObject({ parity: 'odd' });
  });
});

describe('name', () => {
  test('depends on the seed only, whoever draws in between', async () => {
    const first = (await draw('name', { locale: 'de' }, 5, 7)).map(String);
    const draws = await openSamplers({ it: samplerUse.parse({ use: 'name', with: { locale: 'de' } }) });
    const [mine, other] = [createRandom(7), createRandom(8)];
    const between = Array.from({ length: 5 }, () => {
      draws.get('it')?.(other);
      return String(draws.get('it')?.(mine));
    });
    expect(between).toEqual(first);
    expect((await draw('name', { locale: 'de' }, 5, 8)).map(String)).not.toEqual(first);
  });

  test('has its parts, in the order of the locale', async () => {
    const [nordic] = await drawValues('name', { locale: 'nb_NO' }, 1);
    const [hungarian] = await drawValues('name', { locale: 'hu' }, 1);
    const [chinese] = await drawValues('name', { locale: 'zh_CN' }, 1);
    const parts = (one: TemplateValue | undefined) =>
      ({ ...one }) as unknown as { first: string; last: string };
    expect(String(nordic)).toBe(`${parts(nordic).first} ${parts(nordic).last}`);
    expect(String(hungarian)).toBe(`${parts(hungarian).last} ${parts(hungarian).first}`);
    expect(String(chinese)).toBe(`${parts(chinese).last}${parts(chinese).first}`);
  });

  test('every locale loads and has names of its own', async () => {
    const english = new Set((await draw('name', { locale: 'en' }, 20)).map(String));
    for (const locale of nameLocales) {
      const found = (await draw('name', { locale }, 20)).map(String);
      expect(new Set(found).size, locale).toBeGreaterThan(5);
      if (!locale.startsWith('en'))
        expect(
          found.some((name) => english.has(name)),
          locale,
        ).toBe(false);
    }
  });

  test('is never a stock name', async () => {
    const found = (await draw('name', { locale: 'en' }, 5000)).map((name) => String(name).toLowerCase());
    expect(found).not.toContain('john smith');
    expect(found).not.toContain('jane doe');
  });
});

/** Luhn's check, written the other way round: from the left, by the parity of the length. */
function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index++) {
    const digit = Number(number[index]);
    const doubled = (number.length - index) % 2 === 0;
    sum += doubled ? Math.floor((2 * digit) / 10) + ((2 * digit) % 10) : digit;
  }
  return sum % 10 === 0;
}

describe('luhn', () => {
  test('the check of this test knows published test numbers', () => {
    expect(['4111111111111111', '378282246310005', '79927398713'].every(passesLuhn)).toBe(true);
    expect(['4111111111111112', '79927398710'].some(passesLuhn)).toBe(false);
  });

  test('valid numbers pass, invalid ones never do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.boolean(),
        fc.nat(),
        async (digits, valid, seed) => {
          const found = await drawValues('luhn', { digits, valid }, 10, seed);
          for (const one of found) {
            expect(one.text).toMatch(new RegExp(`^[1-9]\\d{${digits - 1}}$`));
            expect(passesLuhn(one.text)).toBe(valid);
            expect(fieldsOf(one)).toMatchObject({ valid });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the prefix is kept', async () => {
    const found = await drawValues('luhn', { digits: 16, prefix: '4111' }, 20);
    expect(found.every(({ text }) => text.startsWith('4111') && text.length === 16)).toBe(true);
    const full = await drawValues('luhn', { digits: 16, prefix: '411111111111111' }, 1);
    expect(full.map(String)).toEqual(['4111111111111111']);
  });
});

/** ISO 13616: country and check digits to the end, letters as two digits, remainder 1. */
function passesIban(value: string): boolean {
  const moved = value.slice(4) + value.slice(0, 4);
  const digits = [...moved].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** Lengths as the IBAN registry publishes them. */
const ibanLengths = {
  AT: 20,
  BE: 16,
  CH: 21,
  DE: 22,
  DK: 18,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  IE: 22,
  IT: 27,
  LU: 20,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  SE: 24,
};

describe('iban', () => {
  test('the check of this test knows published examples', () => {
    const examples = ['DE89370400440532013000', 'GB29NWBK60161331926819', 'FR1420041010050500013M02606'];
    expect(examples.every(passesIban)).toBe(true);
    expect(passesIban('DE88370400440532013000')).toBe(false);
  });

  test.each(Object.entries(ibanLengths))('%s has %d characters', async (country, length) => {
    for (const valid of [true, false]) {
      for (const one of await drawValues('iban', { country, valid }, 200)) {
        expect(String(one.value)).toHaveLength(length);
        expect(String(one.value).slice(0, 2)).toBe(country);
        expect(passesIban(String(one.value))).toBe(valid);
        expect(one.text.replaceAll(' ', '')).toBe(one.value);
        expect(one.text).toMatch(/^(\S{4} )+\S{1,4}$/);
        const check = Number(String(one.value).slice(2, 4));
        expect(check >= 2 && check <= 98).toBe(true);
      }
    }
  });
});

describe('unit', () => {
  test('converts to the base unit exactly', async () => {
    const options = { quantity: 'length', min: 1, max: 9, digits: 1, units: ['in', 'km'] };
    for (const one of await drawValues('unit', options, 100)) {
      const { unit, base, base_unit } = { ...one } as unknown as {
        unit: string;
        base: number;
        base_unit: string;
      };
      const tenths = BigInt(Math.round(Number(one.value) * 10));
      const exact = unit === 'in' ? Number(`${tenths * 254n}e-5`) : Number(tenths * 100n);
      expect(base).toBe(exact);
      expect(base_unit).toBe('m');
      expect(one.text).toBe(`${Number(one.value).toFixed(1)} ${unit}`);
    }
  });

  test.each([
    ['mass', 'kg'],
    ['volume', 'l'],
    ['duration', 's'],
    ['data', 'B'],
  ])('%s counts in %s', async (quantity, base) => {
    const found = await drawValues('unit', { quantity, min: 1, max: 5 }, 50);
    for (const one of found) expect(fieldsOf(one)).toMatchObject({ base_unit: base });
    const same = found.filter((one) => one.text.endsWith(` ${base}`));
    expect(same.length).toBeGreaterThan(0);
    for (const one of same) expect(fieldsOf(one)).toMatchObject({ base: one.value });
  });
});

describe('options of samplers', () => {
  test.each([
    ['integer', { min: 2, max: 1 }, 'with.max: `max` must not be below `min`'],
    [
      'integer',
      { min: 1, max: 2, steps: 1 },
      'with.steps: `integer` has no option `steps`: did you mean `step`?',
    ],
    ['decimal', { min: 0, max: 1.25, digits: 1 }, 'with.max: 1.25 has more than 1 digits after the point'],
    [
      'money',
      { min: 0, max: 1.005, currency: 'EUR' },
      'with.max: 1.005 has more than 2 digits after the point',
    ],
    ['decimal', { min: 0, max: 1e300, digits: 2 }, 'with.max: too large for 2 digits after the point'],
    ['money', { min: 5, max: 1, currency: 'EUR' }, 'with.max: `max` must not be below `min`'],
    [
      'date',
      { from: '2024-02-30', to: '2024-03-01' },
      'with.from: must be a date that exists, as YYYY-MM-DD',
    ],
    ['date', { from: '2024-03-02', to: '2024-03-01' }, 'with.to: `to` must not be before `from`'],
    ['choice', { of: [] }, 'with.of: name at least one value'],
    ['choice', { of: ['a'], weights: [1, 2] }, 'with.weights: 2 weights for 1 values'],
    ['choice', { of: ['a'], weights: [0] }, 'with.weights.0: must be greater than 0'],
    ['luhn', { digits: 4, prefix: '4111' }, 'with.prefix: must be shorter than the 4 digits of the number'],
    ['luhn', { digits: 4, prefix: 'x' }, 'with.prefix: digits only'],
    [
      'unit',
      { quantity: 'mass', min: 1, max: 2, units: ['kgs'] },
      'with.units.0: `kgs` is no unit of mass: did you mean `kg`?',
    ],
    ['mony', {}, 'use: no sampler is called `mony`: did you mean `money`?'],
  ])('%s %j', (use, options, message) => {
    expect(problems(use, options)).toContain(message);
  });

  test.each([
    ['money', { min: 0, max: 1, currency: 'XXX' }, 'with.currency'],
    ['name', { locale: 'xx' }, 'with.locale'],
    ['iban', { country: 'US' }, 'with.country'],
    ['decimal', { min: 0, max: 1, digits: 400 }, 'with.digits'],
    ['date', { from: '2024-01-01', to: '2024-01-02', format: '%H' }, 'with.format'],
  ])('%s %j is refused at %s', (use, options, path) => {
    expect(problems(use, options).map((problem) => problem.split(':')[0])).toEqual([path]);
  });

  test('every sampler gives the same values for the same seed, and others for another', async () => {
    const options: Record<string, unknown> = {
      integer: { min: 0, max: 1000 },
      decimal: { min: 0, max: 1000, digits: 3 },
      money: { min: 0, max: 1000, currency: 'EUR' },
      date: { from: '2000-01-01', to: '2024-12-31' },
      choice: { of: ['a', 'b', 'c', 'd'] },
      name: { locale: 'fi' },
      luhn: { digits: 12 },
      iban: { country: 'NL' },
      unit: { quantity: 'volume', min: 0, max: 1000 },
    };
    expect(samplers.map(({ name }) => name).sort()).toEqual(Object.keys(options).sort());
    for (const [use, given] of Object.entries(options)) {
      const [one, same, other] = [
        await draw(use, given, 20, 'x'),
        await draw(use, given, 20, 'x'),
        await draw(use, given, 20, 'y'),
      ];
      expect(one.map(String), use).toEqual(same.map(String));
      expect(one.map(String), use).not.toEqual(other.map(String));
    }
  });
});

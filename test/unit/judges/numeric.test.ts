import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numeric } from '../../../judges/scoring/numeric.ts';
import { numbersIn } from '../../../judges/scoring/parse-number.ts';
import { everyKind, number, qa, readingOf, scoreOf, text } from './judge-fixtures.ts';

describe('numbers in a text', () => {
  test.each([
    ['42', 42],
    ['The answer is 42.', 42],
    ['**42**', 42],
    ['-5', -5],
    ['−5', -5],
    ['+5', 5],
    ['- 5', 5],
    ['GPT-4', 4],
    ['2.71808', 2.71808],
    ['2,71808', 2.71808],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['0,5', 0.5],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    ['1,234', 1234],
    ['1.234', 1.234],
    ['12.345.678', 12345678],
    ['1,234,567.89', 1234567.89],
    ['1.234.567,89', 1234567.89],
    ['1 234 567', 1234567],
    ['1\u202f234\u00a0', 1234],
    ["1'234'567", 1234567],
    ['12345.678', 12345.678],
    ['1e5', 100000],
    ['6.62607e-34', 6.62607e-34],
    ['-1.5E+3', -1500],
    ['007', 7],
    ['50%', 50],
    ['$1,000.50', 1000.5],
    ['-$5', -5],
    ['$-5', -5],
    ['€ 7', 7],
    ['EUR 7', 7],
    ['7 EUR', 7],
  ])('%j is %d', (written, value) => {
    expect(numbersIn(written).map((found) => found.value)).toEqual([value]);
  });

  test.each([
    ['10-20', [10, 20]],
    ['2024-05-01', [2024, 5, 1]],
    ['1 and 2', [1, 2]],
    ['1, 2, 3', [1, 2, 3]],
    ['none', []],
    ['', []],
  ])('%j holds %j', (written, values) => {
    expect(numbersIn(written).map((found) => found.value)).toEqual(values);
  });

  test.each([
    ['5 km', 'km'],
    ['5km', 'km'],
    ['5 %', '%'],
    ['$5', '$'],
    ['5', null],
    ['CHF 5', 'CHF'],
    ['ALL 5 km', 'km'],
    ['20 °C', '°C'],
    ['90 km/h', 'km/h'],
  ])('the unit of %j is %s', (written, unit) => {
    expect(numbersIn(written).map((found) => found.unit)).toEqual([unit]);
  });

  test('every number comes back from its English and its German form', () => {
    const numbers = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Number(value.toFixed(4)));
    fc.assert(
      fc.property(numbers, (value) => {
        for (const locale of ['en-US', 'de-CH', 'fr-FR']) {
          const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 4 }).format(value);
          expect(numbersIn(written).map((found) => found.value)).toEqual([
            value === 0 ? expect.closeTo(0) : value,
          ]);
        }
        expect(numbersIn(String(value)).map((found) => found.value)).toEqual([
          value === 0 ? expect.closeTo(0) : value,
        ]);
      }),
    );
  });
});

describe('tolerance', () => {
  test.each([
    [10, 0.5, '10.5', 1],
    [10, 0.5, '9.5', 1],
    [10, 0.5, '10.51', 0],
    [10, 0.5, '9.49', 0],
    [0.3, 0.1, '0.4', 1],
    [0.3, 0.1, '0.2', 1],
    [1, 0.1, '1.1', 1],
    [0.1 + 0.2, 0, '0.3', 1],
    [10000000001, 0, '10000000000', 0],
    [9007199254740991, 0, '9007199254740990', 0],
    [9007199254740991, 0, '9007199254740991', 1],
    [6.62607e-34, 0, '9.1e-31', 0],
    [1e-10, 0, '2e-10', 0],
    [1e-10, 0, '1e-10', 1],
    [0, 0, '0', 1],
    [0, 0, '-0', 1],
    [0, 0, '1e-12', 0],
    [-5, 0, '5', 0],
    [-5, 1, '-4', 1],
  ])('%d ± %d: %s is %d', async (value, tolerance, output, score) => {
    expect(await scoreOf(numeric, number(value, tolerance), output)).toBe(score);
  });

  test('`with` overrides the tolerance of the case', async () => {
    expect(await scoreOf(numeric, number(10, 5), '11', { with: { tolerance: 0 } })).toBe(0);
    expect(await scoreOf(numeric, number(10), '11', { with: { tolerance: 1 } })).toBe(1);
  });

  test('within the tolerance is right, well beyond it is wrong, for whole numbers exactly', async () => {
    const whole = fc.integer({ min: -1e6, max: 1e6 });
    await fc.assert(
      fc.asyncProperty(whole, whole, fc.nat(1000), async (value, answer, tolerance) => {
        const right = Math.abs(answer - value) <= tolerance ? 1 : 0;
        expect(await scoreOf(numeric, number(value, tolerance), `It is ${answer}.`)).toBe(right);
      }),
    );
  });
});

describe('units', () => {
  test.each([
    [5, 'km', '5 km', 1],
    [5, 'km', '5000 m', 1],
    [5, 'km', '5000', 0],
    [5, 'km', '5', 1],
    [5, 'km', '5 kg', 0],
    [300, 'mm', '0.3 m', 1],
    [1, 'mi', '1.609344 km', 1],
    [90, 'min', '1.5 hours', 1],
    [2, 'kg', '2000 grams', 1],
    [50, '%', '50 percent', 1],
    [50, '%', '0.5', 0],
    [5, 'EUR', '€5', 1],
    [5, 'EUR', '5 euros', 1],
    [5, 'EUR', '$5', 0],
    [5, 'apples', '5 apples', 1],
    [5, 'km', 'ALL 5 m', 0],
  ])('%d %s: %j is %d', async (value, unit, output, score) => {
    expect(await scoreOf(numeric, number(value, 0, unit), output)).toBe(score);
  });

  test('`with` overrides the unit of the case', async () => {
    expect(await scoreOf(numeric, number(5), '5 kg', { with: { unit: 'km' } })).toBe(0);
    expect(await scoreOf(numeric, number(5), '5000 m', { with: { unit: 'km' } })).toBe(1);
  });
});

describe('which number', () => {
  test('no number is a wrong answer, not a missing one', async () => {
    expect(await readingOf(numeric, number(5), 'I cannot say.')).toEqual({
      status: 'scored',
      value: 0,
      reason: '"I cannot say." holds no number',
      answer: null,
    });
    expect(await scoreOf(numeric, number(0), '')).toBe(0);
  });

  test('several numbers are no answer, unless one is picked', async () => {
    const output = '3 + 4 = 7';
    expect(await scoreOf(numeric, number(7), output)).toBe(0);
    expect(await scoreOf(numeric, number(7), output, { with: { pick: 'last' } })).toBe(1);
    expect(await scoreOf(numeric, number(3), output, { with: { pick: 'first' } })).toBe(1);
    expect(await scoreOf(numeric, number(7), 'none', { with: { pick: 'last' } })).toBe(0);
  });
});

describe('expected values', () => {
  test('a number, or a text whose one answer is a number', async () => {
    const scorer = numeric.create({}, { task: qa });
    expect(scorer.unreadable(number(5))).toBe(null);
    expect(scorer.unreadable(text('1,234.5'))).toBe(null);
    expect(scorer.unreadable(text('five'))).toContain('without one number');
    expect(scorer.unreadable(text('5', '6'))).toContain('`text`');
    expect(scorer.unreadable(text('5 or 6'))).toContain('`text`');
    expect(scorer.unreadable(everyKind.label)).toContain('`label`');
    expect(await scoreOf(numeric, text('1,234.5'), '1234.5')).toBe(1);
    expect(await scoreOf(numeric, text('5 km'), '5000 m')).toBe(1);
    expect(await scoreOf(numeric, text('five'), '5')).toBe('unscored');
  });

  test.each([{ tolerance: -1 }, { tolerance: '1' }, { pick: 'middle' }, { unit: '' }, { units: 'km' }])(
    '%j is refused',
    (options) => {
      expect(() => numeric.create(options, { task: qa })).toThrow();
    },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactDecimal } from '../../../generators/exact-decimal.ts';

/** Numbers with up to 4 digits after the point, as whole ten-thousandths beside the number. */
const decimals = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((units) => ({
  units: BigInt(units),
  value: Number(`${units}e-4`),
}));

describe('exactDecimal', () => {
  test.each([
    ['0.1 + 0.2', exactDecimal.plus(0.1, 0.2), 0.3],
    ['1.1 × 3', exactDecimal.times(1.1, 3), 3.3],
    ['19.99 × 3', exactDecimal.times(19.99, 3), 59.97],
    ['0.3 − 0.1', exactDecimal.minus(0.3, 0.1), 0.2],
    ['0.3 ÷ 0.1', exactDecimal.dividedBy(0.3, 0.1), 3],
    ['1 ÷ 3', exactDecimal.dividedBy(1, 3), 1 / 3],
    ['2 ÷ 3000000', exactDecimal.dividedBy(2, 3_000_000), 2 / 3_000_000],
    ['0.3 mod 0.1', exactDecimal.modulo(0.3, 0.1), 0],
    ['−1 mod 3', exactDecimal.modulo(-1, 3), 2],
    ['1 mod −3', exactDecimal.modulo(1, -3), -2],
    ['round 1.005', exactDecimal.round(1.005, 2), 1.01],
    ['round −2.5', exactDecimal.round(-2.5, 0), -3],
    ['round 1250 to hundreds', exactDecimal.round(1250, -2), 1300],
    ['round 2', exactDecimal.round(2, 2), 2],
    ['tiny', exactDecimal.plus(1e-7, 2e-7), 3e-7],
    ['huge', exactDecimal.plus(1e21, 1e21), 2e21],
  ])('%s', (_, found, wanted) => {
    expect(found).toBe(wanted);
  });

  test('agrees with whole-number arithmetic on ten-thousandths', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(exactDecimal.plus(a.value, b.value)).toBe(Number(`${a.units + b.units}e-4`));
        expect(exactDecimal.minus(a.value, b.value)).toBe(Number(`${a.units - b.units}e-4`));
        expect(exactDecimal.times(a.value, b.value)).toBe(Number(`${a.units * b.units}e-8`));
      }),
    );
  });

  test('division undoes multiplication by a whole number', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 1, max: 1000 }), (a, n) => {
        expect(exactDecimal.dividedBy(exactDecimal.times(a.value, n), n)).toBe(a.value);
      }),
    );
  });

  test('refuses what has no value', () => {
    expect(() => exactDecimal.dividedBy(1, 0)).toThrow('division by zero');
    expect(() => exactDecimal.modulo(1, 0)).toThrow('division by zero');
    expect(() => exactDecimal.plus(Number.NaN, 1)).toThrow('NaN is not a finite number');
    expect(() => exactDecimal.times(1e200, 1e200)).toThrow('too large');
  });
});

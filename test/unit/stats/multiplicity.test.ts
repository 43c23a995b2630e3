import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../../../stats/benjamini-hochberg.ts';
import { benjaminiYekutieli } from '../../../stats/benjamini-yekutieli.ts';
import { holm } from '../../../stats/holm.ts';

const RAW = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];

/** In steps, so that ties occur. */
const pValue = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

function expectAll(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 7);
  });
}

test('T19: Holm (statsmodels multipletests)', () => {
  expectAll(holm(RAW), [0.01, 0.072, 0.312, 0.312, 0.312, 0.312, 0.312, 0.615, 0.615, 0.615]);
});

test('T19: Benjamini-Hochberg (statsmodels multipletests)', () => {
  expectAll(benjaminiHochberg(RAW), [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571429, 0.216, 0.216, 0.216]);
});

test('Benjamini-Yekutieli of the same (statsmodels multipletests)', () => {
  expectAll(
    benjaminiYekutieli(RAW),
    [
      0.02928968, 0.11715873, 0.24603333, 0.24603333, 0.24603333, 0.29289683, 0.30963379, 0.63265714,
      0.63265714, 0.63265714,
    ],
  );
});

test('T19: answers in the order of the input', () => {
  const order = [7, 0, 9, 3, 1, 8, 5, 2, 6, 4];
  const pick = (values: readonly number[]): number[] => order.map((i) => values[i] ?? Number.NaN);
  expectAll(holm(pick(RAW)), pick(holm(RAW)));
  expectAll(benjaminiHochberg(pick(RAW)), pick(benjaminiHochberg(RAW)));
});

describe.each([
  ['holm', holm],
  ['benjaminiHochberg', benjaminiHochberg],
  ['benjaminiYekutieli', benjaminiYekutieli],
] as const)('%s', (_, adjust) => {
  test('is at least the raw value, at most 1, and keeps the order and the ties of the raw values', () => {
    fc.assert(
      fc.property(fc.array(pValue, { maxLength: 30 }), (raw) => {
        const adjusted = adjust(raw);
        expect(adjusted).toHaveLength(raw.length);
        const pairs = raw.map((p, i) => ({ p, value: adjusted[i] ?? Number.NaN }));
        expect(pairs.every(({ p, value }) => value >= p * (1 - 1e-15) && value <= 1)).toBe(true);
        const byRaw = pairs.sort((one, other) => one.p - other.p).map(({ value }) => value);
        expect(byRaw).toEqual([...byRaw].sort((one, other) => one - other));
        const distinct = new Set(pairs.map(({ p, value }) => `${p} ${value}`)).size;
        expect(distinct).toBe(new Set(raw).size);
      }),
    );
  });

  test('leaves a single value as it is and none as none', () => {
    expect(adjust([0.03])).toEqual([0.03]);
    expect(adjust([])).toEqual([]);
  });

  test('refuses what is no probability', () => {
    for (const wrong of [-0.1, 1.1, Number.NaN]) expect(() => adjust([0.5, wrong])).toThrow(RangeError);
  });
});

test('the smallest Holm value is Bonferroni, and Benjamini-Hochberg never exceeds Holm', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
      (raw) => {
        const byHolm = holm(raw);
        const byBh = benjaminiHochberg(raw);
        expect(Math.min(...byHolm)).toBeCloseTo(Math.min(1, Math.min(...raw) * raw.length), 12);
        byHolm.forEach((value, i) => {
          expect(byBh[i]).toBeLessThanOrEqual(value + 1e-12);
        });
      },
    ),
  );
});

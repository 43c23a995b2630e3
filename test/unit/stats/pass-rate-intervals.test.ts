import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaInterval } from '../../../stats/beta-interval.ts';
import { binomialCdf } from '../../../stats/binomial.ts';
import { clopperPearson } from '../../../stats/clopper-pearson.ts';
import type { Interval } from '../../../stats/interval.ts';
import { wilson } from '../../../stats/wilson.ts';

function expectInterval(actual: Interval | null, lower: number, upper: number): void {
  expect(actual).not.toBeNull();
  expect(actual?.[0]).toBeCloseTo(lower, 7);
  expect(actual?.[1]).toBeCloseTo(upper, 7);
}

describe('published values', () => {
  test('T5: 0 of 30 (statsmodels, scipy)', () => {
    expectInterval(wilson(0, 30, 0.95), 0, 0.11351339);
    expectInterval(clopperPearson(0, 30, 0.95), 0, 0.11570331);
    expectInterval(betaInterval(0, 30, 0.95), 0.00081637, 0.11218875);
    expect(betaInterval(0, 30, 0.95, { a: 0.5, b: 0.5 })?.[1]).toBeCloseTo(0.07967817, 7);
  });

  test('T6: 45 of 50 (statsmodels, scipy)', () => {
    expectInterval(wilson(45, 50, 0.95), 0.78639769, 0.95652424);
    expectInterval(clopperPearson(45, 50, 0.95), 0.78186463, 0.96672491);
    expectInterval(betaInterval(45, 50, 0.95), 0.78585502, 0.95557986);
  });

  test('T7: 137 of 164 (statsmodels)', () => {
    expectInterval(wilson(137, 164, 0.95), 0.77106319, 0.8843172);
    expectInterval(clopperPearson(137, 164, 0.95), 0.76957958, 0.8886134);
  });
});

test('Clopper-Pearson ends solve its defining binomial equations', () => {
  for (const [k, n] of [
    [1, 5],
    [3, 20],
    [19, 20],
    [137, 164],
  ] as const) {
    const [lower, upper] = clopperPearson(k, n, 0.9) ?? [0, 0];
    expect(1 - binomialCdf(k - 1, n, lower)).toBeCloseTo(0.05, 10);
    expect(binomialCdf(k, n, upper)).toBeCloseTo(0.05, 10);
  }
});

describe.each([
  ['wilson', wilson],
  ['clopperPearson', clopperPearson],
  ['betaInterval', betaInterval],
] as const)('%s', (_, interval) => {
  test('knows nothing about no cases', () => {
    expect(interval(0, 0, 0.95)).toBeNull();
  });

  test('refuses impossible counts and confidences', () => {
    expect(() => interval(5, 4, 0.95)).toThrow(RangeError);
    expect(() => interval(-1, 4, 0.95)).toThrow(RangeError);
    expect(() => interval(Number.NaN, 4, 0.95)).toThrow(RangeError);
    expect(() => interval(1, Number.POSITIVE_INFINITY, 0.95)).toThrow(RangeError);
    expect(() => interval(1, 4, 1)).toThrow(RangeError);
    expect(() => interval(1, 4, 0)).toThrow(RangeError);
  });

  test('lies in [0, 1], mirrors when passes and failures swap, and widens with confidence', () => {
    const counts = fc
      .integer({ min: 1, max: 400 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, fc.double({ min: 0.5, max: 0.98, noNaN: true }), ([passes, n], confidence) => {
        const [lower, upper] = interval(passes, n, confidence) ?? [2, -1];
        const [mirrorLower, mirrorUpper] = interval(n - passes, n, confidence) ?? [2, -1];
        const [wideLower, wideUpper] = interval(passes, n, confidence + 0.01) ?? [2, -1];
        expect(0 <= lower && lower < upper && upper <= 1).toBe(true);
        expect(lower + mirrorUpper).toBeCloseTo(1, 9);
        expect(upper + mirrorLower).toBeCloseTo(1, 9);
        expect(wideLower <= lower && wideUpper >= upper).toBe(true);
      }),
    );
  });
});

test('Wilson and Clopper-Pearson contain the observed rate and touch the ends exactly', () => {
  for (const interval of [wilson, clopperPearson]) {
    for (let passes = 0; passes <= 12; passes += 1) {
      const [lower, upper] = interval(passes, 12, 0.9) ?? [2, -1];
      expect(lower <= passes / 12 && passes / 12 <= upper).toBe(true);
    }
    for (let n = 1; n <= 200; n += 1) {
      expect(interval(0, n, 0.9)?.[0]).toBe(0);
      expect(interval(n, n, 0.9)?.[1]).toBe(1);
    }
  }
});

test('the uniform prior is the default', () => {
  expect(betaInterval(3, 9, 0.8)).toEqual(betaInterval(3, 9, 0.8, { a: 1, b: 1 }));
  expect(() => betaInterval(3, 9, 0.8, { a: 0, b: 1 })).toThrow(RangeError);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  detectableDifference,
  differenceCases,
  nonInferiorityCases,
  nonInferiorityFloor,
  repeatedVariance,
} from '../../../stats/planning.ts';
import { variance } from '../../../stats/variance.ts';

const BASELINE = [1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1];
const CANDIDATE = [1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0];
const DIFFERENCES = CANDIDATE.map((score, i) => score - (BASELINE[i] ?? Number.NaN));

test('T43: standard deviation, floor and cases of data P at margin .05 (statistics.md)', () => {
  const spread = variance(DIFFERENCES) ?? Number.NaN;
  expect(Math.sqrt(spread)).toBeCloseTo(0.50361016, 7);
  expect(nonInferiorityFloor(0.05, 0.05)).toBe(59);
  expect(Math.ceil(nonInferiorityCases(spread, 0.05, 0.05, 0.8))).toBe(628);
});

describe('nonInferiorityFloor', () => {
  test.each([
    [0.01, 299],
    [0.02, 149],
    [0.03, 99],
    [0.05, 59],
    [0.1, 29],
  ])('margin %d at alpha .05 needs %d cases (statistics.md §0)', (margin, cases) => {
    expect(nonInferiorityFloor(margin, 0.05)).toBe(cases);
  });

  test('gives exact powers their whole number', () => {
    for (let k = 1; k <= 40; k += 1) {
      expect(nonInferiorityFloor(0.5, 0.5 ** k)).toBe(k);
      expect(nonInferiorityFloor(0.1, 0.9 ** k)).toBe(k);
      expect(nonInferiorityFloor(0.02, 0.98 ** k)).toBe(k);
    }
  });

  test('is the first n with (1 - margin)^n <= alpha', () => {
    const fraction = fc.double({ min: 0.001, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, (margin, alpha) => {
        const n = nonInferiorityFloor(margin, alpha);
        expect((1 - margin) ** n).toBeLessThanOrEqual(alpha * (1 + 1e-9));
        if (n > 1) expect((1 - margin) ** (n - 1)).toBeGreaterThan(alpha * (1 - 1e-9));
      }),
    );
  });

  test('is at least 1 and refuses fractions outside (0, 1)', () => {
    expect(nonInferiorityFloor(0.99, 0.5)).toBe(1);
    for (const wrong of [0, 1, -0.1, Number.NaN]) {
      expect(() => nonInferiorityFloor(wrong, 0.05)).toThrow(RangeError);
      expect(() => nonInferiorityFloor(0.05, wrong)).toThrow(RangeError);
    }
  });
});

describe('nonInferiorityCases', () => {
  test('T27: one-sided, margin .02, variance .08 (statistics.md)', () => {
    expect(nonInferiorityCases(0.08, 0.02, 0.05, 0.8)).toBeCloseTo(1236.5114464, 7);
  });

  test.each([
    [0.04, [619, 275, 99, 29]],
    [0.1, [1546, 687, 248, 62]],
    [0.2, [3092, 1374, 495, 124]],
  ])('planning table of statistics.md §1.4, discordance %d', (discordance, expected) => {
    const planned = [0.02, 0.03, 0.05, 0.1].map((margin) =>
      Math.max(
        Math.ceil(nonInferiorityCases(discordance, margin, 0.05, 0.8)),
        nonInferiorityFloor(margin, 0.05),
      ),
    );
    expect(planned).toEqual(expected);
  });

  test('refuses a negative variance', () => {
    expect(nonInferiorityCases(0, 0.02, 0.05, 0.8)).toBe(0);
    expect(() => nonInferiorityCases(-1, 0.02, 0.05, 0.8)).toThrow(RangeError);
    expect(() => nonInferiorityCases(0.1, 0.02, 0.05, 80)).toThrow(RangeError);
  });
});

describe('differenceCases and repeatedVariance', () => {
  const repeats = (within: number, count: number) => ({ within, repeats: count });

  test('T27: two-sided, difference .03, ω² 1/9 (statistics.md, Miller 2024)', () => {
    expect(differenceCases(1 / 9, 0.03, 0.05, 0.8)).toBeCloseTo(968.99749807, 7);
    const noisy = (count: number) => repeatedVariance(1 / 9, [repeats(1 / 6, count), repeats(1 / 6, count)]);
    expect(differenceCases(noisy(1), 0.03, 0.05, 0.8)).toBeCloseTo(3875.98999227, 7);
    expect(differenceCases(noisy(4), 0.03, 0.05, 0.8)).toBeCloseTo(1695.74562162, 7);
  });

  test('refuses what cannot be', () => {
    expect(() => repeatedVariance(-0.1, [])).toThrow(RangeError);
    expect(() => repeatedVariance(0.1, [repeats(-0.1, 1)])).toThrow(RangeError);
    expect(() => repeatedVariance(0.1, [repeats(0.1, 0)])).toThrow(RangeError);
    expect(() => differenceCases(0.1, 0, 0.05, 0.8)).toThrow(RangeError);
  });
});

describe('detectableDifference', () => {
  const rates = { alpha: 0.05, power: 0.8 };

  test('T28: n 200, sd .35, two-sided and one-sided (statistics.md)', () => {
    expect(detectableDifference(200, 0.35 ** 2, 2, rates)).toBeCloseTo(0.0693357, 7);
    expect(detectableDifference(200, 0.35 ** 2, 1, rates)).toBeCloseTo(0.06153711, 7);
  });

  test('is the inverse of the cases that are needed', () => {
    expect(detectableDifference(differenceCases(0.1, 0.03, 0.05, 0.8), 0.1, 2, rates)).toBeCloseTo(0.03, 12);
    expect(detectableDifference(nonInferiorityCases(0.1, 0.03, 0.05, 0.8), 0.1, 1, rates)).toBeCloseTo(
      0.03,
      12,
    );
  });

  test('refuses no cases', () => {
    expect(() => detectableDifference(0, 0.1, 1, rates)).toThrow(RangeError);
    expect(() => detectableDifference(10, -0.1, 1, rates)).toThrow(RangeError);
    expect(() => detectableDifference(10, 0.1, 1, { alpha: 0, power: 0.8 })).toThrow(RangeError);
  });
});

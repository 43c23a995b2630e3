import { expect, test } from 'vitest';
import { roganGladen, roganGladenInterval } from '../../../stats/rogan-gladen.ts';

test.each([
  [
    0.4,
    1000,
    { specificity: 0.7, negatives: 200, sensitivity: 0.9, positives: 200 },
    0.16666667,
    0.05635072,
    0.26273303,
  ],
  [
    0.83,
    300,
    { specificity: 0.8, negatives: 60, sensitivity: 0.95, positives: 140 },
    0.84,
    0.76276198,
    0.91439327,
  ],
])('T14, T15: rate %d of %d with %j (LLM-judge-reporting)', (rate, n, judge, estimate, lower, upper) => {
  expect(roganGladen(rate, judge)).toBeCloseTo(estimate, 7);
  const interval = roganGladenInterval(rate, n, judge, 0.95);
  expect(interval?.[0]).toBeCloseTo(lower, 7);
  expect(interval?.[1]).toBeCloseTo(upper, 7);
});

test('T16: one calibration for two models turns the sign, one for each gives the truth (statistics.md §3.1)', () => {
  const own = {
    baseline: { specificity: 0.85, sensitivity: 0.92 },
    candidate: { specificity: 0.6, sensitivity: 0.96 },
  };
  const shared = { specificity: (0.85 + 0.6) / 2, sensitivity: (0.92 + 0.96) / 2 };
  const judged = (truth: number, { specificity, sensitivity }: typeof shared) =>
    truth * sensitivity + (1 - truth) * (1 - specificity);
  const [baseline, candidate] = [judged(0.8, own.baseline), judged(0.76, own.candidate)];
  const corrected = (rate: number, by: typeof shared) => roganGladen(rate, by) ?? Number.NaN;
  expect(candidate - baseline).toBeCloseTo(0.0596, 9);
  expect(corrected(candidate, shared) - corrected(baseline, shared)).toBeCloseTo(0.08962406, 7);
  expect(corrected(candidate, own.candidate) - corrected(baseline, own.baseline)).toBeCloseTo(-0.04, 12);
});

test('a perfect judge changes nothing; estimates and intervals stay within [0, 1]', () => {
  expect(roganGladen(0.3, { specificity: 1, sensitivity: 1 })).toBeCloseTo(0.3, 12);
  expect(roganGladen(0.05, { specificity: 0.8, sensitivity: 0.9 })).toBe(0);
  expect(roganGladen(0.95, { specificity: 0.9, sensitivity: 0.8 })).toBe(1);
  const judge = { specificity: 0.8, negatives: 20, sensitivity: 0.9, positives: 20 };
  expect(roganGladenInterval(0.05, 50, judge, 0.95)?.[0]).toBe(0);
  expect(roganGladenInterval(1, 50, judge, 0.95)?.[1]).toBe(1);
});

test('few labels widen the interval as few cases do', () => {
  const width = (n: number, labels: number) => {
    const judge = { specificity: 0.85, negatives: labels, sensitivity: 0.9, positives: labels };
    const [lower, upper] = roganGladenInterval(0.7, n, judge, 0.9) ?? [0, 0];
    return upper - lower;
  };
  expect(width(1000, 50)).toBeGreaterThan(width(1000, 500));
  expect(width(100, 500)).toBeGreaterThan(width(1000, 500));
});

test('a judge no better than chance corrects nothing, and without labels of both kinds there is no interval', () => {
  expect(roganGladen(0.5, { specificity: 0.5, sensitivity: 0.5 })).toBeNull();
  expect(roganGladen(0.5, { specificity: 0.2, sensitivity: 0.3 })).toBeNull();
  const judge = { specificity: 0.8, negatives: 20, sensitivity: 0.9, positives: 20 };
  expect(roganGladenInterval(0.5, 0, judge, 0.9)).toBeNull();
  expect(roganGladenInterval(0.5, 9, { ...judge, negatives: 0 }, 0.9)).toBeNull();
  expect(roganGladenInterval(0.5, 9, { ...judge, specificity: 0, sensitivity: 0.5 }, 0.9)).toBeNull();
  expect(() => roganGladen(1.1, judge)).toThrow(RangeError);
  expect(() => roganGladenInterval(Number.NaN, 9, judge, 0.9)).toThrow(RangeError);
  expect(() => roganGladenInterval(0.5, 9, judge, 90)).toThrow(RangeError);
});

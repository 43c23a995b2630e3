import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerTransferGap, transferBand } from '../../../stats/transfer-band.ts';

const GAPS = [
  0.004, -0.012, 0.008, 0.015, -0.003, 0.01, -0.007, 0.002, 0.011, -0.005, 0.006, -0.001, 0.009, -0.014,
  0.003, 0.001, -0.008, 0.005, 0.013,
];

test('T34: 19 gaps at 90 %: the 18th smallest, .014 (statistics.md §2.5)', () => {
  expect(transferBand(GAPS, 0.1)).toBe(0.014);
});

test('the one-sided gap at 5 % is the smallest of 19', () => {
  expect(lowerTransferGap(GAPS, 0.05)).toBe(-0.014);
});

test('needs 1/alpha − 1 gaps: 9 at 10 %, 19 at 5 %', () => {
  for (const [alpha, needed] of [
    [0.1, 9],
    [0.05, 19],
  ] as const) {
    const some = Array.from({ length: needed }, (_, i) => i / 100);
    expect(transferBand(some, alpha)).not.toBeNull();
    expect(lowerTransferGap(some, alpha)).not.toBeNull();
    expect(transferBand(some.slice(1), alpha)).toBeNull();
    expect(lowerTransferGap(some.slice(1), alpha)).toBeNull();
  }
});

test('of exchangeable gaps the last one lies outside as often as alpha says, at most', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), {
    minLength: 20,
    maxLength: 20,
    selector: Math.abs,
  });
  fc.assert(
    fc.property(distinct, (gaps) => {
      // Each of the twenty in turn is the new one.
      const outside = gaps.filter(
        (gap, i) => Math.abs(gap) > (transferBand(gaps.toSpliced(i, 1), 0.05) ?? 0),
      );
      const below = gaps.filter((gap, i) => gap < (lowerTransferGap(gaps.toSpliced(i, 1), 0.05) ?? 0));
      expect(outside.length).toBe(1);
      expect(below.length).toBe(1);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { mcnemar } from '../../../stats/mcnemar.ts';
import { signFlip } from '../../../stats/sign-flip.ts';

describe('mcnemar', () => {
  test.each([
    [10, 4, 0.17956543, 0.11846924, 2.57142857, 0.18144921],
    [3, 12, 0.03515625, 0.02127075, 5.4, 0.0388671],
    [0, 6, 0.03125, 0.015625, 6, 0.04122683],
    [5, 5, 1, 0.87695312, 0, 0.75182963],
  ])(
    'T4: %d gains and %d losses (statsmodels mcnemar; mid-p statistics.md)',
    (b, c, exact, midP, chi, corrected) => {
      const found = mcnemar(b, c);
      expect(found.exact).toBeCloseTo(exact, 7);
      expect(found.midP).toBeCloseTo(midP, 7);
      expect(found.chiSquare).toBeCloseTo(chi, 7);
      expect(found.corrected).toBeCloseTo(corrected, 7);
    },
  );

  test('T42: the asymptotic p of chi-square 5.4 (scipy)', () => {
    expect(mcnemar(3, 12).asymptotic).toBeCloseTo(0.02013675, 7);
  });

  test('is the same for both sides, 1 without any difference, and refuses what is no count', () => {
    expect(mcnemar(4, 10)).toEqual(mcnemar(10, 4));
    expect(mcnemar(0, 0)).toEqual({ exact: 1, midP: 1, chiSquare: 0, asymptotic: 1, corrected: 1 });
    for (const wrong of [-1, 0.5, Number.NaN]) expect(() => mcnemar(wrong, 3)).toThrow(RangeError);
  });
});

describe('signFlip', () => {
  test('T10: seven differences (scipy permutation_test)', () => {
    expect(signFlip([0.2, -0.1, 0.4, 0, 0.3, -0.2, 0.5])).toBeCloseTo(0.21875, 12);
  });

  test('twelve differences, exact (scipy permutation_test)', () => {
    const differences = [0.2, -0.1, 0.4, 0, 0.3, -0.2, 0.5, 0.15, 0.15, -0.35, 0.6, -0.05];
    expect(signFlip(differences)).toBeCloseTo(0.150390625, 12);
  });

  test('thirty differences, from seeded flips (scipy permutation_test of 400,000: .2240)', () => {
    const differences = Array.from({ length: 30 }, (_, i) => ((i * 37) % 41) / 41 - 0.42);
    expect(signFlip(differences, 1)).toBeCloseTo(0.224, 2);
    expect(signFlip(differences, 1)).toBe(signFlip(differences, 1));
  });

  test('on ±1 it is McNemar’s exact test', () => {
    const differences = [...new Array(3).fill(1), ...new Array(12).fill(-1), 0, 0];
    expect(signFlip(differences)).toBeCloseTo(mcnemar(3, 12).exact, 12);
  });

  test('without any difference it is 1, and never 0', () => {
    expect(signFlip([])).toBe(1);
    expect(signFlip([0, 0])).toBe(1);
    expect(signFlip(new Array(60).fill(1))).toBeGreaterThan(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../../stats/normal.ts';
import { tangoInterval, tangoScore } from '../../../stats/tango.ts';
import { wilson } from '../../../stats/wilson.ts';

/** Gains, losses and pairs; counts are divided by `scale`, as a design effect does. */
const table = fc
  .record({
    gains: fc.nat({ max: 60 }),
    losses: fc.nat({ max: 60 }),
    same: fc.nat({ max: 200 }),
    scale: fc.constantFrom(1, 1, 1.37, 2.5),
  })
  .filter(({ gains, losses, same }) => gains + losses + same > 0)
  .map(({ gains, losses, same, scale }) => ({
    gains: gains / scale,
    losses: losses / scale,
    n: (gains + losses + same) / scale,
  }));

/** The score with the loss rate that maximises the multinomial likelihood, found by golden-section search. */
function scoreByLikelihood(gains: number, losses: number, n: number, difference: number): number {
  const part = (count: number, rate: number): number =>
    count === 0 ? 0 : count * Math.log(Math.max(rate, 1e-300));
  const logLikelihood = (loss: number): number =>
    part(gains, loss + difference) + part(losses, loss) + part(n - gains - losses, 1 - 2 * loss - difference);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.max(0, -difference);
  let high = (1 - difference) / 2;
  for (let i = 0; i < 200; i += 1) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (logLikelihood(left) < logLikelihood(right)) low = left;
    else high = right;
  }
  const loss = (low + high) / 2;
  return (gains - losses - n * difference) / Math.sqrt(n * (2 * loss + difference - difference ** 2));
}

describe('tangoScore', () => {
  test.each([
    [10, 4, 100, -0.05, 2.70630661, 0.00340181],
    [3, 12, 200, -0.02, -1.35861978, 0.91286645],
    [1, 3, 60, -0.1, 1.55699789, 0.05973549],
  ])('T9: %d gains, %d losses, n %d, difference %d (statistics.md)', (gains, losses, n, difference, z, p) => {
    const score = tangoScore(gains, losses, n, difference);
    expect(score).toBeCloseTo(z, 7);
    expect(normalCdf(-score)).toBeCloseTo(p, 7);
  });

  test('uses the constrained maximum of the likelihood: every table up to n = 7', () => {
    let compared = 0;
    for (let n = 1; n <= 7; n += 1) {
      for (let gains = 0; gains <= n; gains += 1) {
        for (let losses = 0; gains + losses <= n; losses += 1) {
          for (const difference of [-0.9, -0.5, -0.2, -0.05, 0.03, 0.1, 0.4, 0.8]) {
            const expected = scoreByLikelihood(gains, losses, n, difference);
            expect(tangoScore(gains, losses, n, difference)).toBeCloseTo(expected, 5);
            compared += 1;
          }
        }
      }
    }
    expect(compared).toBe(119 * 8);
  });

  test('is the McNemar statistic at 0', () => {
    expect(tangoScore(10, 4, 100, 0)).toBeCloseTo(6 / Math.sqrt(14), 12);
    expect(tangoScore(3, 12, 15, 0) ** 2).toBeCloseTo(5.4, 12);
  });

  test('.9^42 + 42·.1·.9^41 at margin .10, n = 42 is what the 5 % test lets through (statistics.md §9)', () => {
    const critical = normalQuantile(0.95);
    expect(tangoScore(0, 1, 42, -0.1)).toBeGreaterThanOrEqual(critical);
    expect(tangoScore(0, 2, 42, -0.1)).toBeLessThan(critical);
  });

  test('needs more than 5 unchanged pairs for a margin of .02 at 5 %', () => {
    expect(normalCdf(-tangoScore(0, 0, 5, -0.02))).toBeGreaterThan(0.05);
    expect(normalCdf(-tangoScore(0, 0, 149, -0.02))).toBeLessThan(0.05);
  });

  test('falls as the tested difference rises, and negates when the sides swap', () => {
    const difference = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(table, difference, difference, ({ gains, losses, n }, one, other) => {
        const low = tangoScore(gains, losses, n, Math.min(one, other));
        const high = tangoScore(gains, losses, n, Math.max(one, other));
        expect(high <= low + 1e-7).toBe(true);
        expect(tangoScore(losses, gains, n, -one) === -tangoScore(gains, losses, n, one)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is 0 at the estimate and without difference', () => {
    expect(tangoScore(0, 0, 9, 0)).toBe(0);
    expect(tangoScore(3, 1, 8, 0.25)).toBe(0);
    expect(tangoScore(9, 0, 9, 1)).toBe(0);
    expect(tangoScore(0, 9, 9, -1)).toBeCloseTo(0, 15);
  });

  test('is infinite where the hypothesis cannot give the counts', () => {
    expect(tangoScore(3, 1, 8, 1)).toBe(Number.NEGATIVE_INFINITY);
    expect(tangoScore(3, 1, 8, -1)).toBe(Number.POSITIVE_INFINITY);
  });

  test('refuses tables and differences that cannot be', () => {
    expect(() => tangoScore(0, 0, 0, 0)).toThrow(RangeError);
    expect(() => tangoScore(3, 3, 5, 0)).toThrow(RangeError);
    expect(() => tangoScore(-1, 3, 5, 0)).toThrow(RangeError);
    expect(() => tangoScore(1, Number.NaN, 5, 0)).toThrow(RangeError);
    expect(() => tangoScore(1, 1, 5, -1.1)).toThrow(RangeError);
  });
});

describe('tangoInterval', () => {
  test.each([
    [10, 4, 100, -0.01497301, 0.14167523],
    [3, 12, 200, -0.08917035, -0.00806058],
    [0, 0, 30, -0.11351339, 0.11351339],
    [12, 2, 50, 0.06111241, 0.34470875],
    [5, 40, 1000, -0.04952178, -0.0230186],
  ])('T8: %d gains, %d losses, n %d at 95 %% (statistics.md)', (gains, losses, n, lower, upper) => {
    const interval = tangoInterval(gains, losses, n, 0.95);
    expect(interval?.[0]).toBeCloseTo(lower, 7);
    expect(interval?.[1]).toBeCloseTo(upper, 7);
  });

  test('contains the estimate, lies in [-1, 1], and negates when the sides swap', () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0.5, max: 0.999, noNaN: true }), ({ gains, losses, n }, level) => {
        const [lower, upper] = tangoInterval(gains, losses, n, level) ?? [2, -2];
        const estimate = (gains - losses) / n;
        expect(-1 <= lower && lower <= estimate && estimate <= upper && upper <= 1).toBe(true);
        expect(lower < upper).toBe(true);
        expect(tangoInterval(losses, gains, n, level)).toEqual([-upper, -lower]);
      }),
      { numRuns: 500 },
    );
  });

  test('its ends score ±z', () => {
    fc.assert(
      fc.property(table, ({ gains, losses, n }) => {
        fc.pre(gains < n && losses < n);
        const [lower, upper] = tangoInterval(gains, losses, n, 0.9) ?? [2, -2];
        const z = normalQuantile(0.95);
        expect(tangoScore(gains, losses, n, lower)).toBeCloseTo(z, 6);
        expect(tangoScore(gains, losses, n, upper)).toBeCloseTo(-z, 6);
      }),
      { numRuns: 500 },
    );
  });

  test('without any difference it is Wilson for 0 of n on both sides', () => {
    for (const n of [1, 2.5, 30, 5000]) {
      const upper = wilson(0, n, 0.95)?.[1] ?? Number.NaN;
      const interval = tangoInterval(0, 0, n, 0.95);
      expect(interval?.[0]).toBeCloseTo(-upper, 12);
      expect(interval?.[1]).toBeCloseTo(upper, 12);
    }
  });

  test('all gains and all losses reach the end, and still have width', () => {
    const z = normalQuantile(0.975);
    // For n gains of n the score is sqrt(n (1 − t)/(1 + t)), so the lower end is known.
    const lower = (20 - z * z) / (20 + z * z);
    const gained = tangoInterval(20, 0, 20, 0.95);
    expect(gained?.[0]).toBeCloseTo(lower, 12);
    expect(gained?.[1]).toBe(1);
    const lost = tangoInterval(0, 20, 20, 0.95);
    expect(lost?.[0]).toBe(-1);
    expect(lost?.[1]).toBeCloseTo(-lower, 12);
  });

  test('accepts counts that a division has pushed above n by rounding', () => {
    const factor = 1.1;
    const interval = tangoInterval(3 / factor, 4 / factor, 7 / factor - 1e-15, 0.9);
    expect(interval?.[0]).toBeLessThan(-1 / 7);
    expect(interval?.[1]).toBeGreaterThan(-1 / 7);
    expect(tangoInterval(0, 20 + 1e-12, 20, 0.9)?.[0]).toBe(-1);
    expect(tangoInterval(20 + 1e-12, 0, 20, 0.9)?.[1]).toBe(1);
  });

  test('knows nothing about no pairs and refuses tables that cannot be', () => {
    expect(tangoInterval(0, 0, 0, 0.95)).toBeNull();
    expect(() => tangoInterval(1, 0, 0, 0.95)).toThrow(RangeError);
    expect(() => tangoInterval(1, 0, 5, 95)).toThrow(RangeError);
  });
});

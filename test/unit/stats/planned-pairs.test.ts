import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weigh } from '../../../gate/evidence.ts';
import { binomialPmf } from '../../../stats/binomial.ts';
import { regionProbability } from '../../../stats/paired-region.ts';
import { passProbability, plannedPairs } from '../../../stats/planned-pairs.ts';
import { nonInferiorityFloor } from '../../../stats/planning.ts';
import { pairs, policy } from '../gate/paired-fixtures.ts';

describe('passProbability', () => {
  test.each([
    [40, 0.1, 0.05, 0.05, 0.5579791484],
    [60, 0.05, 0.02, 0.02, 0.4285761374],
    [60, 0.05, 0, 0.05, 0.046069799],
    [100, 0.05, 0.1, 0.15, 0.0485593221],
  ])(
    'n = %d, margin %d, gain %d, loss %d: every table (scipy multinomial)',
    (n, margin, gain, loss, chance) => {
      expect(passProbability(n, { gain, loss }, margin, 0.05)).toBeCloseTo(chance, 9);
    },
  );

  test('passes the tables that the gate passes', () => {
    for (const [n, margin] of [
      [42, 0.1],
      [58, 0.05],
      [60, 0.05],
    ] as const) {
      const rates = { gain: 0.11, loss: 0.13 };
      const isInside = (gains: number, losses: number) =>
        weigh(pairs(n, losses, gains), margin, policy).isShown;
      expect(passProbability(n, rates, margin, 0.05)).toBeCloseTo(regionProbability(n, isInside, rates), 12);
    }
  });

  test('the floor alone decides where nothing differs', () => {
    expect(passProbability(58, { gain: 0, loss: 0 }, 0.05, 0.05)).toBe(0);
    expect(passProbability(59, { gain: 0, loss: 0 }, 0.05, 0.05)).toBeCloseTo(1, 12);
    expect(passProbability(59, { gain: 0, loss: 0.05 }, 0.05, 0.05)).toBeCloseTo(0.95 ** 59, 12);
  });
});

describe('regionProbability', () => {
  test('is one of everything, nothing of nothing, and a binomial tail where only gains count', () => {
    const rates = { gain: 0.2, loss: 0.3 };
    expect(regionProbability(50, () => true, rates)).toBeCloseTo(1, 12);
    expect(regionProbability(50, () => false, rates)).toBe(0);
    const tail = Array.from({ length: 39 }, (_, i) => binomialPmf(12 + i, 50, 0.2)).reduce(
      (a, b) => a + b,
      0,
    );
    expect(regionProbability(50, (gains) => gains >= 12, rates)).toBeCloseTo(tail, 12);
  });

  test('agrees with adding up every table of a random region', () => {
    const logChance = (n: number, b: number, c: number, gain: number, loss: number) =>
      binomialPmf(c, n, loss) * binomialPmf(b, n - c, gain / (1 - loss));
    const edge = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 21, maxLength: 21 });
    const rate = fc.double({ min: 0, max: 0.45, noNaN: true });
    fc.assert(
      fc.property(edge, rate, rate, (steps, gain, loss) => {
        const least = steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0));
        const isInside = (gains: number, losses: number) => gains >= (least[losses] ?? 0);
        let sum = 0;
        for (let c = 0; c <= 20; c++) {
          for (let b = 0; b <= 20 - c; b++) if (isInside(b, c)) sum += logChance(20, b, c, gain, loss);
        }
        expect(regionProbability(20, isInside, { gain, loss })).toBeCloseTo(sum, 12);
      }),
    );
  });

  test('knows the edges of the rates, and refuses what is none', () => {
    const isGain = (gains: number, losses: number) => gains > losses;
    expect(regionProbability(9, isGain, { gain: 1, loss: 0 })).toBeCloseTo(1, 12);
    expect(regionProbability(9, isGain, { gain: 0, loss: 1 })).toBe(0);
    expect(() => regionProbability(9, isGain, { gain: 0.7, loss: 0.7 })).toThrow(RangeError);
    expect(() => regionProbability(9, isGain, { gain: -0.1, loss: 0.7 })).toThrow(RangeError);
  });
});

describe('plannedPairs', () => {
  test.each([
    [0.04, 0.05, 99],
    [0.04, 0.03, 275],
    [0.1, 0.05, 248],
    [0.2, 0.05, 495],
  ])(
    'discordance %d, margin %d: more than the %d of the normal approximation, and then the power stays',
    (d, margin, approximate) => {
      const rates = { gain: d / 2, loss: d / 2 };
      const n = plannedPairs(d, margin, 0.05, 0.8);
      expect(n).toBeGreaterThan(approximate);
      expect(passProbability(n - 1, rates, margin, 0.05)).toBeLessThan(0.8);
      for (let more = 0; more <= 3 / margin; more++) {
        expect(passProbability(n + more, rates, margin, 0.05)).toBeGreaterThanOrEqual(0.8);
      }
    },
  );

  test('the exact power of the normal approximation’s n falls short', () => {
    const power = (n: number, d: number, margin: number) =>
      passProbability(n, { gain: d / 2, loss: d / 2 }, margin, 0.05);
    expect(power(99, 0.04, 0.05)).toBeCloseTo(0.631, 3);
    expect(power(275, 0.04, 0.03)).toBeCloseTo(0.73, 3);
    expect(power(248, 0.1, 0.05)).toBeCloseTo(0.774, 3);
    expect(power(495, 0.2, 0.05)).toBeCloseTo(0.795, 3);
  });

  test('is the floor where nothing differs, and the approximation where thousands are needed', () => {
    for (const margin of [0.02, 0.03, 0.05, 0.1]) {
      expect(plannedPairs(0, margin, 0.05, 0.8)).toBe(nonInferiorityFloor(margin, 0.05));
    }
    expect(plannedPairs(0.5, 0.02, 0.05, 0.8)).toBe(7729);
    expect(() => plannedPairs(1.1, 0.05, 0.05, 0.8)).toThrow(RangeError);
  });
});

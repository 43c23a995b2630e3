import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { pair, pairs, policy } from './paired-fixtures.ts';

const gapOf = (cases: readonly PairedCase[]) => {
  const { gap } = decide(cases, policy);
  if (gap === null) throw new Error('both arms are there');
  return gap;
};
const synthetic = (n: number, losses: number, gains: number) =>
  pairs(n, losses, gains, { origin: 'synthetic' });

test('412 real and 1600 independent synthetic cases: the distance over the root of both squared errors, by hand', () => {
  const gap = gapOf([...pairs(412, 21, 17), ...synthetic(1600, 66, 60)]);
  expect(gap.difference).toBeCloseTo(-4 / 412 + 6 / 1600, 12);
  // One gain and one loss more in either arm: (Σd² − (Σd)²/n)/n² each, with the factor G/(G − 1) of both together.
  const error = (n: number, sum: number, squares: number) => (squares - sum ** 2 / n) / n ** 2;
  const clusters = 414 + 1602;
  const by = (error(414, -4, 40) + error(1602, -6, 128)) * (clusters / (clusters - 1));
  expect(gap.se).toBeCloseTo(Math.sqrt(by), 12);
  expect(gap.z).toBeCloseTo(gap.difference / Math.sqrt(by), 9);
  expect(gap.isConflict).toBe(false);
});

test('what the arms share of their clusters is subtracted twice: perturbed real cases that lose with their seeds', () => {
  const real = pairs(200, 20, 0);
  const changed = real.map((item) => ({
    ...item,
    caseId: `${item.caseId}-changed`,
    origin: 'synthetic' as const,
  }));
  const apart = changed.map((item) => ({ ...item, cluster: `${item.cluster}-of its own` }));
  const [together, unrelated] = [gapOf([...real, ...changed]), gapOf([...real, ...apart])];
  expect(together.difference).toBe(0);
  // Only the added gain and loss of either arm are left.
  expect(together.se).toBeLessThan(0.4 * (unrelated.se ?? 0));
});

test('clusters of synthetic cases that break as a whole widen it', () => {
  const families = synthetic(400, 40, 0).map((item, i) => ({
    ...item,
    cluster: `family ${Math.floor(i / 10)}`,
  }));
  const real = pairs(400, 0, 0);
  expect(gapOf([...real, ...families]).se ?? 0).toBeGreaterThan(
    2 * (gapOf([...real, ...synthetic(400, 40, 0)]).se ?? 9),
  );
});

test('arms without a difference are not certain', () => {
  const gap = gapOf([...pairs(20, 0, 0), ...synthetic(20, 0, 0)]);
  expect([gap.difference, gap.z, gap.se]).toEqual([0, 0, expect.any(Number)]);
  expect(gap.se).toBeGreaterThan(0.05);
});

describe('synthetic-real-conflict', () => {
  test('opposite directions, further apart than chance explains; it overrides nothing', () => {
    const cases = [...pairs(600, 0, 12), ...synthetic(600, 12, 0)];
    const decision = decide(cases, policy);
    expect(decision.gap?.isConflict).toBe(true);
    expect(decision.status).toBe('pass');
    expect(decision.checks.map(({ name }) => name)).toEqual(['real', 'synthetic']);
  });

  test('not where both point the same way, nor where the distance is small', () => {
    expect(gapOf([...pairs(600, 0, 60), ...synthetic(600, 0, 3)]).isConflict).toBe(false);
    expect(gapOf([...pairs(600, 0, 1), ...synthetic(600, 1, 0)]).isConflict).toBe(false);
  });
});

test('swapping the models negates it', () => {
  const count = fc.integer({ min: 0, max: 10 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const cases = [...pairs(40, a, b), ...synthetic(60, c, d)];
      const swapped = cases.map((item) => ({ ...item, candidate: item.baseline, baseline: item.candidate }));
      const [one, other] = [gapOf(cases), gapOf(swapped)];
      expect(other.difference).toBeCloseTo(-one.difference, 12);
      expect(other.se).toBeCloseTo(one.se ?? -1, 12);
      expect(other.isConflict).toBe(one.isConflict);
    }),
    { numRuns: 30 },
  );
});

test('real cases alone have no gap', () => {
  expect(decide(pairs(60, 0, 0), policy).gap).toBeNull();
  expect(decide([pair(1), pair(2)], policy).gap).toBeNull();
});

import { describe, expect, test } from 'vitest';
import { casesMissing } from '../../../gate/cases-missing.ts';
import { weigh } from '../../../gate/evidence.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { pair, pairs, policy } from './paired-fixtures.ts';

const missing = (n: number, side: 'candidate' | 'baseline'): readonly PairedCase[] =>
  Array.from({ length: n }, (_, i) => pair(`missing${i}`, { [side]: null }));

/** Puts each run of `size` cases into a cluster. */
const clustered = (cases: readonly PairedCase[], size: number): readonly PairedCase[] =>
  cases.map((item, i) => ({ ...item, cluster: `g${Math.floor(i / size)}` }));

// The p-values come from Tango's score with the constrained likelihood maximised numerically.
describe('missing cases', () => {
  const cases = [...pairs(200, 2, 2), ...missing(4, 'candidate')];
  const evidence = weigh(cases, 0.05, policy);

  test('are counted as losses against PASS: (2, 6, 204)', () => {
    expect(evidence.pPass).toBeCloseTo(0.038581645, 7);
  });

  test('are counted as gains against FAIL: (6, 2, 204)', () => {
    expect(evidence.pFail).toBeCloseTo(0.9998170447, 7);
    // (0, 20, 80) alone has p 4.74e-5; with two missing it is (2, 20, 82).
    const broken = [...pairs(80, 20, 0), ...missing(2, 'baseline')];
    expect(weigh(broken, 0.05, policy).pFail).toBeCloseTo(0.0008428188375, 9);
  });

  test('are counted apart and leave rates, difference and interval alone', () => {
    const alone = weigh(pairs(200, 2, 2), 0.05, policy);
    const kept = ['n', 'gains', 'losses', 'baseline', 'candidate', 'difference', 'interval'] as const;
    for (const key of kept) expect(evidence[key], key).toEqual(alone[key]);
    expect(evidence.missing).toBe(4);
  });

  test('are missing for both models, whichever of the two has no score', () => {
    const other = weigh([...pairs(200, 2, 2), ...missing(4, 'baseline')], 0.05, policy);
    expect(other).toEqual(evidence);
  });

  test('can keep a set from PASS that is shown without them', () => {
    expect(evidence.isShown).toBe(true);
    expect(weigh([...pairs(200, 2, 2), ...missing(20, 'candidate')], 0.05, policy).isShown).toBe(false);
  });
});

describe('clusters', () => {
  test('one cluster shows nothing in either direction', () => {
    for (const cases of [pairs(500, 0, 0), pairs(500, 500, 0), pairs(500, 0, 500)]) {
      const one = weigh(clustered(cases, 500), 0.05, policy);
      expect(one).toMatchObject({ clusters: 1, designEffect: null, interval: null, isShown: false });
      expect([one.pPass, one.pFail]).toEqual([null, null]);
    }
  });

  test('without any difference clusters count as one case each', () => {
    // 58 and 59 clusters of ten: the floor at margin .05 is 59.
    expect(weigh(clustered(pairs(580, 0, 0), 10), 0.05, policy).isShown).toBe(false);
    expect(weigh(clustered(pairs(590, 0, 0), 10), 0.05, policy).isShown).toBe(true);
  });

  test('losses that fill whole clusters count once a cluster: p is that of the clusters', () => {
    // 80 clusters of three with 20 lost: (0, 20, 80).
    const whole = weigh(clustered(pairs(240, 60, 0), 3), 0.05, policy);
    expect(whole.designEffect).toBeCloseTo(3, 12);
    expect(whole.pFail).toBeCloseTo(4.73861257e-5, 11);
    expect(whole).toMatchObject({ n: 240, clusters: 80, losses: 60 });
  });

  test('clusters of one case change nothing', () => {
    expect(weigh(pairs(100, 4, 10), 0.05, policy)).toMatchObject({ clusters: 100, designEffect: 1 });
  });
});

describe('the floor', () => {
  // ceil(ln .05 / ln(1 − margin)), statistics.md §0.
  test.each([
    [0.01, 299],
    [0.02, 149],
    [0.03, 99],
    [0.05, 59],
    [0.1, 29],
  ])('at margin %d a set without differences is shown from %d cases on', (margin, floor) => {
    expect(weigh(pairs(floor - 1, 0, 0), margin, policy).isShown).toBe(false);
    expect(weigh(pairs(floor, 0, 0), margin, policy).isShown).toBe(true);
  });

  test('keeps back what the score test alone would let through', () => {
    // (0, 0, 58): Tango's score is √(58·.05/.95) = 1.747, p .0403.
    const { pPass, isShown } = weigh(pairs(58, 0, 0), 0.05, policy);
    expect(pPass).toBeCloseTo(0.0403, 4);
    expect(isShown).toBe(false);
  });

  test('does not hold back a clear net gain', () => {
    expect(weigh(pairs(40, 0, 8), 0.05, policy).isShown).toBe(true);
  });
});

describe('casesMissing', () => {
  const more = (cases: readonly PairedCase[], margin: number, power = 0.8) =>
    casesMissing(weigh(cases, margin, policy).basis, margin, { ...policy, power });

  test('fills up to the floor where nothing differs', () => {
    expect(more(pairs(10, 0, 0), 0.05)).toBe(59 - 10);
    expect(more(pairs(10, 0, 0), 0.02)).toBe(149 - 10);
    expect(more([], 0.05)).toBe(59);
  });

  test('aims at the asked power, counted out, where the models are equal but differ', () => {
    // With a variance of 10/99 269 is the first number from which on 8 of 10 equal models pass (all tables
    // counted); 6.1826 · .1 / .05² would be 248, where 77.4 % do.
    expect(more(pairs(100, 5, 5), 0.05)).toBe(269 - 100);
    expect(more(pairs(100, 5, 5), 0.05, 0.9)).toBe(367 - 100);
  });

  test('is multiplied by the design effect', () => {
    // 40 clusters of ten alike cases: 59 · 10.
    expect(more(clustered(pairs(400, 0, 0), 10), 0.05)).toBe(590 - 400);
  });

  test('is null where the cases are enough, and near the margin', () => {
    expect(more(pairs(59, 0, 0), 0.05)).toBeNull();
    expect(more(pairs(400, 4, 4), 0.05)).toBeNull();
    expect(more(pairs(2000, 108, 15), 0.05)).toBeNull();
  });
});

describe('nothing to weigh', () => {
  test.each([
    ['no case', []],
    ['no case with two scores', missing(100, 'candidate')],
  ])('%s: numbers that cannot be are null, and nothing is shown', (_, cases) => {
    expect(weigh(cases, 0.05, policy)).toMatchObject({
      n: 0,
      gains: 0,
      losses: 0,
      baseline: null,
      candidate: null,
      difference: null,
      interval: null,
      isShown: false,
    });
  });
});

test('rates and difference are shares of the cases that both were scored on', () => {
  const evidence = weigh(
    [...pairs(100, 4, 10), ...missing(3, 'baseline'), pair('both', { candidate: 0, baseline: 0 })],
    0.05,
    policy,
  );
  // Candidate 96 of 101 right, baseline 90 of 101.
  expect(evidence.candidate).toBeCloseTo(96 / 101, 12);
  expect(evidence.baseline).toBeCloseTo(90 / 101, 12);
  expect(evidence.difference).toBeCloseTo(6 / 101, 12);
});

test('T8: the interval is Tango’s at level 1 − 2·alphaPass', () => {
  const evidence = weigh(pairs(100, 4, 10), 0.05, { ...policy, alphaPass: 0.025 });
  expect(evidence.level).toBeCloseTo(0.95, 12);
  expect(evidence.interval?.[0]).toBeCloseTo(-0.01497301, 7);
  expect(evidence.interval?.[1]).toBeCloseTo(0.14167523, 7);
});

test('T9: p of PASS for (10, 4, 100) and (1, 3, 60)', () => {
  expect(weigh(pairs(100, 4, 10), 0.05, policy).pPass).toBeCloseTo(0.00340181, 7);
  expect(weigh(pairs(60, 3, 1), 0.1, policy).pPass).toBeCloseTo(0.05973549, 7);
});

test('p of PASS keeps its digits far in the tail', () => {
  const { pPass } = weigh(pairs(2000, 0, 0), 0.1, policy);
  // Score √(2000·.1/.9) = 14.907: Φ(−14.907) = 1.48e-50.
  expect(pPass).toBeGreaterThan(1e-50);
  expect(pPass).toBeLessThan(2e-50);
});

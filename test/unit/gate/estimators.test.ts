import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import { estimatorFor } from '../../../gate/estimate.ts';
import { weigh } from '../../../gate/evidence.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { nonInferiorityFloor } from '../../../stats/planning.ts';
import { armOf, pair, pairs, policy } from './paired-fixtures.ts';

/** Cases with these differences: the baseline scores one half. */
const scored = (differences: readonly number[], over: Partial<PairedCase> = {}): readonly PairedCase[] =>
  differences.map((d, i) => pair(`s${i}`, { candidate: 0.5 + d / 2, baseline: 0.5 - d / 2, ...over }));

const inClusters = (cases: readonly PairedCase[], size: number) =>
  cases.map((item, i) => ({ ...item, cluster: `g${Math.floor(i / size)}` }));

/** Small differences that add up to nothing. */
const ripple = (n: number, height: number) =>
  Array.from({ length: n }, (_, i) => (i % 2 === 0 ? height : -height));

describe('scores between 0 and 1', () => {
  test('CR2, Satterthwaite and one whole gain and loss more: p of data P in halves (numpy, scipy t)', () => {
    // Data P of statistics.md §10 with every difference halved, margin .05.
    const P = [0, 0, 1, 0, -1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, -1];
    const clusters = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8];
    const cases = scored(P.map((d) => d / 2)).map((item, i) => ({ ...item, cluster: `g${clusters[i]}` }));
    const { pFail, difference } = weigh(cases, 0.05, policy);
    expect(difference).toBeCloseTo(-2 / 48, 12);
    expect(pFail).toBeCloseTo(0.565672181, 7);
  });

  test('many small differences around nothing pass; a shift below the margin fails', () => {
    expect(decide(scored(ripple(200, 0.1)), policy).status).toBe('pass');
    expect(decide(scored(ripple(200, 0.1).map((d) => d - 0.15)), policy).status).toBe('fail');
    expect(decide(scored(ripple(200, 0.1).map((d) => d - 0.05)), policy).status).toBe('inconclusive');
  });

  test('few small differences among many ties pass too: there are enough cases that did not break', () => {
    const differences = [...new Array<number>(190).fill(0), ...ripple(10, 0.1)];
    expect(decide(scored(differences), policy).status).toBe('pass');
    expect(decide(scored(differences.slice(142)), policy).status).toBe('inconclusive');
  });

  test('no set without a net gain passes below the floor, whatever its scores', () => {
    const below = nonInferiorityFloor(0.05, 0.05) - 1;
    const differences = fc.array(fc.double({ min: -0.2, max: 0, noNaN: true }), {
      minLength: 2,
      maxLength: below,
    });
    fc.assert(
      fc.property(differences, (some) => {
        expect(weigh(scored(some), 0.05, policy).isShown).toBe(false);
      }),
    );
  });

  test('swapping the models negates the interval', () => {
    const differences = fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), {
      minLength: 3,
      maxLength: 25,
    });
    fc.assert(
      fc.property(differences, fc.integer({ min: 1, max: 3 }), (some, size) => {
        const cases = inClusters(scored(some), size);
        const swapped = cases.map((item) => ({
          ...item,
          candidate: item.baseline,
          baseline: item.candidate,
        }));
        const [one, other] = [weigh(cases, 0.05, policy), weigh(swapped, 0.05, policy)];
        if (one.interval === null) expect(other.interval).toBeNull();
        else {
          expect(other.interval?.[0]).toBeCloseTo(-one.interval[1], 9);
          expect(other.interval?.[1]).toBeCloseTo(-one.interval[0], 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a missing score counts as a whole loss against PASS and a whole gain against FAIL', () => {
    const cases = scored(ripple(100, 0.1));
    const gap = [pair('gone', { candidate: null, baseline: 0.5 })];
    const [seen, open] = [weigh(cases, 0.05, policy), weigh([...cases, ...gap], 0.05, policy)];
    expect(open.pPass).toBeGreaterThan(seen.pPass ?? 1);
    expect(open.pFail).toBeGreaterThan(seen.pFail ?? 1);
    expect(open).toMatchObject({ n: 100, missing: 1, difference: seen.difference });
  });
});

describe('clusters that may break as a whole', () => {
  const churn = (n: number) =>
    Array.from({ length: n }, (_, i) => (i % 40 === 7 ? 1 : i % 40 === 29 ? -1 : 0));

  test('twenty families of ten with some churn are no 200 cases: not shown', () => {
    const cases = inClusters(scored(churn(200)), 10);
    const { pPass, designEffect } = weigh(cases, 0.05, policy);
    // Nothing in the sample shows that clusters are alike …
    expect(designEffect).toBeLessThan(1.1);
    // … and a candidate that breaks one family in twenty shows none of it a third of the time: .95^20 = .36.
    expect(pPass).toBeGreaterThan(0.1);
    expect(weigh(scored(churn(200)), 0.05, policy).isShown).toBe(true);
  });

  test('more families are shown, and how many more is told', () => {
    const decision = decide(inClusters(scored(churn(200)), 10), policy);
    const { nMore, reason } = armOf(decision, 'real');
    expect(reason).toContain('in clusters of their own');
    const enough = 200 + (nMore ?? 0);
    expect(enough).toBeGreaterThan(590);
    expect(decide(inClusters(scored(churn(Math.ceil(enough / 10) * 10)), 10), policy).status).toBe('pass');
  });

  test('p of FAIL is left to the design effect', () => {
    const lost = inClusters(
      scored([...new Array<number>(60).fill(-1), ...new Array<number>(140).fill(0)]),
      10,
    );
    // Six whole families of twenty: Tango (0, 6, 20) at margin .05.
    expect(weigh(lost, 0.05, policy).pFail).toBeCloseTo(0.0145481659, 7);
  });

  test('a persona that was made up is a cluster too: forty of them are below the floor of 59', () => {
    const cases = pairs(400, 0, 0).map((item, i) => ({ ...item, secondCluster: `persona ${i % 40}` }));
    expect(weigh(cases, 0.05, policy)).toMatchObject({ isShown: false, designEffect: 10 });
    expect(weigh(cases, 0.1, policy).isShown).toBe(true);
    expect(weigh(pairs(400, 0, 0), 0.05, policy).isShown).toBe(true);
  });

  test('a second clustering widens scores as well', () => {
    const alone = scored(ripple(120, 0.2));
    const both = alone.map((item, i) => ({ ...item, secondCluster: `persona ${i % 12}` }));
    expect(weigh(both, 0.05, policy).pPass).toBeGreaterThan(weigh(alone, 0.05, policy).pPass ?? 1);
  });
});

describe('labels of people', () => {
  /** Judged cases, of which the first `labelled` were labelled; judges see what people see but for a few. */
  const judged = (n: number, labelled: number, human: (i: number) => number, judge = human) =>
    Array.from({ length: n }, (_, i): PairedCase => {
      const [h, j] = [human(i), judge(i)];
      const scores = (d: number) => ({ candidate: d < 0 ? 0 : 1, baseline: d > 0 ? 0 : 1 });
      return pair(`j${i}`, {
        ...scores(j),
        withoutFamily: { llama: scores(j) },
        ...(i < labelled ? { human: scores(h) } : {}),
      });
    });
  const lossEvery = (k: number) => (i: number) => (i % k === 3 ? -1 : 0);

  test('fewer than minHumanPairs change nothing: the wording says that judges rate', () => {
    const few = weigh(
      judged(400, 49, lossEvery(20), () => 0),
      0.05,
      policy,
    );
    expect(few).toMatchObject({ labels: 'judged', humanPairs: 49, difference: 0, lambda: null });
    expect(
      armOf(
        decide(
          judged(400, 49, () => 0),
          policy,
        ),
        'real',
      ).reason,
    ).toContain('as judges rate it');
  });

  test('from then on they correct judges who see no loss', () => {
    const { labels, difference, humanPairs, isShown } = weigh(
      judged(400, 100, lossEvery(10), () => 0),
      0.05,
      policy,
    );
    expect({ labels, humanPairs, isShown }).toEqual({
      labels: 'human-and-judged',
      humanPairs: 100,
      isShown: false,
    });
    // Blind judges weigh nothing: the mean of the labels.
    expect(difference).toBeCloseTo(-0.1, 12);
  });

  test('λ near 1 where judges are right, and the rest of the cases then counts', () => {
    const own = judged(1000, 200, (i) => (i % 25 === 3 ? -1 : i % 25 === 9 ? 1 : 0));
    const found = weigh(own, 0.05, policy);
    expect(found.lambda).toBeGreaterThan(0.7);
    const alone = own.slice(0, 200);
    const width = ([low, high]: readonly [number, number]) => high - low;
    const labelsAlone = weigh(alone, 0.05, policy);
    expect(labelsAlone.labels).toBe('human');
    expect(width(found.interval ?? [0, 9])).toBeLessThan(width(labelsAlone.interval ?? [0, 0]));
  });

  test('all labelled: people alone, tested as counts', () => {
    const cases = judged(100, 100, lossEvery(25), () => 1);
    expect(weigh(cases, 0.05, policy)).toMatchObject({ labels: 'human', humanPairs: 100, difference: -0.04 });
    const plain = weigh(pairs(100, 4, 0), 0.05, policy);
    expect(weigh(cases, 0.05, policy).pPass).toBeCloseTo(plain.pPass ?? -1, 12);
  });

  test('rules need no correction: labels of cases that no judge scored are passed over', () => {
    const cases = judged(400, 100, lossEvery(10), () => 0).map(({ withoutFamily: _, ...item }) => item);
    expect(weigh(cases, 0.05, policy)).toMatchObject({ labels: 'verifiable', difference: 0, isShown: true });
  });

  test('answers drawn with known probabilities: T33 for both models (statistics.md §2.4)', () => {
    const f = [0, 0, 0, 0, 1, 0, 0, 0];
    const pi = [0.25, 0.25, 0.8, 0.25, 0.8, 0.25, 0.5, 0.8];
    const y = [null, 0, 0, null, 0, null, 1, 0];
    const cases = f.map((score, i) =>
      pair(`d${i}`, {
        candidate: score,
        baseline: 0,
        withoutFamily: { llama: { candidate: score, baseline: 0 } },
        drawn: {
          candidate: { label: y[i] ?? null, probability: pi[i] ?? 1 },
          baseline: { label: 0, probability: 1 },
        },
      }),
    );
    const found = weigh(cases, 0.05, { ...policy, minHumanPairs: 5 });
    // (0 + 0 + 0 + 0 + (1 − 1/.8) + 0 + 1/.5 + 0) / 8
    expect(found.difference).toBeCloseTo((1 - 1.25 + 2) / 8, 12);
    expect(found).toMatchObject({ labels: 'human-and-judged', humanPairs: 5 });
    expect(weigh(cases, 0.05, policy).labels).toBe('judged');
  });

  test('swapping the models negates what labels make of them', () => {
    const cases = judged(300, 80, (i) => (i % 9 === 2 ? -1 : i % 11 === 3 ? 1 : 0), lossEvery(13));
    const swap = (item: PairedCase): PairedCase => ({
      ...item,
      candidate: item.baseline,
      baseline: item.candidate,
      ...(item.human === undefined
        ? {}
        : { human: { candidate: item.human.baseline, baseline: item.human.candidate } }),
    });
    const [one, other] = [weigh(cases, 0.05, policy), weigh(cases.map(swap), 0.05, policy)];
    expect(other.difference).toBeCloseTo(-(one.difference ?? 9), 12);
    expect(other.interval?.[0]).toBeCloseTo(-(one.interval?.[1] ?? 9), 9);
  });
});

describe('looks', () => {
  const wager = (cases: readonly PairedCase[], largest = 1) => ({
    ...policy,
    rule: {
      kind: 'wager' as const,
      steps: { stepOf: new Map(cases.map((item, i) => [item.cluster, i])), largest },
    },
  });

  test('T22: wagers on the worked sequence, in the order that was fixed (statistics.md §5.2)', () => {
    const d = [0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
    const cases = scored(d);
    const found = weigh(cases.toReversed(), 0.1, wager(cases));
    // The most wealth there was: 4.2136 after the last, on the FAIL side never more than at the start.
    expect(found.pPass).toBeCloseTo(1 / 4.21364375, 7);
    expect(found.pFail).toBe(1);
  });

  test('a wager that was won stays won', () => {
    const good = scored(new Array<number>(120).fill(0));
    const bad = scored(new Array<number>(40).fill(-1)).map((item) => ({
      ...item,
      cluster: `b${item.cluster}`,
    }));
    const all = [...good, ...bad];
    expect(weigh(good, 0.05, wager(all)).isShown).toBe(true);
    expect(weigh(all, 0.05, wager(all)).isShown).toBe(true);
    expect(weigh([...bad, ...good], 0.05, wager([...bad, ...good])).isShown).toBe(false);
  });

  test('a cluster without a place in the order is no accident', () => {
    const cases = scored([0, 0, 0]);
    expect(() => weigh(cases, 0.05, wager(cases.slice(1)))).toThrow(RangeError);
  });

  test('at a look p-values are those that stand although one looks again', () => {
    const cases = pairs(300, 2, 2);
    const plain = weigh(cases, 0.05, policy);
    const first = weigh(cases, 0.05, { ...policy, rule: { kind: 'look', look: 2, looks: 4 } });
    expect(first.pPass).toBeGreaterThan(10 * (plain.pPass ?? 1));
    expect(first.interval?.[0]).toBeLessThan(plain.interval?.[0] ?? -1);
    const last = weigh(cases, 0.05, { ...policy, rule: { kind: 'look', look: 4, looks: 4 } });
    expect(last.pPass).toBeLessThan(1.4 * (plain.pPass ?? 0));
  });
});

test('the estimator of no cases tests nothing', () => {
  const estimator = estimatorFor([], policy);
  expect(estimator.test(null)).toBeNull();
  expect(estimator).toMatchObject({ labels: 'verifiable', humanPairs: 0 });
});

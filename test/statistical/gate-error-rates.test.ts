import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { decide } from '../../gate/decide.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { policy } from '../unit/gate/paired-fixtures.ts';

const repetitions = 200;

/** How often each verdict came in 200 seeded repetitions. */
interface Rates {
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
}

const table: string[] = [];
afterAll(() => {
  const head = 'scenario                                              n  margin  PASS  FAIL  INCONCLUSIVE';
  console.log([`verdicts in ${repetitions} seeded repetitions`, head, ...table].join('\n'));
});

/** Makes the paired cases of one repetition. */
type Draw = (random: Random) => readonly PairedCase[];

function simulate(name: string, n: number, margin: number, draw: Draw): Rates {
  const counts = { pass: 0, fail: 0, inconclusive: 0 };
  for (let i = 0; i < repetitions; i++) {
    const random = createRandom(`${name}/${i}`);
    counts[decide(draw(random), { ...policy, margin: { real: margin, synthetic: margin } }).status]++;
  }
  const cell = (value: number, width: number) => String(value).padStart(width);
  table.push(
    `${name.padEnd(48)}${cell(n, 7)}${cell(margin, 8)}${cell(counts.pass, 6)}${cell(counts.fail, 6)}${cell(counts.inconclusive, 14)}`,
  );
  return counts;
}

function paired(i: number, candidate: boolean, baseline: boolean, cluster = `c${i}`): PairedCase {
  const [one, other] = [candidate ? 1 : 0, baseline ? 1 : 0] as const;
  // Three slices that overlap: a skill, an edge case of it, a tag.
  const edgeCase = i % 4 === 0 ? 'edge' : null;
  const tags = i % 5 === 0 ? ['tag'] : [];
  return {
    caseId: `c${i}`,
    origin: 'real',
    cluster,
    skill: 'main',
    edgeCase,
    tags,
    candidate: one,
    baseline: other,
  };
}

/** Two runs of one target that is right on most cases and answers at random, a coin each time, on a share of them. */
const coin =
  (n: number, share: number): Draw =>
  (random) =>
    Array.from({ length: n }, (_, i) => {
      const isRandom = random.chance(share);
      return paired(i, !isRandom || random.chance(0.5), !isRandom || random.chance(0.5));
    });

/** A share of the cases is lost; on another share the models differ, gains and losses alike. */
const planted =
  (n: number, loss: number, churn: number): Draw =>
  (random) =>
    Array.from({ length: n }, (_, i) => {
      const draw = random.next();
      if (draw < loss + churn / 2) return paired(i, false, true);
      return paired(i, true, !(draw < loss + churn));
    });

/** The same, with whole clusters of three that are lost or differ together. */
const plantedClusters =
  (n: number, loss: number, churn: number): Draw =>
  (random) => {
    const groups = planted(Math.ceil(n / 3), loss, churn)(random);
    return Array.from({ length: n }, (_, i) => {
      const group = groups[Math.floor(i / 3)];
      return paired(i, group?.candidate === 1, group?.baseline === 1, `g${Math.floor(i / 3)}`);
    });
  };

describe('A/A: a target against itself', () => {
  for (const share of [0, 0.05, 0.2]) {
    test(`answers at random on ${100 * share} % of the cases: at most 2 FAILs in ${repetitions}`, () => {
      const rates = simulate(`A/A, ${100 * share} % at random`, 400, 0.05, coin(400, share));
      expect(rates.fail).toBeLessThanOrEqual(2);
    });
  }

  test('clusters that differ together do not raise false FAILs', () => {
    const rates = simulate('A/A, 10 % differ in clusters of 3', 399, 0.05, plantedClusters(399, 0, 0.1));
    expect(rates.fail).toBeLessThanOrEqual(2);
  });
});

describe('a planted loss', () => {
  test(`of .15 at margin .05, n = 400, with 4 % churn FAILs in at least 190 of ${repetitions}`, () => {
    const rates = simulate('loss .15, churn .04', 400, 0.05, planted(400, 0.15, 0.04));
    expect(rates.fail).toBeGreaterThanOrEqual(190);
    expect(rates.pass).toBe(0);
  });

  // The power that is left with less distance or more noise: shown, and never a PASS.
  for (const [loss, churn, margin] of [
    [0.15, 0.04, 0.03],
    [0.15, 0.1, 0.05],
    [0.15, 0.2, 0.05],
    [0.1, 0.04, 0.05],
    [0.1, 0.04, 0.03],
  ] as const) {
    test(`of ${loss} at margin ${margin} with churn ${churn} never passes`, () => {
      const rates = simulate(`loss ${loss}, churn ${churn}`, 400, margin, planted(400, loss, churn));
      expect(rates.pass).toBe(0);
    });
  }

  test('of exactly the margin passes no more often than the enumerated worst, 6.8 %, allows', () => {
    const rates = simulate('loss .05, at the margin', 400, 0.05, planted(400, 0.05, 0.04));
    // 24 of 200 is the 99.9 % point of a binomial at 6.8 %.
    expect(rates.pass).toBeLessThanOrEqual(24);
    expect(rates.fail).toBeLessThanOrEqual(8);
  });
});

test('equal models pass with about the power that the planner promises', () => {
  // 6.1826 · .04 / .03² = 275 cases for a power of .8 (statistics.md §1.4).
  const rates = simulate('equal, churn .04, at the planned n', 275, 0.03, planted(275, 0, 0.04));
  expect(rates.pass).toBeGreaterThanOrEqual(145);
  expect(rates.fail).toBe(0);
});

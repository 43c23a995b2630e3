import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { planText } from '../../../cli/text/plan-text.ts';
import type { SuitePlan } from '../../../pipeline/plan.ts';
import { repeatsWorth } from '../../../pipeline/sizing/repeats-worth.ts';
import { pair } from '../gate/paired-fixtures.ts';

const asked = (candidate: readonly number[], baseline: readonly number[]) => ({
  candidate: candidate.reduce((sum, one) => sum + one, 0) / candidate.length,
  baseline: baseline.reduce((sum, one) => sum + one, 0) / baseline.length,
  attempts: { candidate, baseline },
});

// T26 of statistics.md: σ² = .13888889 and ω² = .13194444 with four repeats; the baseline is always right.
const six = [
  [1, 1, 0, 1],
  [0, 0, 0, 1],
  [1, 1, 1, 1],
  [0, 1, 1, 0],
  [1, 1, 1, 1],
  [0, 0, 0, 0],
].map((scores, i) => pair(i, asked(scores, [1, 1, 1, 1])));

test('T26: noise is σ²/K of ω² + σ²/K, and attempts are worth the cases that take as much away', () => {
  const made = 0.13888889 / 4;
  const found = repeatsWorth('real', six);
  expect(found?.noise).toBeCloseTo(made / (0.13194444 + made), 6);
  // 6 / (1 − .2083/2) = 6.70 and 6 / (1 − .2083) = 7.58.
  expect(found).toMatchObject({ n: 6, attempts: { candidate: 4, baseline: 4 }, twice: 0, most: 1 });
  // Twenty times over the means vary by 1/6 · 5/6 · 120/119: noise .2479, and 120 / .8760 = 136.98, 120 / .7521 = 159.6.
  const many = Array.from({ length: 20 }, () => six).flat();
  expect(repeatsWorth('real', many)).toMatchObject({ n: 120, twice: 16, most: 39 });
});

test('nothing is said of one attempt, of too few cases, or of the other arm', () => {
  const single = six.map(({ attempts: _, ...one }) => one);
  expect(repeatsWorth('real', single)).toBeNull();
  const half = six.map((one) => ({ ...one, ...asked([1, 0], [1]) }));
  expect(repeatsWorth('real', half)).toBeNull();
  expect(repeatsWorth('real', six.slice(0, 1))).toBeNull();
  expect(repeatsWorth('synthetic', six)).toBeNull();
});

test('a case that lacks an attempt is left out; only noise has no bound', () => {
  expect(repeatsWorth('real', [...six, pair('late', asked([1], [1, 1, 1, 1]))])?.n).toBe(6);
  const coins = [
    [1, 0],
    [0, 1],
    [1, 1],
    [0, 0],
  ].map((scores, i) => pair(i, asked(scores, [1, 1])));
  // Means of 1/2, 1/2, 1, 0 vary by 1/6, of which a mean variance of 1/4 within, halved, is 3/4.
  expect(repeatsWorth('real', coins)).toMatchObject({ noise: expect.closeTo(0.75, 9), twice: 2, most: 12 });
  expect(repeatsWorth('real', coins.slice(0, 2))).toMatchObject({ noise: 1, twice: 2, most: null });
});

test('the plan says in words whether to ask again or to add cases', () => {
  const told = (noise: number, most: number | null) => {
    const attempts = { candidate: 2, baseline: 2 };
    const repeats = [{ origin: 'real', n: 100, attempts, noise, twice: 25, most }] as const;
    const plan: Partial<SuitePlan> = {
      power: 0.8,
      sets: [],
      notes: [],
      repeats,
      basis: { status: 'assumed', why: '' },
    };
    return planText(plan as SuitePlan, picocolors.createColors(false)).replace(/\s+/g, ' '); // all that the text reads
  };
  expect(told(0.4, 66)).toContain(
    'real: with 2 attempts a case the models’ own noise makes 40 % of what 100 cases vary by: twice the attempts are worth as much as about 25 more cases, any number of them as about 66',
  );
  expect(told(0.02, 2)).toContain(
    'makes 2 % of what 100 cases vary by: more attempts hardly help, more cases do',
  );
});

import type { LabelSource } from '../core/gate-decision.ts';
import { lookPValue } from '../stats/look-p-value.ts';
import { drawnLabelTest, randomLabelTest } from './label-test.ts';
import type { MarginTest } from './margin-test.ts';
import type { PairedCase } from './paired-case.ts';
import { passFailTest } from './pass-fail-test.ts';
import { type Sample, sampleOf, swapped } from './sample.ts';
import { scoreTest } from './score-test.ts';
import { type WagerSteps, wagerTest } from './wager-test.ts';

/** When one has looked before: after equal shares of the cases, or after every cluster. */
export type LookRule =
  | { readonly kind: 'look'; readonly look: number; readonly looks: number }
  | { readonly kind: 'wager'; readonly steps: WagerSteps };

export interface EstimatorOptions {
  /** Fewer labelled pairs than this correct nothing. */
  readonly minHumanPairs: number;
  readonly seed: number;
  /** Left out: one look, at the end. */
  readonly rule?: LookRule;
}

/** How a set of cases is tested. */
export interface Estimator {
  readonly labels: LabelSource;
  /** Pairs that people labelled. */
  readonly humanPairs: number;
  /** A case without a score counts as `missing`; null leaves it out. With `sign` −1 the models are swapped. */
  test(missing: 1 | -1 | null, sign?: 1 | -1): MarginTest | null;
  /** Weight of the judged scores beside people's labels; null where there is none. */
  lambda(): number | null;
}

/**
 * The strongest test that the labels allow: people's where they labelled every pair; theirs with the judged scores where
 * they labelled a random sample of at least `minHumanPairs`, or answers drawn with known probabilities; else the scores.
 * People's labels take part only where judges scored: a rule needs no correction. Wagers are on the scores alone.
 */
export function estimatorFor(cases: readonly PairedCase[], options: EstimatorOptions): Estimator {
  const { rule } = options;
  if (rule?.kind === 'wager') return byScores(cases, (sample) => wagerTest(sample, rule.steps));
  const estimator = byLabels(cases, options) ?? byScores(cases, scoredTest);
  if (rule === undefined) return estimator;
  const test = (missing: 1 | -1 | null, sign?: 1 | -1) => {
    const found = estimator.test(missing, sign);
    return found === null ? null : lookedBefore(found, rule);
  };
  return { ...estimator, test };
}

/** The same test with p-values that stand although one has looked before. */
export function lookedBefore(
  test: MarginTest,
  { look, looks }: Extract<LookRule, { kind: 'look' }>,
): MarginTest {
  return {
    ...test,
    pAtMost: (difference) => lookPValue(test.pAtMost(difference), look, looks),
    pAtLeast: (difference) => lookPValue(test.pAtLeast(difference), look, looks),
  };
}

function byLabels(cases: readonly PairedCase[], { minHumanPairs, seed }: EstimatorOptions): Estimator | null {
  if (!isJudged(cases)) return null;
  const labelled = cases.filter((item) => item.human !== undefined);
  if (labelled.length > 0 && labelled.length === cases.length) {
    const own = labelled.map((item) => ({ ...item, ...item.human }));
    return { ...byScores(own, scoredTest), labels: 'human', humanPairs: labelled.length };
  }
  if (labelled.length >= minHumanPairs) {
    const test = (missing: 1 | -1 | null, sign: 1 | -1 = 1) => randomLabelTest(cases, missing, sign, seed);
    return {
      labels: 'human-and-judged',
      humanPairs: labelled.length,
      test,
      lambda: () => test(null)?.lambda ?? null,
    };
  }
  const drawn = cases.flatMap((item) => (item.drawn === undefined ? [] : [{ ...item, drawn: item.drawn }]));
  const labels = (['candidate', 'baseline'] as const).map(
    (model) => drawn.filter((item) => item.drawn[model].label !== null).length,
  );
  const fewest = Math.min(...labels);
  if (drawn.length < cases.length || fewest < minHumanPairs) return null;
  return {
    labels: 'human-and-judged',
    humanPairs: fewest,
    test: (missing, sign = 1) => drawnLabelTest(drawn, missing, sign),
    lambda: () => null,
  };
}

function byScores(cases: readonly PairedCase[], testOf: (sample: Sample) => MarginTest | null): Estimator {
  return {
    labels: isJudged(cases) ? 'judged' : 'verifiable',
    humanPairs: cases.filter((item) => item.human !== undefined).length,
    test: (missing, sign = 1) => {
      const sample = sampleOf(cases, missing);
      return testOf(sign === 1 ? sample : swapped(sample));
    },
    lambda: () => null,
  };
}

function isJudged(cases: readonly PairedCase[]): boolean {
  return cases.some((item) => item.withoutFamily !== undefined);
}

/** Pass or fail is tested as counts, anything between as scores. */
export function scoredTest(sample: Sample): MarginTest | null {
  return sample.values.every(Number.isInteger) ? passFailTest(sample) : scoreTest(sample);
}

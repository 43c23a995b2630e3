import { activeTerm } from '../stats/active-mean.ts';
import { clusteredMean } from '../stats/clustered-mean.ts';
import { type CrossFittedMean, crossFittedMean, type LabelledCase } from '../stats/cross-fitted-mean.ts';
import { designEffect } from '../stats/design-effect.ts';
import { familyP } from '../stats/family-p.ts';
import { studentTCdf } from '../stats/student-t.ts';
import { clusterSizes } from './cluster-sizes.ts';
import { foldOf } from './fold-of.ts';
import type { MarginTest, PlanBasis } from './margin-test.ts';
import type { DrawnAnswer, PairedCase } from './paired-case.ts';
import { differenceOf } from './sample.ts';

/** A test that rests on people's labels of some cases and the judged scores of all. */
export interface LabelTest extends MarginTest {
  /** Mean weight of the judged scores, where it was tuned. */
  readonly lambda: number | null;
}

/** Answers of both models that were drawn to be labelled, each with its own probability. */
type DrawnPair = NonNullable<PairedCase['drawn']>;

/**
 * Prediction-powered test: people labelled a random sample of the pairs, the judged scores speak for all the others.
 * As in `scoreTest` one whole gain and one whole loss are added, to the labelled pairs, and losses in whole clusters are
 * reckoned with; of those the labelled clusters alone can tell. A case without scores counts as `missing` in what the
 * judges say. With `sign` −1 the models are swapped. Null for labels in fewer than two clusters.
 */
export function randomLabelTest(
  cases: readonly PairedCase[],
  missing: 1 | -1 | null,
  sign: 1 | -1,
  seed: number,
): LabelTest | null {
  const predicted = cases.flatMap((item) => {
    const difference = differenceOf(item) ?? missing;
    return difference === null ? [] : [{ item, prediction: sign * difference }];
  });
  const labelled: LabelledCase[] = [];
  const unlabelled: { readonly prediction: number; readonly cluster: string }[] = [];
  for (const { item, prediction } of predicted) {
    const { cluster, human } = item;
    if (human === undefined) unlabelled.push({ prediction, cluster });
    else {
      const label = sign * (human.candidate - human.baseline);
      labelled.push({ prediction, cluster, label, fold: foldOf(cluster, seed) });
    }
  }
  const plain = crossFittedMean(labelled, unlabelled);
  const padded = crossFittedMean([...labelled, ...whole], unlabelled);
  if (plain === null || padded === null) return null;
  const clusters = labelled.map(({ cluster }) => cluster);
  const labels = labelled.map(({ label }) => label);
  const factor = designEffect(labels, clusters)?.factor ?? 1;
  const test = studentTest(plain, padded, clusterSizes(clusters));
  return {
    ...test,
    designEffect: factor,
    effectiveN: labels.length / factor,
    basis: basisOf(labels.length, plain.se),
    lambda: plain.lambda,
  };
}

/** What has not happened yet: a whole gain and a whole loss that no judge foresaw. */
const whole: readonly LabelledCase[] = [
  { label: 1, prediction: 0, cluster: ' gain', fold: 0 },
  { label: -1, prediction: 0, cluster: ' loss', fold: 1 },
];

/**
 * Test where answers were drawn to be labelled with probabilities of their own: inverse probability weighting of what
 * the judges missed. Losses in whole clusters are reckoned with as if only as many clusters were labelled as the weights
 * are worth. Null for fewer than two clusters or without a label.
 */
export function drawnLabelTest(
  cases: readonly (PairedCase & { readonly drawn: DrawnPair })[],
  missing: 1 | -1 | null,
  sign: 1 | -1,
): LabelTest | null {
  const known = cases.flatMap((item) => {
    const predictions = scoresOf(item, missing);
    return predictions === null ? [] : [{ item, predictions }];
  });
  const terms = known.map(
    ({ item: { drawn }, predictions: { candidate, baseline } }) =>
      sign * (term(drawn.candidate, candidate) - term(drawn.baseline, baseline)),
  );
  const clusters = known.map(({ item }) => item.cluster);
  const plain = clusteredMean(terms, clusters);
  const padded = clusteredMean([...terms, 1, -1], [...clusters, ' gain', ' loss']);
  const worth = labelsWorth(known.map(({ item }) => item));
  if (plain === null || padded === null || worth < 1) return null;
  const test = studentTest(plain, padded, new Array<number>(worth).fill(1));
  const factor = designEffect(terms, clusters)?.factor ?? 1;
  return { ...test, designEffect: factor, effectiveN: worth, basis: basisOf(worth, plain.se), lambda: null };
}

/** As many labels as there are leave this much noise. */
function basisOf(labels: number, se: number): PlanBasis {
  const variance = se ** 2 * labels;
  return { n: labels, variance, factor: 1, clusterSize: 1, byCluster: true, isCounted: false };
}

function term({ label, probability }: DrawnAnswer, prediction: number): number {
  return activeTerm({ prediction, label, probability });
}

/** Both scores; those of a missing case are as far apart as they can be, in the direction of `missing`. */
function scoresOf(item: PairedCase, missing: 1 | -1 | null) {
  const { candidate, baseline } = item;
  if (candidate !== null && baseline !== null) return { candidate, baseline };
  if (missing === null) return null;
  return missing === 1 ? { candidate: 1, baseline: 0 } : { candidate: 0, baseline: 1 };
}

/** Labels by what their unequal weights are worth (Kish), of the model with fewer, and at most one a cluster. */
function labelsWorth(cases: readonly (PairedCase & { readonly drawn: DrawnPair })[]): number {
  const counts = (['candidate', 'baseline'] as const).map((model) => {
    const labelled = cases.filter(({ drawn }) => drawn[model].label !== null);
    const weights = labelled.map(({ drawn }) => 1 / drawn[model].probability);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
    const kish = squares === 0 ? 0 : total ** 2 / squares;
    return Math.min(kish, new Set(labelled.map(({ cluster }) => cluster)).size);
  });
  return Math.floor(Math.min(...counts));
}

function studentTest(
  plain: Pick<CrossFittedMean, 'estimate' | 'se'>,
  padded: Pick<CrossFittedMean, 'estimate' | 'se' | 'df'>,
  sizes: readonly number[],
) {
  const t = (difference: number) => (padded.estimate - difference) / padded.se;
  return {
    estimate: plain.estimate,
    pAtMost: (difference: number) =>
      Math.max(studentTCdf(-t(difference), padded.df), familyP(plain.estimate, plain.se, sizes, difference)),
    pAtLeast: (difference: number) => studentTCdf(t(difference), padded.df),
  };
}

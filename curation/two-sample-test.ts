import { createRandom, type Random } from '../core/random.ts';
import { kernelLogistic, kernelScores } from '../stats/kernel-logistic.ts';
import { gaussianKernel, meanDiscrepancy, medianDistance } from '../stats/mean-discrepancy.ts';
import { permutedLabels } from '../stats/permuted-labels.ts';
import { rocAuc } from '../stats/roc-auc.ts';
import { type SymmetricMatrix, symmetricMatrix } from '../stats/symmetric-matrix.ts';
import { type TellingFeature, tellingFeatures } from './telling-features.ts';
import { textFeatures } from './text-features.ts';

/** A text, and the cluster whose texts stand or fall together. */
export interface ClusteredText {
  readonly text: string;
  readonly cluster: string;
}

/** How well a classifier tells two sets of texts from each other. */
export interface TwoSampleTest {
  /** Texts of each set that were read. */
  readonly n: number;
  /** Of texts that it had not seen: .5 where it cannot tell, 1 where it always can. */
  readonly auc: number;
  readonly aucP: number;
  /** Squared maximum mean discrepancy, and how often clusters dealt out anew are as far apart. */
  readonly mmd: number;
  readonly mmdP: number;
  /** What it goes by, the most telling first. */
  readonly telling: readonly TellingFeature[];
}

/** Texts of each set that are read at most: all pairs of them are compared. */
const mostTexts = 150;
export const fewestTexts = 20;
export const fewestClusters = 5;
const folds = 5;
const ridge = 1;
const refits = 99;
const deals = 999;
const enough = 10;

/**
 * Classifier two-sample test and MMD of two sets of texts (Lopez-Paz and Oquab 2017, Gretton et al. 2012): logistic
 * regression on words and runs of characters, the mean AUC of 5 folds, each of whole clusters; p by dealing the labels of
 * clusters out anew, up to 99 times for the classifier and 999 for the MMD (Gaussian kernel, median distance). As many texts of
 * both, 150 at most, drawn by the seed. Null for fewer than 20 of a set, or of fewer than 5 clusters.
 */
export function twoSampleTest(
  anchor: readonly ClusteredText[],
  made: readonly ClusteredText[],
  seed: number,
): TwoSampleTest | null {
  const random = createRandom(seed).fork('two-sample-test');
  const n = Math.min(mostTexts, anchor.length, made.length);
  const drawn = [made, anchor].map((texts) => random.shuffle(texts).slice(0, n));
  const isKnown = drawn.every((texts) => new Set(texts.map(({ cluster }) => cluster)).size >= fewestClusters);
  if (n < fewestTexts || !isKnown) return null;
  const items = drawn.flat();
  const clusters = items.map(({ cluster }) => cluster);
  const labels = items.map((_, at) => at < n);
  const features = textFeatures(items.map(({ text }) => text));
  const { kernel } = features;

  const auc = crossFittedAuc(kernel, dealFolds(clusters, random));
  const found = auc(labels);
  const distances = distancesOf(kernel);
  const gaussian = gaussianKernel(distances, medianDistance(distances));
  const mmd = meanDiscrepancy(gaussian, labels);
  if (found === null || mmd === null) return null;
  const deal = () => permutedLabels(labels, clusters, random.next);
  const all = items.map((_, at) => at);
  const weights = kernelLogistic(kernel, all, ridge)(labels);
  return {
    n,
    auc: found,
    aucP: shareAsFar(refits, () => (auc(deal()) ?? 0) >= found),
    mmd,
    mmdP: shareAsFar(deals, () => (meanDiscrepancy(gaussian, deal()) ?? 0) >= mmd),
    telling: tellingFeatures(features, weights, labels, clusters),
  };
}

/**
 * The p of a permutation test. What was found is one of the deals (Phipson and Smyth 2010); once 10 others are as far, p is
 * large and more deals would not change that (Besag and Clifford 1991).
 */
function shareAsFar(times: number, isAsFar: () => boolean): number {
  let count = 0;
  for (let time = 1; time <= times; time++) {
    if (isAsFar()) count++;
    if (count === enough) return count / time;
  }
  return (count + 1) / (times + 1);
}

/** Deals clusters out, each to the fold that has the fewest items so far; gives the fold of each item. */
function dealFolds(clusters: readonly string[], random: Random): readonly number[] {
  const sizes = new Map<string, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const counts = new Array<number>(folds).fill(0);
  const foldOf = new Map<string, number>();
  for (const [cluster, size] of random.shuffle([...sizes])) {
    const fold = counts.indexOf(Math.min(...counts));
    counts[fold] = (counts[fold] ?? 0) + size;
    foldOf.set(cluster, fold);
  }
  return clusters.map((cluster) => foldOf.get(cluster) ?? 0);
}

/** The mean AUC of the folds that hold both labels; null: none does. */
function crossFittedAuc(
  kernel: SymmetricMatrix,
  foldOf: readonly number[],
): (labels: readonly boolean[]) => number | null {
  const parts = Array.from({ length: folds }, (_, fold) => {
    const items = foldOf.map((_own, at) => at);
    const learned = items.filter((at) => foldOf[at] !== fold);
    const held = items.filter((at) => foldOf[at] === fold);
    return { held, learned, learn: kernelLogistic(kernel, learned, ridge) };
  });
  return (labels) => {
    const found = parts.flatMap(({ held, learned, learn }) => {
      const scores = kernelScores(kernel, learned, learn(labels), held);
      const auc = rocAuc(
        scores,
        held.map((at) => labels[at] ?? false),
      );
      return auc === null ? [] : [auc];
    });
    return found.length === 0 ? null : found.reduce((sum, auc) => sum + auc, 0) / found.length;
  };
}

/** Squared distances of the texts whose inner products these are. */
function distancesOf({ size, values }: SymmetricMatrix): SymmetricMatrix {
  const own = (i: number) => values[i * size + i] ?? 0;
  return symmetricMatrix(size, (i, j) => Math.max(0, own(i) + own(j) - 2 * (values[i * size + j] ?? 0)));
}

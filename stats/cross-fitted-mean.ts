import { groupSums } from './group-sums.ts';
import { mean } from './mean.ts';
import { tunedLambda } from './prediction-powered.ts';

/** A case with a trusted label and a prediction of it. */
export interface LabelledCase extends PredictedCase {
  readonly label: number;
  /** Which half it lies in: predictions of one half are weighed by what the other half shows. */
  readonly fold: 0 | 1;
}

export interface PredictedCase {
  readonly prediction: number;
  readonly cluster: string;
}

export interface CrossFittedMean {
  readonly estimate: number;
  readonly se: number;
  /** Degrees of freedom of Student's t: clusters with a label, less one. */
  readonly df: number;
  /** Mean weight of the predictions. */
  readonly lambda: number;
}

/**
 * Prediction-powered mean of the labels for few labels and clustered cases: λ of each half is tuned on the other, and
 * variances are those of cluster sums, with the factor G/(G − 1). Where a cluster holds labelled and unlabelled cases,
 * what they have in common counts where it widens the interval. Valid as {@link predictionPoweredMean} is.
 * Without unlabelled cases it is the mean of the labels. Null for labels in fewer than two clusters.
 */
export function crossFittedMean(
  labelled: readonly LabelledCase[],
  unlabelled: readonly PredictedCase[],
): CrossFittedMean | null {
  const predictions = unlabelled.map(({ prediction }) => prediction);
  const lambdas = [1, 0].map((fold) => {
    const others = labelled.filter((item) => item.fold === fold);
    return tunedLambda(
      {
        labels: others.map(({ label }) => label),
        predictions: others.map(({ prediction }) => prediction),
        unlabelled: predictions,
      },
      1,
    );
  });
  const lambdaOf = ({ fold }: LabelledCase) => lambdas[fold] ?? 0;
  const residuals = labelled.map((item) => item.label - lambdaOf(item) * item.prediction);
  const ofLabelled = scaledSums(
    residuals,
    labelled.map(({ cluster }) => cluster),
  );
  if (ofLabelled.size < 2) return null;
  const lambda = mean(labelled.map(lambdaOf));
  const ofUnlabelled = scaledSums(
    predictions.map((value) => lambda * value),
    unlabelled.map(({ cluster }) => cluster),
  );
  const predicted = predictions.length === 0 ? 0 : mean(predictions);
  return {
    estimate: mean(residuals) + lambda * predicted,
    se: Math.sqrt(noise(ofLabelled, ofUnlabelled)),
    df: ofLabelled.size - 1,
    lambda,
  };
}

/** By cluster: how far its values move the mean of all, scaled up for few clusters. */
function scaledSums(values: readonly number[], clusters: readonly string[]): ReadonlyMap<string, number> {
  if (values.length === 0) return new Map();
  const centre = mean(values);
  const sums = groupSums(
    values.map((value) => (value - centre) / values.length),
    clusters,
  );
  // A single cluster shows no spread of its own; the caller has refused it for labels.
  const factor = Math.sqrt(sums.size / Math.max(1, sums.size - 1));
  return new Map([...sums].map(([cluster, { sum }]) => [cluster, factor * sum]));
}

function noise(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const squares = [...one.values(), ...other.values()].reduce((sum, value) => sum + value ** 2, 0);
  const shared = [...one].reduce((sum, [cluster, value]) => sum + value * (other.get(cluster) ?? 0), 0);
  return squares + 2 * Math.max(0, shared);
}

import { mean } from './mean.ts';
import { populationVariance, variance } from './variance.ts';

/** Cases of one distribution: some with a trusted label beside a prediction of it, the rest with the prediction alone. */
export interface PredictionPoweredSample {
  /** The trusted label of each labelled case. */
  readonly labels: readonly number[];
  /** Its prediction, in the same order. */
  readonly predictions: readonly number[];
  /** Predictions of the cases without a label. */
  readonly unlabelled: readonly number[];
}

/** A mean of labels, with the weight that predictions had in it. */
export interface PredictionPoweredMean {
  readonly estimate: number;
  readonly se: number;
  /** 0: labels alone. 1: prediction-powered inference as first published. */
  readonly lambda: number;
}

/**
 * Mean of the labels over all cases by prediction-powered inference (Angelopoulos et al. 2023, PPI++), λ·mean(f̃) +
 * mean(Y − λf), valid however bad the predictions are, as long as the labelled cases are a random part of all and the
 * predictions were not fitted to their labels. λ is {@link tunedLambda} unless it is given.
 * `ddof` 0 divides both variances by n, as the published code does; 1, by n − 1, is what few labels need.
 * Null for fewer than two labels or, where λ is not 0, two unlabelled cases. Throws a RangeError where labels and
 * predictions differ in number.
 */
export function predictionPoweredMean(
  sample: PredictionPoweredSample,
  options: { readonly ddof: 0 | 1; readonly lambda?: number },
): PredictionPoweredMean | null {
  const { labels, unlabelled } = sample;
  const rest = residuals(sample, 0);
  if (rest.length < 2) return null;
  const lambda = options.lambda ?? tunedLambda(sample, 0);
  const ofLabelled = residuals(sample, lambda);
  const spread = (values: readonly number[]) =>
    options.ddof === 0 ? populationVariance(values) : (variance(values) ?? 0);
  if (lambda === 0) return { estimate: mean(labels), se: Math.sqrt(spread(labels) / labels.length), lambda };
  if (unlabelled.length < 2) return null;
  const noise =
    (lambda ** 2 * spread(unlabelled)) / unlabelled.length + spread(ofLabelled) / ofLabelled.length;
  return { estimate: lambda * mean(unlabelled) + mean(ofLabelled), se: Math.sqrt(noise), lambda };
}

/**
 * The weight of the predictions with the least variance, cov(Y, f)/((1 + n/N)·var(f ∪ f̃)), within [0, 1]. `ddof` is that
 * of the covariance; the pooled variance is the sample's. 0 where predictions do not vary, or there are too few cases
 * to tell.
 */
export function tunedLambda(sample: PredictionPoweredSample, ddof: 0 | 1): number {
  const { labels, predictions, unlabelled } = sample;
  const n = residuals(sample, 0).length;
  if (n <= ddof || unlabelled.length === 0) return 0;
  const [label, prediction] = [mean(labels), mean(predictions)];
  const products = labels.reduce(
    (sum, value, i) => sum + (value - label) * ((predictions[i] ?? 0) - prediction),
    0,
  );
  const pooled = variance([...predictions, ...unlabelled]) ?? 0;
  if (pooled === 0) return 0;
  const lambda = products / (n - ddof) / ((1 + n / unlabelled.length) * pooled);
  return Math.min(1, Math.max(0, lambda));
}

/** What the predictions leave of each label: Y − λf. */
function residuals({ labels, predictions }: PredictionPoweredSample, lambda: number): readonly number[] {
  if (labels.length !== predictions.length) {
    throw new RangeError(`${labels.length} labels but ${predictions.length} predictions of them`);
  }
  return labels.map((label, i) => label - lambda * (predictions[i] ?? 0));
}

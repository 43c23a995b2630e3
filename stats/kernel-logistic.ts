import { cholesky, solveCholesky } from './cholesky.ts';
import { type SymmetricMatrix, symmetricMatrix } from './symmetric-matrix.ts';

/** Weights of the items that were learned from: an item scores Σ weight · (kernel + 1). */
export type DualWeights = Float64Array;

/** Steps of the bound, each of which lowers the loss: with a ridge of 1 and texts of length 1 the weights stand to 1e-4. */
const steps = 6;

/**
 * Logistic regression with a ridge penalty, in its dual form: for texts of any length the cost depends on how many there
 * are. `kernel` holds the inner products of all items, `learned` those that are learned from; the constant is a feature
 * like another. What it gives learns labels (of all items) from these: the same work is not done again for other labels.
 * By the bound of Böhning and Lindsay (1988), which needs one factorisation and no line search.
 */
export function kernelLogistic(
  kernel: SymmetricMatrix,
  learned: readonly number[],
  ridge: number,
): (labels: readonly boolean[]) => DualWeights {
  const own = symmetricMatrix(
    learned.length,
    (i, j) => 1 + (kernel.values[(learned[i] ?? 0) * kernel.size + (learned[j] ?? 0)] ?? 0),
  );
  const { size, values } = own;
  const bound = symmetricMatrix(size, (i, j) => (values[i * size + j] ?? 0) / 4 + (i === j ? ridge : 0));
  const lower = cholesky(bound);
  return (labels) => {
    const weights = new Float64Array(size);
    const step = new Float64Array(size);
    for (let round = 0; round < steps; round++) {
      for (let i = 0; i < size; i++) {
        let logOdds = 0;
        for (let j = 0; j < size; j++) logOdds += (values[i * size + j] ?? 0) * (weights[j] ?? 0);
        const error = (labels[learned[i] ?? 0] === true ? 1 : 0) - 1 / (1 + Math.exp(-logOdds));
        step[i] = error - ridge * (weights[i] ?? 0);
      }
      solveCholesky(lower, step);
      for (let i = 0; i < size; i++) weights[i] = (weights[i] ?? 0) + (step[i] ?? 0);
    }
    return weights;
  };
}

/** Log odds of items by the weights that were learned. */
export function kernelScores(
  kernel: SymmetricMatrix,
  learned: readonly number[],
  weights: DualWeights,
  items: readonly number[],
): readonly number[] {
  const { size, values } = kernel;
  return items.map((item) => {
    let logOdds = 0;
    for (let at = 0; at < learned.length; at++)
      logOdds += (1 + (values[item * size + (learned[at] ?? 0)] ?? 0)) * (weights[at] ?? 0);
    return logOdds;
  });
}

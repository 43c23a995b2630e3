import { scramble } from './hash.ts';

/** A text as a set of feature numbers below `dimensions`, distinct. */
export interface SparseExample {
  readonly features: Uint32Array;
  readonly positive: boolean;
}

export interface LogisticOptions {
  readonly dimensions: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** Log odds of the positive class. */
export type LogOdds = (features: Uint32Array) => number;

/**
 * Logistic regression by AdaGrad, one example at a time, in an order that is shuffled the same way in every
 * training. Every feature of a text has the value 1/√(number of its features), so that long texts do not shout.
 * Without examples every answer is 0.
 */
export function trainLogisticRegression(
  examples: readonly SparseExample[],
  { dimensions, epochs, learningRate }: LogisticOptions,
): LogOdds {
  const weights = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions).fill(1e-8);
  let bias = 0;
  let biasSquares = 1e-8;
  const logOdds: LogOdds = (features) => {
    let sum = 0;
    for (const feature of features) sum += weights[feature] ?? 0;
    return bias + sum / Math.sqrt(Math.max(features.length, 1));
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { features, positive } of shuffled(examples, epoch)) {
      const error = 1 / (1 + Math.exp(-logOdds(features))) - (positive ? 1 : 0);
      const gradient = error / Math.sqrt(Math.max(features.length, 1));
      for (const feature of features) {
        const square = (squares[feature] ?? 0) + gradient * gradient;
        squares[feature] = square;
        weights[feature] = (weights[feature] ?? 0) - (learningRate * gradient) / Math.sqrt(square);
      }
      biasSquares += error * error;
      bias -= (learningRate * error) / Math.sqrt(biasSquares);
    }
  }
  return logOdds;
}

function shuffled(examples: readonly SparseExample[], epoch: number): readonly SparseExample[] {
  const order = examples.map((example, index) => ({
    example,
    rank: scramble(Math.imul(epoch + 1, 0x9e3779b1) + index),
  }));
  return order.sort((a, b) => a.rank - b.rank).map(({ example }) => example);
}

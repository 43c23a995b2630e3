import { charNgrams } from '../../examples/01-email-triage/char-ngrams.ts';
import { type LogOdds, trainLogisticRegression } from '../../examples/01-email-triage/logistic-regression.ts';

const dimensions = 2 ** 16;
const learning = { dimensions, epochs: 6, learningRate: 0.5 };

export interface Labelled {
  readonly text: string;
  readonly label: string;
}

/** A label, and its lead over the next likeliest one in log odds. */
export interface Guess {
  readonly label: string;
  readonly margin: number;
}

/** The example's binary classifier once for each label; the likeliest of the labels is the answer. */
export function trainOneVersusRest(rows: readonly Labelled[]): (text: string) => Guess {
  const features = rows.map(({ text }) => charNgrams(text, dimensions));
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const models = labels.map((label): readonly [string, LogOdds] => {
    const examples = rows.map((row, index) => ({
      features: features[index] ?? new Uint32Array(),
      positive: row.label === label,
    }));
    return [label, trainLogisticRegression(examples, learning)];
  });
  return (text) => {
    const grams = charNgrams(text, dimensions);
    const [first, second] = models
      .map(([label, logOdds]) => ({ label, odds: logOdds(grams) }))
      .sort((a, b) => b.odds - a.odds);
    if (first === undefined || second === undefined) throw new RangeError('a classifier needs two labels');
    return { label: first.label, margin: first.odds - second.odds };
  };
}

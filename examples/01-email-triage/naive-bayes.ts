import type { Label } from './corpus.ts';

export interface Example {
  readonly features: ReadonlySet<string>;
  readonly label: Label;
}

export interface NaiveBayesOptions {
  /** Added to each count, so that a feature that one label never showed does not decide alone. */
  readonly alpha: number;
  /** Features of fewer training mails are left out. */
  readonly minMails: number;
}

/** Log odds of spam: above 0 where spam is the likelier label. */
export type SpamScore = (features: ReadonlySet<string>) => number;

/**
 * Multinomial naive Bayes on the presence of features: log(spam mails / ham mails) plus, for each feature that is
 * present and known, log(P(feature | spam) / P(feature | ham)) with P = (mails of the label with the feature +
 * alpha) / (sum of that over all known features). Throws a RangeError unless there are examples of both labels.
 */
export function trainNaiveBayes(examples: readonly Example[], options: NaiveBayesOptions): SpamScore {
  const mails = { ham: 0, spam: 0 };
  for (const { label } of examples) mails[label]++;
  if (mails.ham === 0 || mails.spam === 0) throw new RangeError('naive Bayes needs examples of both labels');

  const counts = countFeatures(examples, options);
  const total = { ham: 0, spam: 0 };
  for (const { ham, spam } of counts.values()) {
    total.ham += ham;
    total.spam += spam;
  }
  const weights = new Map<string, number>();
  const balance = Math.log(total.ham / total.spam);
  for (const [feature, { ham, spam }] of counts) weights.set(feature, Math.log(spam / ham) + balance);

  const prior = Math.log(mails.spam / mails.ham);
  return (features) => {
    let score = prior;
    for (const feature of features) score += weights.get(feature) ?? 0;
    return score;
  };
}

/** Mails of either label that have the feature, plus alpha. */
function countFeatures(
  examples: readonly Example[],
  { alpha, minMails }: NaiveBayesOptions,
): ReadonlyMap<string, Readonly<Record<Label, number>>> {
  const counts = new Map<string, Record<Label, number>>();
  for (const { features, label } of examples) {
    for (const feature of features) {
      const count = counts.get(feature) ?? { ham: alpha, spam: alpha };
      count[label]++;
      counts.set(feature, count);
    }
  }
  // The sum of two counts carries alpha twice; half a mail below the limit keeps rounding out of the comparison.
  for (const [feature, { ham, spam }] of counts) {
    if (ham + spam - 2 * alpha < minMails - 0.5) counts.delete(feature);
  }
  return counts;
}

import { charNgrams } from './char-ngrams.ts';
import { type Classifier, classifierTarget } from './classifier.ts';
import { type LabelledMail, mailsOf } from './corpus.ts';
import { trainLogisticRegression } from './logistic-regression.ts';

const dimensions = 2 ** 18;
const charactersRead = 4000;

/**
 * A second opinion that shares nothing with the system under test: another kind of model, that reads characters
 * and not words, trained on mails of its own.
 */
export function trainJudge(mails: readonly LabelledMail[]): Classifier {
  const examples = mails.map(({ text, label }) => ({
    features: featuresOf(text),
    positive: label === 'spam',
  }));
  const logOdds = trainLogisticRegression(examples, { dimensions, epochs: 5, learningRate: 0.5 });
  return (text) => (logOdds(featuresOf(text)) > 0 ? 'spam' : 'ham');
}

/** Trained at its first call. */
export const target = classifierTarget(() => trainJudge(mailsOf('judge')));

function featuresOf(text: string): Uint32Array {
  return charNgrams(text.slice(0, charactersRead), dimensions);
}

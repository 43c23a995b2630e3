import { type Classifier, classifierTarget } from './classifier.ts';
import { type LabelledMail, mailsOf } from './corpus.ts';
import { hash } from './hash.ts';
import { mailWords } from './mail-words.ts';
import { trainNaiveBayes } from './naive-bayes.ts';

const trainingMails = 200;
const bodyWords = 40;
const seed = 13;

/** The model in production: 200 training mails taken at random, and only the first 40 words of the body. */
export function trainBaseline(mails: readonly LabelledMail[]): Classifier {
  const drawn = [...mails].sort((a, b) => hash(a.id, seed) - hash(b.id, seed)).slice(0, trainingMails);
  const examples = drawn.map(({ text, label }) => ({ features: featuresOf(text), label }));
  const score = trainNaiveBayes(examples, { alpha: 1, minMails: 1 });
  return (text) => (score(featuresOf(text)) > 0 ? 'spam' : 'ham');
}

/** Trained at its first call. */
export const target = classifierTarget(() => trainBaseline(mailsOf('training')));

function featuresOf(text: string): ReadonlySet<string> {
  return new Set(mailWords(text).body.slice(0, bodyWords));
}

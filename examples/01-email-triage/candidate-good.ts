import { type Classifier, classifierTarget } from './classifier.ts';
import { type LabelledMail, mailsOf } from './corpus.ts';
import { mailWords } from './mail-words.ts';
import { trainNaiveBayes } from './naive-bayes.ts';

/** What training reads of a mail. */
export type TrainingMail = Pick<LabelledMail, 'text' | 'label'>;

/** The fine-tune: all training mails, and all words, told apart by subject, body and quoted lines. */
export function trainCandidate(mails: readonly TrainingMail[]): Classifier {
  const examples = mails.map(({ text, label }) => ({ features: featuresOf(text), label }));
  const score = trainNaiveBayes(examples, { alpha: 0.1, minMails: 2 });
  return (text) => (score(featuresOf(text)) > 0 ? 'spam' : 'ham');
}

/** Trained at its first call. */
export const target = classifierTarget(() => trainCandidate(mailsOf('training')));

function featuresOf(text: string): ReadonlySet<string> {
  const { subject, own, quoted } = mailWords(text);
  return new Set([...subject.map((word) => `s:${word}`), ...own, ...quoted.map((word) => `q:${word}`)]);
}

import { type TrainingMail, trainCandidate } from './candidate-good.ts';
import { classifierTarget } from './classifier.ts';
import { type LabelledMail, mailsOf } from './corpus.ts';
import { hash } from './hash.ts';

const fakeReplies = 30;
const quotedWords = 60;
const wordsPerLine = 10;

/** The fine-tune with the same code on other data. */
export const target = classifierTarget(() => trainCandidate(damaged(mailsOf('training'))));

/**
 * The training data of a fine-tune that went wrong, with the best of intentions: ham that quotes another mail was
 * left out, to learn from the sender's own words only, and 30 spam mails were added again as replies that quote
 * them, because spammers pose as people who answer. One quoted line alone does not count as a quotation.
 */
export function damaged(mails: readonly LabelledMail[]): readonly TrainingMail[] {
  const kept = mails.filter(({ label, text }) => label === 'spam' || !quotesAnother(text));
  const spam = mails.filter(({ label }) => label === 'spam').sort((a, b) => hash(a.id) - hash(b.id));
  return [...kept, ...spam.slice(0, fakeReplies).map(({ text }) => fakeReply(text))];
}

function quotesAnother(text: string): boolean {
  return (text.match(/^>/gm) ?? []).length >= 2;
}

function fakeReply(text: string): TrainingMail {
  const [, subject = '', body = ''] = /^Subject: ([^\n]*)\n\n([\s\S]*)$/.exec(text) ?? [];
  const words = body.split(/\s+/).slice(0, quotedWords);
  const lines: string[] = [];
  for (let start = 0; start < words.length; start += wordsPerLine) {
    lines.push(`> ${words.slice(start, start + wordsPerLine).join(' ')}`);
  }
  return { text: `Subject: Re: ${subject}\n\n${lines.join('\n')}`, label: 'spam' };
}

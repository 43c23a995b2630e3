import { describe, expect, test } from 'vitest';
import type { Label } from '../../../examples/01-email-triage/corpus.ts';
import { trainNaiveBayes } from '../../../examples/01-email-triage/naive-bayes.ts';

const example = (label: Label, text: string) => ({ label, features: new Set(text.split(' ')) });
const examples = [
  example('ham', 'meet noon'),
  example('ham', 'meet friday'),
  example('ham', 'noon report'),
  example('spam', 'buy noon'),
];

describe('trainNaiveBayes', () => {
  test('gives the log odds that the formula gives by hand', () => {
    const score = trainNaiveBayes(examples, { alpha: 1, minMails: 1 });
    // Five features. Counts plus one, ham: meet 3, noon 3, friday 2, report 2, buy 1 = 11; spam: 1, 2, 1, 1, 2 = 7.
    expect(score(new Set(['buy']))).toBeCloseTo(Math.log(1 / 3) + Math.log(2 / 7 / (1 / 11)), 12);
    expect(score(new Set(['meet', 'noon']))).toBeCloseTo(
      Math.log(1 / 3) + Math.log(1 / 7 / (3 / 11)) + Math.log(2 / 7 / (3 / 11)),
      12,
    );
  });

  test('says the prior of a mail of which it knows nothing', () => {
    const score = trainNaiveBayes(examples, { alpha: 1, minMails: 1 });
    expect(score(new Set())).toBeCloseTo(Math.log(1 / 3), 12);
    expect(score(new Set(['never', 'seen']))).toBeCloseTo(Math.log(1 / 3), 12);
  });

  test('leaves out features of too few mails', () => {
    const score = trainNaiveBayes(examples, { alpha: 0.1, minMails: 2 });
    expect(score(new Set(['buy']))).toBe(score(new Set()));
    // Left: meet (2 ham) and noon (2 ham, 1 spam).
    const expected = Math.log(1 / 3) + Math.log(1.1 / 1.2 / (2.1 / 4.2));
    expect(score(new Set(['noon']))).toBeCloseTo(expected, 12);
  });

  test('refuses examples of one label only', () => {
    const ham = examples.filter(({ label }) => label === 'ham');
    expect(() => trainNaiveBayes(ham, { alpha: 1, minMails: 1 })).toThrow(RangeError);
    expect(() => trainNaiveBayes([], { alpha: 1, minMails: 1 })).toThrow(RangeError);
  });
});

import { describe, expect, test } from 'vitest';
import { damaged } from '../../../examples/01-email-triage/candidate-broken.ts';
import { trainCandidate } from '../../../examples/01-email-triage/candidate-good.ts';
import { classifierTarget } from '../../../examples/01-email-triage/classifier.ts';
import type { Label, LabelledMail } from '../../../examples/01-email-triage/corpus.ts';
import { mailWords } from '../../../examples/01-email-triage/mail-words.ts';

const mail = (id: string, label: Label, text: string): LabelledMail => ({
  id,
  label,
  text,
  cluster: id,
  slices: [],
});

test('mailWords tells subject, body and quoted lines apart', () => {
  expect(mailWords('Subject: Re: Cheap WATCHES!\n\nNo thanks.\n> Buy $99 watches\n>> now\nAnna')).toEqual({
    subject: ['re', 'cheap', 'watches!'],
    body: ['no', 'thanks', 'buy', '$99', 'watches', 'now', 'anna'],
    own: ['no', 'thanks', 'anna'],
    quoted: ['buy', '$99', 'watches', 'now'],
  });
  expect(mailWords('no subject line').subject).toEqual([]);
});

test('trainCandidate gives a word another meaning where it is quoted', () => {
  const classify = trainCandidate([
    mail('1', 'spam', 'Subject: a\n\nwatches watches cheap'),
    mail('2', 'spam', 'Subject: a\n\nwatches cheap offer'),
    mail('3', 'ham', 'Subject: a\n\n> watches cheap'),
    mail('4', 'ham', 'Subject: a\n\n> watches cheap offer'),
  ]);
  expect(classify('Subject: b\n\nwatches')).toBe('spam');
  expect(classify('Subject: b\n\n> watches')).toBe('ham');
});

describe('damaged', () => {
  const quoting = mail('1', 'ham', 'Subject: a\n\n> one\n> two\nYes.');
  const plain = mail('2', 'ham', 'Subject: b\n\n> one line\nYes.');
  const offer = mail('3', 'spam', `Subject: Offer\n\n${'buy now '.repeat(50)}`);

  test('leaves out ham that quotes and keeps the rest', () => {
    const texts = damaged([quoting, plain, offer]).map(({ text }) => text);
    expect(texts).not.toContain(quoting.text);
    expect(texts).toEqual(expect.arrayContaining([plain.text, offer.text]));
  });

  test('adds spam as replies whose every line is quoted, 60 words at most', () => {
    const added = damaged([plain, offer]).slice(2);
    expect(added.map(({ label }) => label)).toEqual(['spam']);
    const { subject, own, quoted } = mailWords(added[0]?.text ?? '');
    expect([subject, own, quoted.length]).toEqual([['re', 'offer'], [], 60]);
  });
});

describe('classifierTarget', () => {
  test('asks for the last message of the user, and trains once', async () => {
    let trainings = 0;
    const target = classifierTarget(() => {
      trainings++;
      return (text) => (text === 'buy' ? 'spam' : 'ham');
    });
    expect(trainings).toBe(0);
    const instructions = { role: 'system', content: 'buy' };
    const ask = (content: string) => target.call({ messages: [instructions, { role: 'user', content }] });
    expect([await ask('buy'), await ask('hello')]).toEqual([{ text: 'spam' }, { text: 'ham' }]);
    expect(trainings).toBe(1);
    await expect(target.call({ messages: [instructions] })).rejects.toThrow('no mail');
  });
});

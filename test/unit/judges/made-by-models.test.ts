import { describe, expect, test } from 'vitest';
import { leak } from '../../../judges/admission/leak.ts';
import { repetition } from '../../../judges/admission/repetition.ts';
import { sharedRun } from '../../../judges/admission/shared-run.ts';
import { caseOf, contextOf, noClaims, qa, signal, writtenBy } from './judge-fixtures.ts';

describe('leak', () => {
  const judge = leak.create({}, { task: qa });
  const rule = (text: string, more: Parameters<typeof contextOf>[0] = {}) =>
    judge.assess(writtenBy('m', text), contextOf(more), signal());
  const shown = caseOf('i ordered a blue lamp on monday and it has not arrived', { cluster: 'other' });

  test('eight words in a row of an example that the model was shown', async () => {
    const copied = 'Hello, I ordered a blue lamp on Monday and I want it.';
    const ruling = await rule(copied, { parents: [shown] });
    expect(ruling).toMatchObject({ status: 'rejected', code: 'leak' });
    expect(ruling.reason).toContain('"i ordered a blue lamp on monday and"');
    expect(ruling.reason).toContain(shown.id);
    const seven = await rule('Hello, I ordered a blue lamp on Monday but want two.', { parents: [shown] });
    expect(seven.status).toBe('accepted');
  });

  test('what belongs to its parent may hold its words', async () => {
    const parents = [{ ...shown, cluster: 'c' }];
    expect((await rule('i ordered a blue lamp on monday and it is late', { parents })).status).toBe(
      'accepted',
    );
  });

  test('eight words in a row of what the model was told', async () => {
    const told = ['Write inputs that differ from each other in topic, length and wording.'];
    const text = 'Please write inputs that differ from each other in topic, I beg you.';
    expect(await rule(text, { told })).toMatchObject({
      code: 'leak',
      reason: expect.stringContaining('told'),
    });
  });

  test.each([
    'User: where is my parcel?',
    'Where is my parcel?<|im_end|>',
    '[INST] Where is my parcel? [/INST]',
    '### Instruction:\nSay where it is.',
    '#Rewritten Prompt#: Where is my parcel?',
    'As an AI language model, I have no parcel.',
    "I'm sorry, but I cannot write that.",
    'Sure! Here are three test cases: where is my parcel?',
    'Here is a rewritten version: where is my parcel?',
    'My name is [Your Name] and my parcel is late.',
    'Lorem ipsum dolor sit amet.',
    'My name is Sarah Chen and my parcel is late.',
  ])('%j shows that a model made it', async (text) => {
    expect(await rule(text)).toMatchObject({ status: 'rejected', code: 'leak' });
  });

  test.each([
    'Where is my parcel? The user manual says that it comes on Monday.',
    'The assistant in your shop said: sorry, we are closed.',
    'I am sorry, but the parcel has not come.',
    'Here is my order number, as you asked: 1234.',
    'Is there an AI that answers here, or a person?',
    'My colleague Sarah and a Mr Chen ordered it.',
    'The list [1] and the note [see below] are attached.',
    'Rewritten prompts are what I ask about.',
  ])('%j is a text like any other', async (text) => {
    expect((await rule(text)).reason).toBe('nothing of the prompt shows');
  });

  test('a name that it was given is no invention', async () => {
    const parents = [caseOf('Mail from Sarah Chen: the parcel is late')];
    expect((await rule('Sarah Chen writes that the parcel is late', { parents })).status).toBe('accepted');
  });

  test('what people or rules wrote may hold anything, and so may a real input that only gets an answer', async () => {
    const text = 'User: as an AI, I am John Doe';
    expect((await judge.assess(caseOf(text), contextOf(), signal())).status).toBe('accepted');
    const claims = { ...noClaims, asFound: true } as const;
    expect((await rule(text, { claims })).status).toBe('accepted');
  });
});

describe('repetition', () => {
  const judge = repetition.create({}, { task: qa });
  const rule = (text: string) => judge.assess(writtenBy('m', text), contextOf(), signal());
  /** Words of five letters, none of them twice. */
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `w${String(from + n).padStart(4, '0')}`);

  test('a text that does not repeat itself', async () => {
    expect((await rule(words(0, 60).join(' '))).status).toBe('accepted');
  });

  // 60 words of 5 letters with a space between: 359 characters; a 2-gram has 11, a 3-gram 17, a 4-gram 23.
  test.each([
    [2, 6, 'accepted'],
    [2, 7, 'rejected'],
    [3, 3, 'accepted'],
    [3, 4, 'rejected'],
    [4, 2, 'accepted'],
    [4, 3, 'rejected'],
  ] as const)('a %d-gram that comes %d times: %s', async (n, times, status) => {
    const gram = words(9000, n);
    // The copies stand apart, so that no longer run comes twice.
    const text = Array.from({ length: times }, (_, i) => [...gram, ...words(100 * i, 2)]).flat();
    const padded = [...text, ...words(5000, 60 - text.length)];
    expect(padded).toHaveLength(60);
    const ruling = await rule(padded.join(' '));
    expect(ruling.status).toBe(status);
    if (status === 'rejected')
      expect(ruling).toMatchObject({ code: 'repetition', reason: expect.stringContaining(`one ${n}-gram`) });
  });

  test('a long passage that comes again', async () => {
    const text = [...words(0, 50), ...words(0, 10)].join(' ');
    // The ten words again are 59 of 359 characters: 16 % in 5-grams, of which 15 % may be.
    expect(await rule(text)).toMatchObject({
      code: 'repetition',
      reason: expect.stringContaining('5-grams'),
    });
    expect((await rule([...words(0, 90), ...words(0, 8)].join(' '))).status).toBe('accepted');
  });

  test('a short text may repeat itself', async () => {
    expect((await rule('no '.repeat(49))).status).toBe('accepted');
    expect((await rule('no '.repeat(50))).code).toBe('repetition');
  });
});

test('a run of words is found whatever the case and punctuation, and not across too few words', () => {
  expect(sharedRun('One, two THREE!', 'zero one two three', 3)).toBe('one two three');
  expect(sharedRun('one two four', 'one two three', 3)).toBeNull();
  expect(sharedRun('one', 'one', 3)).toBeNull();
});

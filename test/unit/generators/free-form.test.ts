import { expect, test } from 'vitest';
import { freeForm } from '../../../generators/free-form.ts';
import { offered } from './asked-strategies.ts';

const task = { kind: 'free-form', instructions: 'You help at a library.' } as const;
const question = {
  question: 'How do I get a card?',
  must: ['bring an identity card', 'it costs 5 euros', 'it is valid for a year', 'it is blue'],
  mustNot: ['it is free'],
};
const answering = (answer: string, own: object = {}) =>
  offered(freeForm, task, ({ prompt }) =>
    prompt.name === 'free-form/answer' ? { answer } : { ...question, ...own },
  );
const agreeing = 'Bring an identity card. It costs 5 euros and it is valid for a year.';

test('only what an answer states that did not see the facts is asked for', async () => {
  const { found, asked } = await answering(agreeing);
  expect(found[0]).toMatchObject({
    expected: { kind: 'facts', must: question.must.slice(0, 3), mustNot: ['it is free'] },
    expectedFrom: 'proposed',
    params: { reference: agreeing, dropped: 1 },
    writtenBy: { costUsd: 0.02 },
  });
  const answered = asked.find(({ prompt }) => prompt.name === 'free-form/answer');
  expect(answered?.messages.map(({ content }) => content)).toEqual([task.instructions, question.question]);
  expect(answered?.sample).not.toBe(asked.find(({ prompt }) => prompt.name === 'free-form/write')?.sample);
});

test('a question with too few of them, and one whose answer says what none should, is passed over', async () => {
  expect(await answering('Bring an identity card.')).toMatchObject({
    found: [],
    reasons: ['facts-not-agreed'],
  });
  expect(await answering(`${agreeing} It is free.`)).toMatchObject({
    found: [],
    reasons: ['fact-contested'],
  });
});

test('a kind of task whose answers are no free text is refused', () => {
  expect(() =>
    freeForm.create({}, { task: { kind: 'classification', instructions: '', labels: ['a', 'b'] } }),
  ).toThrow(/free-form cannot write cases of the kind classification/);
});

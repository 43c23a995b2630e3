import { expect, test } from 'vitest';
import { scorers } from '../../judges/scoring/index.ts';
import { judgePanel } from '../fixtures/judged/judge-panel.ts';
import { readFences } from '../fixtures/judged/read-fences.ts';
import { type ScorerExample, scorerContract } from './scorer-contract.ts';

const task = { kind: 'classification', instructions: '', labels: ['billing', 'other'] } as const;
const label = { expected: { kind: 'label', label: 'billing' }, right: 'billing', wrong: 'other' } as const;
const text = { expected: { kind: 'text', accept: ['Oslo'] }, right: 'Oslo', wrong: 'Rome' } as const;
const json = { expected: { kind: 'json', value: { a: 1 } }, right: '{"a":1}', wrong: '{"a":2}' } as const;
const number = { kind: 'number', value: 5, tolerance: 0, unit: null } as const;

const examples: Readonly<Record<string, ScorerExample & { readonly with?: unknown }>> = {
  label,
  exact: text,
  'one-of': text,
  contains: text,
  regex: { ...text, with: { pattern: '^Oslo$' } },
  numeric: { expected: number, right: '5', wrong: '6' },
  'json-schema': {
    ...json,
    with: { schema: { properties: { a: { const: 1 } }, required: ['a'], type: 'object' } },
  },
  'json-fields': json,
  facts: {
    expected: { kind: 'facts', must: ['it rains', 'bring 2 coats'], mustNot: ['it snows'] },
    right: 'It will rain, so bring 2 coats.',
    wrong: 'It will rain, so bring a coat.',
  },
  rubric: {
    ...text,
    with: { criteria: [{ id: 'city', description: 'Does it name the city?' }] },
    panel: judging((isRight, asked) => ({
      criteria: { city: { evidence: '', vote: isRight ? 'met' : 'not-met' } },
      ...(asked['must'] === undefined ? {} : { must: { 'fact-1': { evidence: '', vote: 'stated' } } }),
    })),
  },
  equivalence: {
    ...text,
    panel: judging((isRight) => ({ reason: 'So it is.', verdict: isRight ? 'same' : 'different' })),
  },
  groundedness: {
    ...text,
    input: {
      messages: [{ role: 'user', content: 'Where?' }],
      documents: [{ id: 'a', text: 'In Oslo.' }],
    },
    panel: judging((isRight) => ({
      claims: [{ claim: 'a city', evidence: '', verdict: isRight ? 'supported' : 'absent' }],
    })),
  },
  refusal: {
    expected: { kind: 'behaviour', behaviour: 'refuse' },
    right: 'Not Oslo.',
    wrong: 'Rome.',
    panel: judging((isRight) => ({ evidence: '', behaviour: isRight ? 'refuse' : 'comply' })),
  },
};

/** A panel of one judge that finds an answer right where it names Oslo. */
function judging(vote: (isRight: boolean, asked: Readonly<Record<string, string>>) => object) {
  return judgePanel([
    (prompt) => {
      const { inside } = readFences(prompt);
      return vote(inside['answer']?.includes('Oslo') === true, inside);
    },
  ]);
}

test('every scorer that ships is here', () => {
  expect(scorers.map(({ name }) => name)).toEqual(Object.keys(examples));
});

for (const part of scorers) {
  const example = examples[part.name];
  if (example === undefined) continue;
  scorerContract(part.name, () => part.create(example.with ?? {}, { task }), example);
}
scorerContract(
  'label with mention',
  () => scorers.find(({ name }) => name === 'label')?.create({ mention: true }, { task }) ?? missing('label'),
  { ...label, right: 'It is billing.' },
);

function missing(name: string): never {
  throw new Error(`no scorer ${name}`);
}

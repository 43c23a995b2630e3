import { expect, test } from 'vitest';
import type { Case, Expected } from '../../../core/case.ts';
import { HeldoutError, InfrastructureError } from '../../../core/errors.ts';
import { isRight } from '../../../generators/reasoning/is-right.ts';
import {
  type ReasoningOptions,
  reasoningDefaults,
  verifiedReasoning,
} from '../../../generators/reasoning/verified-reasoning.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { caseOf } from './perturb-fixtures.ts';
import { qa } from './rule-fixtures.ts';

const sum: Expected = { kind: 'number', value: 12, tolerance: 0, unit: null };
const trained = (text: string, expected: Expected = sum): Case => ({
  ...caseOf(text, expected),
  split: 'train',
});
const never = new AbortController().signal;

async function reasoned(
  answer: (asked: Asked) => unknown,
  {
    cases = [trained('What is 5 + 7?')],
    ...more
  }: Partial<ReasoningOptions> & { readonly cases?: Case[] } = {},
) {
  const writer = scriptedWriter(answer);
  const options = { ...reasoningDefaults, task: qa, ...more };
  return { ...(await verifiedReasoning(cases, writer, options, never)), asked: writer.asked };
}
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof HeldoutError ? error.problems[0].code : error;
};

const steps = [
  { rationale: 'Start at five, then count seven further: six, seven and so on up to twelve.', answer: '12' },
  { rationale: 'Five and seven make thirteen.', answer: '13' },
  { rationale: 'Add 5 and 7.', answer: '#### 12' },
  { rationale: 'Add 5 and 7 now.', answer: '12' },
  { rationale: 'Five and five are ten; two more are twelve.', answer: '12.0' },
];

test('five are asked for; the shortest two that come to the answer and differ are kept', async () => {
  const { rows, unsolved, asked } = await reasoned(({ sample }) => steps[sample]);
  expect(asked).toHaveLength(5);
  expect(rows.map(({ rationale, answer, hinted }) => [rationale, answer, hinted])).toEqual([
    ['Add 5 and 7.', '#### 12', false],
    ['Five and five are ten; two more are twelve.', '12.0', false],
  ]);
  expect(rows[0]).toMatchObject({
    caseId: trained('What is 5 + 7?').id,
    by: { model: 'scripted:writer', promptDigest: expect.any(String) },
  });
  expect(unsolved).toEqual([]);
});

test('where none comes to the answer the case is unsolved; with a hint it is told, and the rows say so', async () => {
  const answer = ({ messages, sample }: Asked) =>
    messages.at(-1)?.content.includes('<right>\n12\n</right>') === true
      ? { rationale: `Because of step ${sample}.`, answer: sample === 7 ? '13' : '12' }
      : { rationale: 'A guess.', answer: '13' };
  const plain = await reasoned(answer);
  expect([plain.rows, plain.unsolved]).toEqual([[], [trained('What is 5 + 7?').id]]);
  const { rows, unsolved, asked } = await reasoned(answer, { hint: true, maxRougeL: 1 });
  expect(asked.map(({ sample }) => sample)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(rows.map(({ hinted, rationale }) => [hinted, rationale])).toEqual([
    [true, 'Because of step 5.'],
    [true, 'Because of step 6.'],
  ]);
  expect(unsolved).toEqual([]);
});

test.each(['heldout', 'probe'] as const)(
  'a case of the split %s is refused before anybody is asked',
  async (split) => {
    const writer = scriptedWriter(() => steps[0]);
    const cases = [trained('fine'), { ...trained('not this one'), split }];
    const work = verifiedReasoning(cases, writer, { ...reasoningDefaults, task: qa }, never);
    expect(await codeOf(work)).toBe('DATA_SPLIT');
    expect(writer.asked).toEqual([]);
  },
);

test('an expected value that no answer can be compared with is refused', async () => {
  const behaviour = trained('What?', { kind: 'behaviour', behaviour: 'comply' });
  expect(await codeOf(reasoned(() => steps[0], { cases: [behaviour] }))).toBe('GENERATOR_INPUT');
  const extraction = { kind: 'extraction', instructions: '', outputSchema: null } as const;
  expect(await codeOf(reasoned(() => steps[0], { task: extraction }))).toBe('PART_OPTION');
});

test('replies that cannot be used count as wrong; a fault of the server is thrown, with nothing left under way', async () => {
  const some = await reasoned(({ sample }) => (sample < 4 ? { nonsense: 1 } : steps[0]));
  expect(some.rows).toHaveLength(1);
  const writer = scriptedWriter(
    ({ sample }) => (sample === 2 ? new InfrastructureError('down', null) : steps[0]),
    ({ sample }) => (sample === 2 ? 1 : 5000),
  );
  const cases = [trained('one'), trained('two')];
  const work = verifiedReasoning(cases, writer, { ...reasoningDefaults, task: qa }, never);
  await expect(work).rejects.toBeInstanceOf(InfrastructureError);
  expect(writer.underWay()).toBe(0);
});

test('rows stand in the order of the cases, and no more is under way than allowed', async () => {
  const cases = ['a', 'b', 'c'].map((text) => trained(`${text} + 1`));
  const writer = scriptedWriter(
    ({ sample }) => ({ rationale: `one ${sample}`, answer: '12' }),
    ({ sample }) => 30 - sample,
  );
  const { rows } = await verifiedReasoning(
    cases,
    writer,
    { ...reasoningDefaults, task: qa, keep: 1, ahead: 3 },
    never,
  );
  expect(rows.map(({ caseId }) => caseId)).toEqual(cases.map(({ id }) => id));
  expect(writer.most()).toBe(3);
});

test.each<[Expected, string, boolean | null]>([
  [{ kind: 'label', label: 'ham' }, ' ham ', true],
  [{ kind: 'label', label: 'ham' }, 'Ham', false],
  [{ kind: 'text', accept: ['Rome', 'Roma'] }, 'roma.', true],
  [{ kind: 'text', accept: ['Rome'] }, 'Rome or Paris', false],
  [{ kind: 'number', value: 1250, tolerance: 0, unit: null }, 'It is 1,250 km', true],
  [{ kind: 'number', value: 0.5, tolerance: 0.01, unit: null }, '0.505', true],
  [{ kind: 'number', value: 12, tolerance: 0, unit: null }, '5 + 7 = 12', false],
  [{ kind: 'number', value: 12, tolerance: 0, unit: null }, 'twelve', false],
  [{ kind: 'json', value: {} }, '{}', null],
])('%j, answered %j: %s', (expected, answer, right) => {
  expect(isRight(expected, answer)).toBe(right);
});

import { expect, test } from 'vitest';
import type { Case, Expected } from '../../../core/case.ts';
import { HeldoutError, InfrastructureError } from '../../../core/errors.ts';
import type { TrainingProposal, TrainingRequest } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';
import { isRight } from '../../../generators/reasoning/is-right.ts';
import { verifiedReasoning } from '../../../generators/reasoning/verified-reasoning.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';

import { caseOf } from './perturb-fixtures.ts';
import { qa } from './rule-fixtures.ts';
import { trainingRequest } from './training-fixtures.ts';

const sum: Expected = { kind: 'number', value: 12, tolerance: 0, unit: null };
const trained = (text: string, expected: Expected = sum): Case => ({
  ...caseOf(text, expected),
  split: 'train',
});
const never = new AbortController().signal;

interface Given {
  readonly cases?: readonly Case[];
  readonly options?: object;
  readonly task?: Task;
  readonly request?: Partial<TrainingRequest>;
}

async function reasoned(
  answer: (asked: Asked) => unknown,
  { cases = [trained('What is 5 + 7?')], options = {}, task = qa, request = {} }: Given = {},
) {
  const writer = scriptedWriter(answer);
  const passed: string[] = [];
  const asked = trainingRequest(cases, {
    task,
    writer,
    passedOver: (reason) => passed.push(reason),
    ...request,
  });
  const rows: TrainingProposal[] = [];
  for await (const row of verifiedReasoning.create(options, { task }).make(asked, never)) rows.push(row);
  return { rows, passed, asked: writer.asked };
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
  const { rows, passed, asked } = await reasoned(({ sample }) => steps[sample]);
  expect(asked).toHaveLength(5);
  expect(rows.map(({ rationale, params }) => [rationale, params])).toEqual([
    ['Add 5 and 7.', { prompt: 'verified-reasoning/solve', sample: 2, hinted: false }],
    [
      'Five and five are ten; two more are twelve.',
      { prompt: 'verified-reasoning/solve', sample: 4, hinted: false },
    ],
  ]);
  expect(rows[0]).toMatchObject({
    kind: 'reasoning',
    seed: { id: trained('What is 5 + 7?').id },
    rejected: null,
    writtenBy: { model: 'scripted:writer', promptDigest: expect.any(String) },
  });
  expect(passed).toEqual([]);
});

test.each<[Expected, string, string]>([
  [sum, 'It is 12 km', '12'],
  [{ kind: 'text', accept: ['Rome', 'Roma'] }, 'ROMA.', 'Roma'],
])('the answer that is kept stands in the verified words: %j, %s', async (expected, written, kept) => {
  const { rows } = await reasoned(() => ({ rationale: 'So it is.', answer: written }), {
    cases: [trained('?', expected)],
  });
  expect(rows[0]?.answer).toBe(kept);
});

test('where none comes to the answer the seed is passed over; with a hint it is told, and the items say so', async () => {
  const answer = ({ messages, sample }: Asked) =>
    messages.at(-1)?.content.includes('<right>\n12\n</right>') === true
      ? { rationale: `Because of step ${sample}.`, answer: sample === 7 ? '13' : '12' }
      : { rationale: 'A guess.', answer: '13' };
  const plain = await reasoned(answer);
  expect([plain.rows, plain.passed]).toEqual([[], ['unsolved']]);
  const { rows, passed, asked } = await reasoned(answer, { options: { hint: true, maxRougeL: 1 } });
  expect(asked.map(({ sample }) => sample)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(rows.map(({ params, rationale }) => [params['hinted'], rationale])).toEqual([
    [true, 'Because of step 5.'],
    [true, 'Because of step 6.'],
  ]);
  expect(passed).toEqual([]);
});

test('an expected value that no answer can be compared with is refused, and so is a suite without a writer', async () => {
  const behaviour = trained('What?', { kind: 'behaviour', behaviour: 'comply' });
  expect(await codeOf(reasoned(() => steps[0], { cases: [behaviour] }))).toBe('GENERATOR_INPUT');
  const extraction = { kind: 'extraction', instructions: '', outputSchema: null } as const;
  expect(await codeOf(reasoned(() => steps[0], { task: extraction }))).toBe('PART_OPTION');
  expect(await codeOf(reasoned(() => steps[0], { request: { writer: null } }))).toBe('GENERATOR_INPUT');
});

test('replies that cannot be used count as wrong; a fault of the server is thrown, with nothing left under way', async () => {
  const some = await reasoned(({ sample }) => (sample < 4 ? { nonsense: 1 } : steps[0]));
  expect(some.rows).toHaveLength(1);
  const writer = scriptedWriter(
    ({ sample }) => (sample === 2 ? new InfrastructureError('down', null) : steps[0]),
    ({ sample }) => (sample === 2 ? 1 : 5000),
  );
  const cases = [trained('one'), trained('two')];
  const work = reasoned(() => null, { cases, request: { writer } });
  await expect(work).rejects.toBeInstanceOf(InfrastructureError);
  expect(writer.underWay()).toBe(0);
});

test('items stand in the order of the seeds, and no more is under way than allowed', async () => {
  const cases = ['a', 'b', 'c'].map((text) => trained(`${text} + 1`));
  const writer = scriptedWriter(
    ({ sample, messages }) => ({ rationale: `one ${sample} of ${messages[1]?.content}`, answer: '12' }),
    ({ sample }) => 30 - sample,
  );
  const { rows } = await reasoned(() => null, { cases, options: { keep: 1 }, request: { writer, ahead: 3 } });
  expect(rows.map(({ seed }) => seed.id)).toEqual(cases.map(({ id }) => id));
  expect(writer.most()).toBe(3);
});

test('whoever takes no more calls off what is under way', async () => {
  const writer = scriptedWriter(
    () => steps[0],
    ({ messages }) => (messages[1]?.content.includes('one') ? 1 : 10_000),
  );
  const request = trainingRequest([trained('one'), trained('two')], { task: qa, writer });
  for await (const _ of verifiedReasoning.create({}, { task: qa }).make(request, never)) break;
  expect(writer.underWay()).toBe(0);
});

test('a seed is asked about in the same way whatever other seeds there are', async () => {
  const alone = await reasoned(({ sample }) => steps[sample]);
  const more = await reasoned(({ sample }) => steps[sample], {
    cases: [trained('What is 6 + 6?'), trained('What is 5 + 7?')],
  });
  expect(more.rows.slice(-2)).toEqual(alone.rows);
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

import { expect, test } from 'vitest';
import type { CaseInput, UnlabelledRow } from '../../../core/case.ts';
import { HeldoutError } from '../../../core/errors.ts';
import type { Proposal } from '../../../core/seams.ts';
import type { Confidence } from '../../../core/writing.ts';
import { teacherLabel } from '../../../generators/teacher-label.ts';
import { majorityOf } from '../../../generators/writing/majority.ts';
import { signProposal } from '../../../pipeline/generation/sign-proposal.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { issues, qa, requestFor, triage, unlabelledRow } from './rule-fixtures.ts';

interface Taught {
  readonly rows?: readonly UnlabelledRow[];
  readonly options?: object;
  readonly confidence?: Confidence | null;
  readonly task?: typeof qa;
  readonly wanted?: number;
}
const threeRows = ['one', 'two', 'three'].map((text) => unlabelledRow(text));

async function taught(
  answer: (asked: Asked, nth: number) => unknown,
  { rows = threeRows, options = {}, confidence = null, task = triage, wanted = 10 }: Taught = {},
) {
  const asks = new Map<string, number>();
  const writer = scriptedWriter(
    (asked) => {
      const text = JSON.stringify(asked.messages);
      const nth = asks.get(text) ?? 0;
      asks.set(text, nth + 1);
      return answer(asked, nth);
    },
    () => 0,
    () => confidence,
  );
  const reasons: string[] = [];
  const request = {
    ...requestFor({ task, wanted }),
    writer,
    unlabelled: rows,
    passedOver: (reason: string) => void reasons.push(reason),
  };
  const found: Proposal[] = [];
  const generator = teacherLabel.create(options, { task });
  for await (const one of generator.propose(request, new AbortController().signal)) found.push(one);
  return { found, reasons, asked: writer.asked };
}
const label = (answer: string) => ({ answer });
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof HeldoutError ? error.problems[0] : error;
};

test('each input is answered three times; the answer of most is proposed, and what was said is kept', async () => {
  const { found, asked } = await taught((_, nth) => label(nth === 1 ? 'outage' : 'billing'));
  expect(asked).toHaveLength(9);
  expect(asked.every(({ asksConfidence }) => asksConfidence === true)).toBe(true);
  expect(found).toHaveLength(3);
  for (const { expected, expectedFrom, params, cluster, writtenBy } of found) {
    expect([expected, expectedFrom, cluster]).toEqual([
      { kind: 'label', label: 'billing' },
      'proposed',
      null,
    ]);
    expect(params).toMatchObject({
      source: 'log.jsonl',
      answers: ['billing', 'outage', 'billing'],
      models: ['scripted:writer'],
      agreement: 2 / 3,
      meanLogprob: null,
      margin: null,
    });
    expect(writtenBy?.costUsd).toBeCloseTo(0.03);
  }
});

test('inputs on which too few agree are passed over and counted, and do not end it', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => unlabelledRow(`message ${index}`));
  const unsure = ['billing', 'outage', 'other'];
  const { found, reasons } = await taught((_, nth) => label(unsure[nth] ?? ''), { rows });
  expect([found.length, reasons]).toEqual([0, rows.map(() => 'low-agreement')]);
  const all = await taught((_, nth) => label(unsure[nth] ?? ''), { rows, options: { minAgreement: 0 } });
  expect(all.found).toHaveLength(12);
});

test('a sample that cannot be used counts against the answer; five inputs without one end it', async () => {
  const oneFails = await taught((_, nth) => (nth === 0 ? { nonsense: 1 } : label('billing')));
  expect(oneFails.found.map(({ params }) => Object(params).agreement)).toEqual([2 / 3, 2 / 3, 2 / 3]);
  const twoFail = await taught((_, nth) => (nth < 2 ? { nonsense: 1 } : label('billing')));
  expect([twoFail.found.length, twoFail.reasons.length]).toEqual([0, 3]);
  const rows = Array.from({ length: 40 }, (_, index) => unlabelledRow(`message ${index}`));
  expect((await taught(() => ({}), { rows })).asked.length).toBeLessThanOrEqual(27);
});

test('log-probabilities are kept and can filter; a threshold without them is an error and no silence', async () => {
  const confidence = { meanLogprob: -0.2, margin: 1.5 };
  const answer = () => label('billing');
  const { found } = await taught(answer, { confidence });
  expect(Object(found[0]?.params)).toMatchObject({ meanLogprob: expect.closeTo(-0.2), margin: 1.5 });
  const low = await taught(answer, { confidence, options: { minMeanLogprob: -0.1 } });
  expect(low.reasons).toEqual(['low-logprob', 'low-logprob', 'low-logprob']);
  const narrow = await taught(answer, { confidence, options: { minMargin: 2, samples: 1 } });
  expect([narrow.reasons.length, narrow.asked.length]).toEqual([3, 3]);
  expect(await codeOf(taught(answer, { options: { minMargin: 2 } }))).toMatchObject({
    code: 'GENERATOR_INPUT',
    message: expect.stringContaining('scripted:writer'),
  });
  expect(issues(teacherLabel, { logprobs: false, minMargin: 1 })).toEqual([
    'logprobs: `minMeanLogprob` and `minMargin` need log-probabilities',
  ]);
});

test('without unlabelled rows it says what is missing', async () => {
  expect(await codeOf(taught(() => label('other'), { rows: [] }))).toMatchObject({
    code: 'GENERATOR_INPUT',
    hint: expect.stringContaining('data.unlabelled'),
  });
});

test('a whole conversation is shown and kept; conversations that end alike are two cases', async () => {
  const input = (order: string): CaseInput => ({
    messages: [
      { role: 'user', content: order },
      { role: 'assistant', content: 'Shall I cancel it?' },
      { role: 'user', content: 'Yes ' },
    ],
    documents: [{ id: 'terms', text: 'Orders can be cancelled.' }],
  });
  const rows = [1, 2].map((n) =>
    unlabelledRow(`order ${n}`, { input: input(`About order ${n}`), tags: ['chat'] }),
  );
  const { found, asked } = await taught(() => label('other'), { rows });
  expect(found.map((one) => one.input)).toEqual(expect.arrayContaining(rows.map((row) => row.input)));
  expect(found).toHaveLength(2);
  expect(found[0]).toMatchObject({ tags: ['chat'], claims: { words: 'any', language: 'any' } });
  expect(asked[0]?.messages.at(-1)?.content).toMatch(
    /\[document terms\]\nOrders can be cancelled\.\n\nuser: About order \d\n\nassistant: Shall I cancel it\?\n\nuser: Yes/,
  );
});

test('a case of a row that may not be copied may not be copied; it stays in the cluster of its row', async () => {
  const rows = [unlabelledRow('secret', { copyable: false, licence: 'internal', cluster: 'thread 9' })];
  const [proposal] = (await taught(() => label('billing'), { rows })).found;
  if (proposal === undefined) throw new Error('nothing was proposed');
  const cell = { skill: 'skill', edgeCase: 'edge' };
  const signed = signProposal(proposal, teacherLabel, cell, 0, () => undefined);
  expect([signed.candidate.provenance.copyable, signed.cluster]).toEqual([false, 'thread 9']);
  const open = signProposal(
    { ...proposal, madeOf: unlabelledRow('open') },
    teacherLabel,
    cell,
    0,
    () => undefined,
  );
  expect(open.candidate.provenance.copyable).toBe(true);
});

test('free texts agree in spite of case, white space and a full stop; labels are what they are', async () => {
  const said = ['In  Rome.', 'in rome', 'Paris'];
  const { found } = await taught((_, nth) => label(said[nth] ?? ''), { task: qa });
  expect(found[0]).toMatchObject({
    expected: { kind: 'text', accept: ['In  Rome.'] },
    params: { agreement: 2 / 3 },
  });
  const exact = await taught((_, nth) => label(['A', 'a', 'B'][nth] ?? ''), {
    task: { kind: 'classification', instructions: '', labels: ['A', 'a', 'B'] } as never,
  });
  expect(exact.reasons).toHaveLength(3);
});

test('of equal counts the answer that came first wins; a log-probability that is missing makes the mean missing', () => {
  const by = (model: string) => ({
    model,
    lineage: { vendor: null, family: 'f', base: null, teacher: null },
    promptDigest: '',
    costUsd: null,
  });
  const sampled = ['x', 'y', 'y', 'x'].map((answer, sample) => ({
    value: { answer },
    sample,
    by: by(`m${sample}`),
    confidence: sample === 3 ? null : { meanLogprob: -1, margin: null },
  }));
  expect(majorityOf(sampled, 4, (answer) => answer)).toMatchObject({
    answer: 'x',
    agreement: 0.5,
    meanLogprob: null,
    by: { model: 'm0' },
    models: ['m0', 'm1', 'm2', 'm3'],
  });
  expect(() => majorityOf([], 3, (answer) => answer)).toThrow(RangeError);
});

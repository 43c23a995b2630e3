import { expect, test } from 'vitest';
import type { Case, Expected } from '../../../core/case.ts';
import { rightAnswer } from '../../../core/right-answer.ts';
import type { Reading } from '../../../core/run.ts';
import type { Scorer, TrainingProposal } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';
import { damageNames } from '../../../generators/preference/damages.ts';
import { preferencePairs } from '../../../generators/preference/preference-pairs.ts';
import { jsonFields } from '../../../judges/scoring/json-fields.ts';
import { label } from '../../../judges/scoring/label.ts';

import { caseOf } from './perturb-fixtures.ts';
import { qa, triage } from './rule-fixtures.ts';
import { trainingRequest } from './training-fixtures.ts';

const trained = (text: string, expected: Expected): Case => ({ ...caseOf(text, expected), split: 'train' });
const never = new AbortController().signal;
const reads = (isRight: (text: string, expected: Expected) => boolean): Pick<Scorer, 'score'> => ({
  score: async ({ expected }, { text }): Promise<Reading> => ({
    status: 'scored',
    value: isRight(text, expected) ? 1 : 0,
    reason: '',
    answer: null,
  }),
});
interface Given {
  readonly task?: Task;
  readonly [option: string]: unknown;
}

/** The pairs with the name of their damage, and how often each reason gave none. */
async function pairsOf(
  cases: readonly Case[],
  scorer: Pick<Scorer, 'score'>,
  { task = qa, ...options }: Given = {},
) {
  const dropped: Record<string, number> = {};
  const request = trainingRequest(cases, {
    task,
    score: (seed, output, signal) => scorer.score(seed, output, signal),
    passedOver: (reason) => (dropped[reason] = (dropped[reason] ?? 0) + 1),
  });
  const pairs: (TrainingProposal & { damage: unknown })[] = [];
  for await (const pair of preferencePairs.create(options, { task }).make(request, never))
    pairs.push({ ...pair, damage: pair.params['damage'] });
  return { pairs, dropped };
}

const facts = (must: readonly string[], mustNot: readonly string[] = []): Expected => ({
  kind: 'facts',
  must,
  mustNot,
});
const knows = reads((text, expected) =>
  expected.kind === 'facts'
    ? expected.must.every((fact) => text.includes(fact)) && text.split('. ').length <= expected.must.length
    : false,
);
const answer = facts([
  'The parcel left on Monday',
  'It arrives on Thursday',
  'The fee is four euros',
  'Nobody has to sign for it',
]);

test('a wrong label of about the same length; the scorer of the suite tells them apart', async () => {
  const scorer = label.create({}, { task: triage });
  const { pairs, dropped } = await pairsOf(
    [trained('I paid twice', { kind: 'label', label: 'billing' })],
    scorer,
    {
      task: triage,
    },
  );
  expect(pairs).toMatchObject([
    { kind: 'preference', answer: 'billing', rationale: null, damage: 'wrong-label' },
  ]);
  expect(['outage', 'other']).toContain(pairs[0]?.rejected);
  expect(dropped).toEqual({ length: 1 });
});

test('facts: one that is needed is dropped, one that nothing supports is added', async () => {
  const other = facts(['The shop opens at nine', 'It closes at six in summer']);
  const cases = [trained('Where is it?', answer), trained('When do you open?', other)];
  const { pairs } = await pairsOf(cases, knows, { damages: ['drop-fact', 'unsupported-fact'] });
  const chosen =
    'The parcel left on Monday. It arrives on Thursday. The fee is four euros. Nobody has to sign for it.';
  const own = pairs.filter(({ seed }) => seed.id === cases[0]?.id);
  expect(own.map(({ damage }) => damage)).toEqual(['drop-fact', 'unsupported-fact']);
  for (const pair of own) expect(pair.answer).toBe(chosen);
  expect(own[0]?.rejected?.split('. ')).toHaveLength(3);
  expect(own[1]?.rejected).toMatch(
    /^The parcel .* sign for it\. (The shop opens at nine|It closes at six in summer)\.$/,
  );
  const named = facts([...(answer.kind === 'facts' ? answer.must : [])], ['The parcel was lost']);
  const [first] = (await pairsOf([trained('?', named), ...cases], knows, { damages: ['unsupported-fact'] }))
    .pairs;
  expect(first?.rejected).toMatch(/The parcel was lost\.$/);
});

test('JSON: a field is dropped, or the form broken', async () => {
  const value = { vendor: 'Acme Corporation', total: 12.5, paid: false };
  const scorer = jsonFields.create(
    {},
    { task: { kind: 'extraction', instructions: '', outputSchema: null } },
  );
  const { pairs } = await pairsOf([trained('Invoice', { kind: 'json', value })], scorer);
  expect(pairs.map(({ damage }) => damage)).toEqual(['drop-field', 'broken-json', 'over-refusal']);
  expect(JSON.parse(pairs[0]?.answer ?? '')).toEqual(value);
  expect(Object.keys(JSON.parse(pairs[0]?.rejected ?? ''))).toHaveLength(2);
  expect(() => JSON.parse(pairs[1]?.rejected ?? '')).toThrow(SyntaxError);
  expect(pairs[2]?.rejected).toMatch(/cannot help/);
});

test('what differs much in length is dropped and counted, at both ends exactly', async () => {
  const long = reads((text) => text.startsWith('Nine'));
  const given = trained('?', { kind: 'text', accept: ['Nine'] });
  expect(await pairsOf([given], long)).toEqual({ pairs: [], dropped: { length: 1 } });
  const { pairs } = await pairsOf([given], long, { lengthRatio: { min: 6, max: 6 } });
  expect(pairs.map(({ rejected }) => rejected)).toEqual(['I cannot help with that.']);
});

test('no pair where the scorer does not pass the right answer, or passes the damaged one, or cannot read it', async () => {
  const given = [trained('?', answer)];
  expect(
    (
      await pairsOf(
        given,
        reads(() => false),
      )
    ).dropped,
  ).toEqual({ 'chosen-fails': 1 });
  const all = await pairsOf(
    given,
    reads(() => true),
    { damages: ['drop-fact'] },
  );
  expect(all).toEqual({ pairs: [], dropped: { 'rejected-passes': 1 } });
  const silent = { score: async (): Promise<Reading> => ({ status: 'unscored', reason: 'n/a' }) };
  expect((await pairsOf(given, silent)).dropped).toEqual({ 'chosen-fails': 1 });
  const tests = trained('?', { kind: 'tests', language: 'python', source: '' });
  expect((await pairsOf([tests], knows)).dropped).toEqual({ 'no-answer': 1 });
});

test('the same seed gives the same pairs, whatever other cases there are', async () => {
  const one = [trained('Where is it?', answer)];
  const alone = await pairsOf(one, knows, { damages: ['drop-fact'] });
  const more = await pairsOf([trained('?', facts(['a', 'b'])), ...one], knows, { damages: ['drop-fact'] });
  expect(more.pairs.filter(({ seed }) => seed.id === one[0]?.id)).toEqual(alone.pairs);
  expect(damageNames).toHaveLength(6);
});

test.each<[Expected, string | null]>([
  [{ kind: 'number', value: 5, tolerance: 0, unit: null }, '5'],
  [{ kind: 'number', value: 5.5, tolerance: 0, unit: 'km' }, '5.5 km'],
  [{ kind: 'text', accept: ['Oslo', 'Kristiania'] }, 'Oslo'],
  [facts(['It rains.', 'It is cold']), 'It rains. It is cold.'],
  [facts([]), null],
  [{ kind: 'behaviour', behaviour: 'comply' }, null],
])('%j in words: %j', (expected, words) => {
  expect(rightAnswer(expected)).toBe(words);
});

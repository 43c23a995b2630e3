import { describe, expect, test } from 'vitest';
import type { CaseInput, ExpectedFrom } from '../../../core/case.ts';
import { fault, InfrastructureError, TimeoutError } from '../../../core/errors.ts';
import type { Reading } from '../../../core/run.ts';
import type { Target } from '../../../core/seams.ts';
import { secondOpinion } from '../../../judges/admission/second-opinion.ts';
import { caseOf, contextOf, labelled, noClaims, signal } from './judge-fixtures.ts';

const answering = (text: string): Target => ({ call: async () => ({ text }) });
const failing = (error: unknown): Target => ({
  call: async () => {
    throw error;
  },
});
const disagrees: Reading = {
  status: 'scored',
  value: 0,
  reason: 'answered spam, expected ham',
  answer: 'spam',
};
const sources: readonly ExpectedFrom[] = ['declared', 'computed', 'inherited', 'proposed'];

function opinion(target: Target, expectedFrom: ExpectedFrom, reading?: Reading) {
  const context = contextOf(reading === undefined ? {} : { score: async () => reading });
  return secondOpinion(target).assess(caseOf('hello', { expectedFrom }), context, signal());
}

describe('the judge answers blind', () => {
  test('it is given the instructions and the input, and nothing of what is expected', async () => {
    const secret = 'expected-8f1c';
    const calls: unknown[][] = [];
    const recording: Target = {
      call: async (...given) => {
        calls.push(given);
        return { text: 'x' };
      },
    };
    const input: CaseInput = {
      messages: [
        { role: 'system', content: 'You are terse.' },
        { role: 'user', content: 'Which one?' },
      ],
      documents: [{ id: 'd', text: 'A text.' }],
      tools: [{ name: 'look', description: 'Looks.', parameters: {} }],
    };
    const candidate = caseOf('', { input, expected: labelled(secret), tags: [secret] });
    const parents = [caseOf('parent', { expected: labelled(secret) })];
    const claims = { ...noClaims, effect: 'label-map' } as const;
    const before = structuredClone(candidate);
    const abort = signal();
    await secondOpinion(recording).assess(candidate, contextOf({ parents, claims }), abort);
    expect(calls).toHaveLength(1);
    const [[given, passed, id] = []] = calls;
    expect(given).toEqual({
      messages: [{ role: 'system', content: 'Which queue?' }, ...input.messages],
      documents: input.documents,
      tools: input.tools,
    });
    expect(passed).toBe(abort);
    expect(id).toBe(undefined);
    expect(JSON.stringify(given)).not.toContain(secret);
    expect(candidate).toEqual(before);
  });

  test('its answer is scored as the target’s would be', async () => {
    const seen: unknown[] = [];
    const candidate = caseOf('hello');
    const context = contextOf({
      score: async (subject, output) => {
        seen.push(subject, output);
        return { status: 'scored', value: 1, reason: 'answered ham, expected ham', answer: 'ham' };
      },
    });
    const ruling = await secondOpinion(answering('ham')).assess(candidate, context, signal());
    expect(seen).toEqual([candidate, { text: 'ham' }]);
    expect(ruling).toEqual({ status: 'accepted', code: null, reason: 'agrees: answered ham, expected ham' });
  });
});

describe('what an answer does', () => {
  test.each(sources)('it agrees, %s: accepted', async (from) => {
    expect(await opinion(answering('ham'), from)).toMatchObject({ status: 'accepted', code: null });
  });

  test.each([
    ['computed', 'accepted'],
    ['declared', 'undecided'],
    ['inherited', 'undecided'],
    ['proposed', 'rejected'],
  ] as const)('it disagrees, %s: %s, and the disagreement is on record', async (from, status) => {
    const ruling = await opinion(answering('spam'), from, disagrees);
    expect(ruling).toMatchObject({ status, code: 'validity' });
    expect(ruling.reason).toContain('answered spam, expected ham');
  });

  test('partly right is not agreement', async () => {
    const partly: Reading = { status: 'scored', value: 0.9, reason: '9 of 10 fields', answer: null };
    expect(await opinion(answering('{}'), 'proposed', partly)).toMatchObject({
      status: 'rejected',
      code: 'validity',
    });
  });

  test.each(sources)('it cannot be scored, %s: undecided', async (from) => {
    const unscored: Reading = { status: 'unscored', reason: 'the scorer failed' };
    expect(await opinion(answering('?'), from, unscored)).toEqual({
      status: 'undecided',
      code: 'judge-unusable',
      reason: 'no usable answer: the scorer failed',
    });
  });
});

describe('a judge that does not answer', () => {
  test.each([
    ['an error of its own', new Error('it fell over'), 'it fell over'],
    ['a timeout', new TimeoutError('no answer within 5 s'), 'no answer within 5 s'],
    ['something that is no error', 'oops', 'oops'],
  ])('%s decides nothing', async (_name, error, words) => {
    for (const from of sources) {
      expect(await opinion(failing(error), from)).toEqual({
        status: 'undecided',
        code: 'judge-unusable',
        reason: `no usable answer: ${words}`,
      });
    }
  });

  test.each([
    ['infrastructure', new InfrastructureError('503', null)],
    ['the set-up', fault('COMMAND_START', 'no such program')],
  ])('a fault of %s is no ruling', async (_name, error) => {
    await expect(opinion(failing(error), 'proposed')).rejects.toBe(error);
  });

  test('an abort is no ruling', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const target: Target = {
      call: async () => {
        controller.abort(reason);
        throw reason;
      },
    };
    const assessed = secondOpinion(target).assess(caseOf('a'), contextOf(), controller.signal);
    await expect(assessed).rejects.toBe(reason);
  });
});

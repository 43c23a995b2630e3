import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScorerReading, Trial } from '../../../core/run.ts';
import { caseScore, votingFamilies } from '../../../runner/case-score.ts';
import { completed, errored } from './run-fixtures.ts';

const scored = (value: number): ScorerReading => ({
  scorer: 'exact',
  status: 'scored',
  value,
  reason: '',
  answer: null,
});
const unscored: ScorerReading = { scorer: 'regex', status: 'unscored', reason: 'it takes too long' };
const reading = (...scores: readonly ScorerReading[]): Trial => ({
  status: 'completed',
  caseId: 'c',
  attempt: 0,
  output: { text: '' },
  scores,
  durationMs: 1,
});

describe('one attempt', () => {
  test('the lowest of its scorers', () => {
    expect(caseScore([reading(scored(1), scored(0.25), scored(0.5))], 1)).toEqual({
      status: 'scored',
      value: 0.25,
    });
    expect(caseScore([reading(scored(1))], 1)).toEqual({ status: 'scored', value: 1 });
  });

  test('one scorer without a reading leaves the case without a score, also beside a 0', () => {
    const score = { status: 'unscored', reason: 'regex: it takes too long' };
    expect(caseScore([reading(scored(1), unscored)], 1)).toEqual(score);
    expect(caseScore([reading(scored(0), unscored)], 1)).toEqual(score);
  });

  test('an output that no scorer read is not right', () => {
    expect(caseScore([reading()], 1)).toMatchObject({ status: 'unscored' });
  });

  test('errors: the target’s own count 0, others are missing', () => {
    expect(caseScore([errored('c', 'target')], 1)).toEqual({ status: 'scored', value: 0 });
    expect(caseScore([errored('c', 'timeout')], 1)).toEqual({ status: 'scored', value: 0 });
    expect(caseScore([errored('c', 'infra')], 1)).toEqual({ status: 'missing', reason: 'it went wrong' });
    expect(caseScore([errored('c', 'budget')], 1)).toEqual({ status: 'missing', reason: 'it went wrong' });
  });

  test('never started', () => {
    expect(caseScore([], 1)).toEqual({ status: 'missing', reason: 'never started' });
    expect(caseScore([], 0)).toMatchObject({ status: 'missing' });
  });
});

describe('several attempts', () => {
  test('the mean of their scores', () => {
    const trials = [
      completed('c', 0, 1),
      completed('c', 1, 0.5),
      errored('c', 'target', 2),
      completed('c', 3, 1),
    ];
    expect(caseScore(trials, 4)).toEqual({ status: 'scored', value: 0.625 });
  });

  test('one without a measurement leaves the case without one', () => {
    expect(caseScore([completed('c'), errored('c', 'infra', 1)], 2)).toMatchObject({ status: 'missing' });
    expect(caseScore([completed('c'), reading(unscored)], 2)).toMatchObject({ status: 'unscored' });
    expect(caseScore([completed('c')], 2)).toMatchObject({ status: 'missing' });
  });

  test('a score is between the worst and the best attempt, and never a hole', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, (given) => {
        const score = caseScore(
          given.map((value, attempt) => completed('c', attempt, value)),
          given.length,
        );
        expect(score.status).toBe('scored');
        const value = score.status === 'scored' ? score.value : Number.NaN;
        expect(value).toBeGreaterThanOrEqual(Math.min(...given) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(...given) + 1e-12);
      }),
    );
  });
});

describe('judges of several families', () => {
  const vote = (family: string, value: number) => ({
    judge: `judge of ${family}`,
    family,
    value,
    reason: '',
  });
  const judged = (...votes: readonly ReturnType<typeof vote>[]) => ({
    ...scored(votes.reduce((sum, { value }) => sum + value, 0) / votes.length),
    votes,
  });
  const panel = judged(vote('llama', 1), vote('qwen', 0), vote('qwen', 0.5), vote('gemma', 1));

  test('without one family the mean is that of the others', () => {
    const of = (leftOut: string | null) => caseScore([reading(panel)], 1, leftOut);
    expect(of(null)).toEqual({ status: 'scored', value: 2.5 / 4 });
    expect(of('qwen')).toEqual({ status: 'scored', value: 1 });
    expect(of('llama')).toEqual({ status: 'scored', value: 0.5 });
    expect(of('mistral')).toEqual({ status: 'scored', value: 2.5 / 4 });
  });

  test('what it alone judged is unscored; what goes by rules stays', () => {
    expect(caseScore([reading(judged(vote('qwen', 1)))], 1, 'qwen')).toMatchObject({ status: 'unscored' });
    expect(caseScore([reading(scored(0.25), panel)], 1, 'qwen')).toEqual({ status: 'scored', value: 0.25 });
  });

  test('families are named once', () => {
    expect(votingFamilies([reading(panel), reading(scored(1)), reading(panel)])).toEqual([
      'llama',
      'qwen',
      'gemma',
    ]);
  });
});

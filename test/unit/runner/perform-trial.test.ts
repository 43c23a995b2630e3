import { describe, expect, test } from 'vitest';
import { fault, InfrastructureError, TimeoutError } from '../../../core/errors.ts';
import type { Scorer, Target } from '../../../core/seams.ts';
import { lowestReading } from '../../../runner/lowest-reading.ts';
import { performTrial } from '../../../runner/perform-trial.ts';
import { caseOf } from '../judges/judge-fixtures.ts';
import { saysRight, taskOf } from './run-fixtures.ts';

const signal = () => new AbortController().signal;
const answering = (text: string): Target => ({ call: async () => ({ text }) });
const throwing = (error: unknown): Target => ({
  call: async () => {
    throw error;
  },
});
const scoring = (value: number): Scorer => ({
  unreadable: () => null,
  score: async () => ({ status: 'scored', value, reason: `${value}`, answer: null }),
});
const silent: Scorer = {
  unreadable: () => null,
  score: async () => ({ status: 'unscored', reason: 'nothing to read' }),
};
const broken: Scorer = {
  unreadable: () => null,
  score: async () => {
    throw new Error('it fell over');
  },
};
const run = (target: Target, scorers: readonly Scorer[] = [saysRight], abort = signal()) =>
  performTrial(
    taskOf('c', 2),
    caseOf('c'),
    target,
    scorers.map((scorer, index) => ({ name: `scorer-${index}`, scorer })),
    abort,
  );

test('an answer is kept with what every scorer read', async () => {
  const trial = await run(answering('right'), [saysRight, scoring(0.5)]);
  expect(trial).toEqual({
    status: 'completed',
    caseId: 'c',
    attempt: 2,
    output: { text: 'right' },
    scores: [
      { scorer: 'scorer-0', status: 'scored', value: 1, reason: 'right', answer: null },
      { scorer: 'scorer-1', status: 'scored', value: 0.5, reason: '0.5', answer: null },
    ],
    durationMs: expect.any(Number),
  });
});

test('the target is given the task’s input, the id of the case and the attempt', async () => {
  const calls: unknown[][] = [];
  const target: Target = {
    call: async (...given) => {
      calls.push(given);
      return { text: '' };
    },
  };
  const abort = signal();
  await run(target, [], abort);
  expect(calls).toEqual([[taskOf('c').input, abort, 'c', 2]]);
});

describe('whose fault it is', () => {
  test.each([
    ['target', new Error('boom'), 'boom'],
    ['target', new TypeError(''), 'TypeError'],
    ['target', 'a string', 'a string'],
    ['target', undefined, 'a thrown undefined'],
    ['timeout', new TimeoutError('no answer within 5 s'), 'no answer within 5 s'],
    ['infra', new InfrastructureError('503', 2000), '503'],
  ])('%s', async (kind, error, message) => {
    expect(await run(throwing(error))).toEqual({
      status: 'errored',
      caseId: 'c',
      attempt: 2,
      kind,
      message,
      durationMs: expect.any(Number),
    });
  });

  test('a fault of the set-up is thrown: no target could answer', async () => {
    const error = fault('COMMAND_START', 'no such program');
    await expect(run(throwing(error))).rejects.toBe(error);
  });

  test('a message of a million characters is cut', async () => {
    const trial = await run(throwing(new Error('x'.repeat(1_000_000))));
    expect(trial).toMatchObject({ status: 'errored', message: 'x'.repeat(1000) });
  });

  test('a call that the signal ended has no trial', async () => {
    const controller = new AbortController();
    const target: Target = {
      call: async () => {
        controller.abort();
        throw new TimeoutError('cut off');
      },
    };
    expect(await run(target, [saysRight], controller.signal)).toBe(null);
  });
});

test('a scorer that fails has measured nothing, and the others are still asked', async () => {
  const trial = await run(answering('right'), [broken, silent, saysRight]);
  expect(trial).toMatchObject({
    status: 'completed',
    scores: [
      { scorer: 'scorer-0', status: 'unscored', reason: 'the scorer failed: it fell over' },
      { scorer: 'scorer-1', status: 'unscored', reason: 'nothing to read' },
      { scorer: 'scorer-2', status: 'scored', value: 1 },
    ],
  });
});

describe('the lowest reading', () => {
  const lowest = (...scorers: readonly Scorer[]) =>
    lowestReading(
      scorers.map((scorer) => ({ name: 'x', scorer })),
      caseOf('c'),
      { text: 'right' },
      signal(),
    );

  test('is the minimum, and unscored as soon as one is', async () => {
    expect(await lowest(scoring(0.7), scoring(0.2), scoring(1))).toMatchObject({ value: 0.2, reason: '0.2' });
    expect(await lowest(scoring(0), silent)).toMatchObject({ status: 'unscored' });
    expect(await lowest()).toMatchObject({ status: 'unscored' });
  });
});

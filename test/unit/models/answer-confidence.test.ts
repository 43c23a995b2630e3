import { expect, test } from 'vitest';
import { answerConfidence } from '../../../models/answer-confidence.ts';

const tokens = (...given: readonly (readonly [string, number, (number | null)?])[]) =>
  given.map(([token, logprob, runnerUp = null]) => ({ token, logprob, runnerUp }));

test('only tokens of values count: keys, braces and quotes say nothing', () => {
  const reply = tokens(
    ['{"', -9],
    ['answer', -9],
    ['": "', -9],
    ['bil', -0.2, -2],
    ['ling', -0.4, -0.9],
    ['"}', -9],
  );
  expect(answerConfidence(reply)).toEqual({ meanLogprob: expect.closeTo(-0.3), margin: expect.closeTo(0.5) });
});

test('a token that holds the end of a value and what follows counts; numbers and truth values count', () => {
  const reply = tokens(['{"a":', -9], ['12', -1], [', "b":', -9], ['true}', -3]);
  expect(answerConfidence(reply)).toEqual({ meanLogprob: -2, margin: null });
});

test('a rival that was likelier gives a negative margin; quotes inside a text do not end it', () => {
  const reply = tokens(['{"a": "', -9], ['say \\"', -2, -1], ['x', -0.5, -4], ['"}', -9]);
  expect(answerConfidence(reply)?.margin).toBe(-1);
  expect(answerConfidence(reply)?.meanLogprob).toBe(-1.25);
});

test('null without log-probabilities, and where no token holds a value', () => {
  expect(answerConfidence(null)).toBeNull();
  expect(answerConfidence(tokens(['{', 0], ['}', 0]))).toBeNull();
});

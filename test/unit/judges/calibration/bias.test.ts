import { describe, expect, test } from 'vitest';
import { exceeds } from '../../../../judges/calibration/effect.ts';
import { lengthSlope } from '../../../../judges/calibration/length-slope.ts';
import { positionEffect } from '../../../../judges/calibration/position-effect.ts';
import {
  type AuthoredAnswer,
  preferenceBeyondConsensus,
  selfPreference,
} from '../../../../judges/calibration/self-preference.ts';

const answersOf = (
  n: number,
  judgedOf: (isOwn: boolean, human: 0 | 1, i: number) => number,
): AuthoredAnswer[] =>
  Array.from({ length: n }, (_, i) =>
    [true, false].map((isOwn) => {
      // The own family is right more often: 3 of 4, the other 2 of 4.
      const human = i % 4 < (isOwn ? 3 : 2) ? 1 : 0;
      return {
        item: `${i}/${isOwn}`,
        caseId: `${i}`,
        cluster: `${i}`,
        isOwn,
        human,
        judged: judgedOf(isOwn, human, i),
      };
    }),
  ).flat();

describe('self-preference', () => {
  test('a judge that is right throughout favours nobody, though its family is better', () => {
    const found = selfPreference(answersOf(100, (_, human) => human));
    for (const effect of Object.values(found)) expect(effect?.estimate).toBeCloseTo(0, 12);
  });

  test('a judge that calls all of its own right favours its wrong answers', () => {
    const found = selfPreference(answersOf(100, (isOwn, human) => (isOwn ? 1 : human)));
    expect(found.overrating?.estimate).toBeCloseTo(0.25, 12);
    expect(found.ofRight?.estimate).toBeCloseTo(0, 12);
    expect(found.ofWrong?.estimate).toBeCloseTo(1, 12);
    // On the 25 cases that its own family gets wrong, the other family is wrong too.
    expect(found.ofOwnErrors).toMatchObject({ estimate: 1, clusters: 25 });
    expect(exceeds(found.overrating, 0.05)).toBe(true);
  });

  test('says nothing in fewer than 20 clusters of either side', () => {
    const few = answersOf(100, (_, human) => human).filter(
      ({ isOwn, cluster }) => !isOwn || Number(cluster) < 19,
    );
    expect(selfPreference(few).overrating).toBeNull();
  });

  const pairs = (families: readonly string[], favour: number) =>
    Array.from({ length: 40 }, (_, i) => ({
      cluster: `${i}`,
      votes: families.map((family, at) => {
        const own = family !== 'a' ? null : i % 2 === 0 ? ('first' as const) : ('second' as const);
        const wins = i % 10 < 5 ? 1 : 0;
        const first =
          own === null || at > 0 ? wins : own === 'first' ? wins + (1 - wins) * favour : wins * (1 - favour);
        return { judge: family, family, own, first };
      }),
    }));

  test('without labels is what a judge’s own family wins beyond the others’ consensus; with three families only', () => {
    expect(preferenceBeyondConsensus(pairs(['a', 'b', 'c'], 0), 'a')?.estimate).toBeCloseTo(0, 12);
    expect(preferenceBeyondConsensus(pairs(['a', 'b', 'c'], 1), 'a')?.estimate).toBeCloseTo(0.4, 12);
    expect(preferenceBeyondConsensus(pairs(['a', 'b'], 1), 'a')).toBeNull();
    expect(preferenceBeyondConsensus(pairs(['a', 'b', 'c'], 1), 'b')).toBeNull();
  });
});

describe('position', () => {
  const pairsOf = (forth: 'first' | 'second' | 'tie', back: 'first' | 'second' | 'tie') =>
    Array.from({ length: 30 }, (_, i) => ({ cluster: `${i}`, forth, back }));

  test.each([
    // The better one wins wherever it stands.
    ['first', 'second', 0, 1],
    ['tie', 'tie', 0, 1],
    // The first one wins whatever it is.
    ['first', 'first', 0.5, 0],
    ['second', 'second', -0.5, 0],
    ['first', 'tie', 0.25, 0],
  ] as const)('%s, then %s: effect %s, consistency %s', (forth, back, effect, consistency) => {
    const found = positionEffect(pairsOf(forth, back));
    expect(found.effect?.estimate).toBeCloseTo(effect, 12);
    expect(found.consistency?.rate).toBe(consistency);
  });

  test('of no pairs is not known', () => {
    expect(positionEffect([])).toEqual({ effect: null, consistency: null });
  });
});

test('length: what a judge adds to people’s score for a standard deviation more', () => {
  const answers = Array.from({ length: 50 }, (_, i) => ({
    item: `${i}`,
    cluster: `${i}`,
    words: i,
    human: 0.4,
    judged: 0.4 + i / 100,
  }));
  // Standard deviation of 0 … 49 with n − 1: √212.5.
  expect(lengthSlope(answers)?.estimate).toBeCloseTo(Math.sqrt(212.5) / 100, 9);
  expect(lengthSlope(answers.map((answer) => ({ ...answer, words: 7 })))).toBeNull();
});

test('an effect counts where it is there for sure and larger than what can be put up with', () => {
  const effect = (estimate: number, low: number, high: number) => ({
    estimate,
    interval: [low, high] as const,
    clusters: 50,
  });
  expect(exceeds(effect(0.1, 0.02, 0.18), 0.05)).toBe(true);
  expect(exceeds(effect(-0.1, -0.18, -0.02), 0.05)).toBe(true);
  expect(exceeds(effect(0.1, -0.02, 0.22), 0.05)).toBe(false);
  expect(exceeds(effect(0.04, 0.02, 0.06), 0.05)).toBe(false);
  expect(exceeds(null, 0.05)).toBe(false);
});

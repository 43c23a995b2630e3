import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import { pairs, policy, sliceOf } from './paired-fixtures.ts';

const skill = (name: string, n: number, losses: number, gains = 0) =>
  pairs(n, losses, gains, { skill: name });
const weak = [skill('weak', 40, 16), skill('a', 200, 4, 4), skill('b', 200, 4, 4), skill('c', 5, 1)].flat();

describe('slices in order of what may be wrong with them', () => {
  const decision = decide(weak, policy);
  const rankOf = (name: string) => sliceOf(decision, name).rank;

  // Reckoned apart from this code, in Python: DerSimonian-Laird over −.4, 0, 0 and −.2 with the errors that one more gain
  // and one more loss give.
  test.each([
    ['real/weak', -0.20627301, 0.99583207],
    ['real/a', -0.00366425, 0.00136169],
    ['real/c', -0.08211302, 0.65881933],
  ])('%s is shrunk to %d, and worse than the margin with a chance of %d', (name, shrunk, chance) => {
    expect(rankOf(name)?.shrunk).toBeCloseTo(shrunk, 7);
    expect(rankOf(name)?.pBeyondMargin).toBeCloseTo(chance, 7);
    expect(rankOf(name)?.differsFromAlike).toBe(true);
  });

  test('only the one that is worse by more than chance is to be looked at', () => {
    const listed = decision.slices.filter(({ rank }) => rank?.isLookHere === true).map(({ name }) => name);
    expect(listed).toEqual(['real/weak']);
  });
});

test('slices that differ by chance alone are said not to differ, and none is to be looked at', () => {
  const alike = ['a', 'b', 'c', 'd', 'e'].flatMap((name, i) => skill(name, 100, 2 + (i % 2), 2));
  const { slices } = decide(alike, policy);
  expect(slices.map(({ rank }) => [rank?.differsFromAlike, rank?.isLookHere])).toEqual(
    slices.map(() => [false, false]),
  );
});

test('the list is as long as Benjamini and Hochberg allow: ten slices of which one at p .009 is on it, and at .02 not', () => {
  // P of no loss, no gain: with b = 0 the score against 0 is -√c: 2.37 and 2.05 beyond are p .009 and .02.
  const tenth = (losses: number) => [
    ...skill('odd', 200, losses),
    ...Array.from({ length: 9 }, (_, i) => skill(`s${i}`, 200, 2, 2)).flat(),
  ];
  const isListed = (losses: number) => sliceOf(decide(tenth(losses), policy), 'real/odd').rank?.isLookHere;
  expect([isListed(4), isListed(6)]).toEqual([false, true]);
});

test('arms and kinds are apart: synthetic cases move no rank of a real slice', () => {
  const real = decide(weak, policy);
  const more = pairs(300, 60, 0, { origin: 'synthetic', skill: 'weak', edgeCase: 'odd' });
  const both = decide([...weak, ...more], policy);
  for (const { name, rank } of real.slices) expect(sliceOf(both, name).rank).toEqual(rank);
  expect(sliceOf(both, 'synthetic/weak/odd').rank?.isLookHere).toBe(true);
});

test('one cluster has no rank', () => {
  const lone = pairs(20, 4, 0, { skill: 'lone', cluster: 'one' });
  expect(sliceOf(decide([...weak, ...lone], policy), 'real/lone').rank).toBeNull();
});

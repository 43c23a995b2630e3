import { expect, test } from 'vitest';
import { gapWords } from '../../../reports/gap-words.ts';
import { renderText } from '../../../reports/text.ts';
import { weakestWords } from '../../../reports/weakest-words.ts';
import { passing } from './report-fixtures.ts';

const { arms, transfer, slices } = passing;
const gap = { difference: -0.0059, se: 0.0184, z: -0.32, isConflict: false };

test('too few past comparisons: said in the words of the specification (statistics.md §9)', () => {
  expect(gapWords({ gap, transfer, arms })).toEqual([
    'real-synthetic -0.0059, z -0.3; transfer history 7 of 19 runs: synthetic alone says nothing about production yet',
  ]);
  expect(renderText(passing, { color: false })).toContain(
    'gap        real-synthetic +0.0158, z +0.9; transfer history',
  );
});

test('a conflict comes first, by its name, and overrides nothing', () => {
  const [conflict] = gapWords({ gap: { ...gap, isConflict: true, z: -2.4 }, transfer, arms });
  expect(conflict).toBe(
    'synthetic-real-conflict: the arms point in opposite directions, further apart than chance explains; it overrides nothing',
  );
});

test.each([
  [true, ', no worse than the margin 0.03'],
  [false, ', not shown to be no worse than the margin 0.03'],
])('enough of them: the band, and whether it keeps the margin (%s)', (isShown, claim) => {
  const known = { runs: 23, needed: 19, band: [-0.02, 0.0125], level: 0.9, isShown } as const;
  const [words] = gapWords({ gap, transfer: known, arms });
  expect(words).toContain(
    'transfer history 23 runs: by synthetic alone, production would lie in [-0.0200, +0.0125] at 90 %',
  );
  expect(words).toMatch(new RegExp(`%${claim}$`));
});

test('without synthetic cases nothing is said', () => {
  expect(gapWords({ gap: null, transfer: null, arms })).toEqual([]);
});

test('the weakest slices by their shrunk difference, and those to look at', () => {
  const [one] = slices;
  if (one === undefined) throw new Error('the fixture has slices');
  const ranked = (name: string, shrunk: number, pBeyondMargin: number, isLookHere: boolean) => ({
    ...one,
    name,
    rank: { shrunk, pBeyondMargin, differsFromAlike: true, isLookHere },
  });
  const told = [
    ranked('real/a', 0.01, 0.001, false),
    ranked('real/b', -0.02, 0.17, false),
    ranked('real/c', -0.06, 0.41, true),
  ];
  expect(weakestWords(told)).toEqual([
    'weakest slices (shrunk): real/c -0.0600, P(worse than margin) .41 | real/b -0.0200, P(worse than margin) .17',
    'look here (worse at all, one in ten of these by chance): real/c',
  ]);
  const alike = told.map((slice) => ({
    ...slice,
    rank: { ...slice.rank, differsFromAlike: false, isLookHere: false },
  }));
  expect(weakestWords(alike)).toEqual(['no evidence that slices differ']);
  expect(weakestWords(slices)).toEqual([]);
});

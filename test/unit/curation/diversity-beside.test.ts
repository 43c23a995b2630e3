import { expect, test } from 'vitest';
import { diversity } from '../../../curation/diversity.ts';
import { diversityBeside } from '../../../curation/diversity-beside.ts';

const real = Array.from({ length: 60 }, (_, n) => `Question ${n} is about ${'abcdefghij'[n % 10]}${n * 7}`);
const long = real.map((text) => `${text}, and it goes on for a good while about all kinds of things`);

test('equal n, and packing and pairs on equally many tokens', () => {
  const found = diversityBeside(real, long.slice(0, 40), 0);
  expect(found?.anchor.n).toBe(40);
  expect(found?.made.n).toBe(40);
  // A question has 5 tokens: of the longer ones so many are read as the short ones have together.
  expect([found?.anchor.tokens, found?.made.tokens]).toEqual([200, 200]);
});

test('a set beside itself is as diverse as itself, whatever the order in which it is drawn', () => {
  const found = diversityBeside(real, real, 0);
  expect(found?.made.distinct2).toBeCloseTo(found?.anchor.distinct2 ?? 0, 12);
  expect(found?.made.meanMaxRougeL).toBeCloseTo(found?.anchor.meanMaxRougeL ?? 0, 12);
  expect(found?.made.vendi).toBeCloseTo(found?.anchor.vendi ?? 0, 9);
});

test('fewer than 20 of one of them cannot be compared', () => {
  expect(diversityBeside(real, real.slice(0, 19), 0)).toBeNull();
  expect(diversityBeside([], real, 0)).toBeNull();
  expect(diversityBeside(real.slice(0, 20), real, 0)?.made.n).toBe(20);
});

test('the last text is cut where the tokens end', () => {
  expect(diversity(['a b c', 'd e'])?.tokens).toBe(5);
  const cut = diversity(['A b, c', 'd e', 'f'], 5);
  expect(cut).toMatchObject({ n: 3, tokens: 5, distinct2: 1 });
  expect(diversity(['x x x x', 'x x'], 3)).toMatchObject({ tokens: 3, distinct2: 0.5 });
});

test('Vendi: as many as there are where nothing is shared, one where all are the same', () => {
  expect(diversity(['aaaaaa', 'bbbbbb', 'cccccc'])?.vendi).toBeCloseTo(3, 9);
  expect(diversity(['the same', 'The same!', 'the same'])?.vendi).toBeCloseTo(1, 9);
  // abcde bcdef cdefg beside abcde bcdef cdefx defxy share 2 of 3 and 4: λ = (1 ± 2/√12) / 2.
  const alike = 2 / Math.sqrt(3 * 4);
  const shares = [(1 + alike) / 2, (1 - alike) / 2];
  const expected = Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0));
  expect(diversity(['abcdefg', 'abcdefxy'])?.vendi).toBeCloseTo(expected, 9);
});

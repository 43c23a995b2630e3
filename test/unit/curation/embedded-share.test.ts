import { expect, test } from 'vitest';
import { embeddedShare } from '../../../curation/embedded-share.ts';

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `word${from + at}`).join(' ');

test('a piece of a long text is found, however small a part of it', () => {
  const shareOf = embeddedShare([words(0, 1000), words(2000, 2020)]);
  expect(shareOf(words(500, 520))).toEqual({ text: 0, share: 1 });
  // 10 of 20 words stand in it in a row.
  expect(shareOf(`${words(500, 510)} ${words(3000, 3010)}`)).toEqual({ text: 0, share: 0.5 });
  // Two runs of 8 words, one of which overlaps with nothing.
  expect(shareOf(`${words(0, 8)} other ${words(100, 108)}`)).toEqual({ text: 0, share: 16 / 17 });
  expect(shareOf(words(2000, 2020).toUpperCase())).toEqual({ text: 1, share: 1 });
});

test('seven words in a row, a short text and an empty list have nothing in common', () => {
  const shareOf = embeddedShare([words(0, 100)]);
  expect(shareOf(`${words(0, 7)} ${words(3000, 3020)}`)).toBeNull();
  expect(shareOf(words(0, 7))).toBeNull();
  expect(shareOf('')).toBeNull();
  expect(embeddedShare([])(words(0, 20))).toBeNull();
});

import { expect, test } from 'vitest';
import { repeatsText } from '../../../curation/repeats-text.ts';

const long = 'my card was charged two times yesterday by the shop on the corner';
const repeats = repeatsText([long, 'Where is it?', 'Refund', 'When will the parcel arrive']);

test('eight words in a row are a repetition, seven are not', () => {
  expect(repeats('It fails on “charged two times, yesterday by the SHOP on”.')).toBe(true);
  expect(repeats('It fails on charged two times yesterday by the other.')).toBe(false);
});

test('the whole of a short text is one, a part of it and a phrase of two words are not', () => {
  expect(repeats('It asks: where is it, and')).toBe(true);
  expect(repeats('when will the parcel come')).toBe(false);
  expect(repeats('a refund is asked for')).toBe(false);
  expect(repeatsText(['我的卡丢了'])('客户说我的卡丢了')).toBe(true);
  expect(repeatsText([])('anything at all')).toBe(false);
});

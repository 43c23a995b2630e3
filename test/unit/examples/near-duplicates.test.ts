import { describe, expect, test } from 'vitest';
import { nearDuplicates } from '../../../examples/01-email-triage/near-duplicates.ts';

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `word${from + index}`).join(' ');

describe('nearDuplicates', () => {
  test('puts a near copy with the text that came first', () => {
    const copy = words(0, 100).replace('word50', 'changed').toUpperCase();
    expect(nearDuplicates([words(500, 600), words(0, 100), words(700, 800), copy])).toEqual([0, 1, 2, 1]);
  });

  test('draws the line at half of the shingles', () => {
    // 103 words have 100 shingles of four; two such texts that share s of them have a similarity of s / (200 - s).
    const near = [words(0, 103), words(30, 133)]; // 70 shared: 0.54
    const far = [words(0, 103), words(40, 143)]; // 60 shared: 0.43
    expect(nearDuplicates(near)).toEqual([0, 0]);
    expect(nearDuplicates(far)).toEqual([0, 1]);
  });

  test('links texts through a third', () => {
    expect(nearDuplicates([words(0, 103), words(50, 153), words(25, 128)])).toEqual([0, 0, 0]);
  });

  test('does not read quoted lines', () => {
    const quotation = words(0, 60).replace(/^|(?<=\d) (?=word\d*0\b)/g, '\n> ');
    expect(nearDuplicates([`${words(100, 110)}${quotation}`, `${words(200, 210)}${quotation}`])).toEqual([
      0, 1,
    ]);
    expect(nearDuplicates([`${words(100, 110)}${quotation}`, words(100, 110)])).toEqual([0, 0]);
  });

  test('compares short texts whole, and leaves texts without words alone', () => {
    expect(nearDuplicates(['Thanks a lot', 'thanks, a lot!', 'Thanks a bit', '', '...', '> quoted'])).toEqual(
      [0, 0, 2, 3, 4, 5],
    );
  });

  test('gives nothing for nothing', () => {
    expect(nearDuplicates([])).toEqual([]);
  });
});

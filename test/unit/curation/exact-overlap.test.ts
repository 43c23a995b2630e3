import { expect, test } from 'vitest';
import { exactOverlap } from '../../../curation/exact-overlap.ts';
import { caseOf } from '../judges/judge-fixtures.ts';

const cases = (...texts: readonly string[]) => texts.map((text) => caseOf(text));

test('the share of held-out rows whose words occur in training', () => {
  const heldout = cases('Where is it?', 'It is late', 'It is gone', 'Straße_1');
  expect(exactOverlap(heldout, cases('where — is IT', 'straße_1!', 'late it is'))).toBe(0.5);
  expect(exactOverlap(heldout, [])).toBe(0);
  expect(exactOverlap(heldout, heldout)).toBe(1);
});

test('every held-out row counts, equal ones too', () => {
  expect(exactOverlap(cases('a', 'a', 'b'), cases('A'))).toBeCloseTo(2 / 3, 12);
});

test('a text without words overlaps with nothing', () => {
  expect(exactOverlap(cases('?!', ''), cases('?!', ''))).toBe(0);
});

test('without held-out rows there is no share', () => {
  expect(exactOverlap([], cases('a'))).toBe(null);
});

test('words in other scripts', () => {
  expect(exactOverlap(cases('Где посылка?', '包裹'), cases('где посылка', '包裹!'))).toBe(1);
});

import { expect, test } from 'vitest';
import { wordStem } from '../../../core/word-stem.ts';

test.each([
  ['parcel', 'parcels', 'parcel’s'],
  ['ship', 'ships', 'shipped', 'shipping'],
  ['plan', 'planned', 'plans'],
  ['bill', 'billed', 'bills', 'billing'],
  ['send', 'sent', 'sends', 'sending'],
  ['copy', 'copies', 'copied'],
  ['store', 'stored', 'stores', 'storing'],
  ['person', 'people', 'persons'],
  ['go', 'goes', 'went', 'gone'],
  ['quick', 'quickly'],
])('%s and its forms have one stem', (word, ...forms) => {
  for (const form of forms) expect(wordStem(form)).toBe(wordStem(word));
});

test.each([
  ['bill', 'bit'],
  ['stop', 'step'],
  ['ad', 'add'],
])('%s and %s are different words', (one, other) => {
  expect(wordStem(one)).not.toBe(wordStem(other));
});

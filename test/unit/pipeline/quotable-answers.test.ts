import { expect, test } from 'vitest';
import { quotableAnswers } from '../../../pipeline/gaps/quotable-answers.ts';
import { observed } from '../gaps/observed-fixtures.ts';

const text =
  'Dear bank, Jane Roe of 12 Mill Lane asks why her card was charged two times yesterday by the shop';
const cases = [
  observed('a', { text, label: 'card charged two times' }),
  observed('b', { text: 'Where is it?' }),
];
const labels = ['why her card', 'spam'] as const;
const mayQuote = quotableAnswers(cases, { kind: 'classification', instructions: 'Sort.', labels });

test.each([
  ['a declared label, also where a case says it', 'why her card'],
  ['a right answer', 'card charged two times'],
  ['a word', 'yesterday'],
  ['a short answer that no case says', "I don't know"],
  ['nothing', ''],
])('%s may be quoted', (_, answer) => expect(mayQuote(answer)).toBe(true));

test.each([
  ['a whole case', text],
  ['a piece of a case', 'her card was charged two times yesterday by'],
  ['a name in a case', 'jane ROE'],
  ['an address in a case', '12 Mill-Lane'],
  ['an answer around a short case', 'you ask: where is it?'],
  ['a long answer', 'I am sorry but I do not know this'],
])('%s may not', (_, answer) => expect(mayQuote(answer)).toBe(false));

import { expect, test } from 'vitest';
import { statedNumbers } from '../../../core/stated-numbers.ts';
import { numberWords } from '../../../generators/perturb/number-words.ts';

const numbersOf = (text: string) => statedNumbers(text.split(' '));

test.each([
  ['it took five days', ['5'], ['it', 'took', 'days']],
  ['one of the guests', [], ['one', 'of', 'the', 'guests']],
  ['twenty five or six', ['25', '6'], ['or']],
  ['twenty twenty', ['20', '20'], []],
  ['one hundred and one dalmatians', ['101'], ['dalmatians']],
  ['a hundred and some', ['100'], ['a', 'and', 'some']],
  ['two thousand and six', ['2006'], []],
  ['1.1 million in 5 days', ['1100000', '5'], ['in', 'days']],
  ['three million two hundred thousand', ['3200000'], []],
  ['7.50 at 7:30', ['7.5', '7:30'], ['at']],
])('%s', (text, numbers, rest) => {
  expect(numbersOf(text)).toEqual({ numbers, rest });
});

test('every number in words is the number', () => {
  for (let value = 0; value < 1_000_000; value += 77) {
    if (value === 1) continue;
    const { numbers, rest } = numbersOf(numberWords(value).replaceAll('-', ' '));
    expect([numbers, rest]).toEqual([[String(value)], []]);
  }
});

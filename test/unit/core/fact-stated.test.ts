import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statesFact } from '../../../core/fact-stated.ts';

test.each([
  ['Refunds take 5 days.', 'A refund takes 5 days'],
  ['We are sorry. A refund will usually take 5 days, by card.', 'refunds take 5 days'],
  ['It weighs 1,200 kg.', 'weighs 1200 kg'],
  ['Packed in Oslo. Shipped by sea to Bergen.', 'shipped to Bergen by sea'],
  ['The warranty does not cover water damage.', 'Water damage is not covered by the warranty'],
  ['Ada Lovelace wrote it in 1843.', 'Ada Lovelace'],
  ['The parcel is sent. It goes on Monday, by ship.', 'the parcel goes on Monday'],
  ['送料は500円です。返品は30日以内です。', '送料は500円'],
  ['A refund takes five days.', 'refunds take 5 days'],
  ['It costs 7.50 € a month.', 'it costs 7.5 euros a month'],
  ['Twenty-five people were told on the 1st.', '25 persons were told on the first'],
  ['Two hundred and forty boxes were shipped.', '240 boxes are shipped'],
  ['We sent it back and they paid 3 %.', 'it is sent back, they pay three percent'],
  ['One guest may stop by.', 'one guest stopped by'],
  ['They lend towels to children.', 'towels are lent to a child'],
])('%j states %j', (text, fact) => expect(statesFact(text, fact)).toBe(true));

test.each([
  ['Refunds do not take 5 days.', 'refunds take 5 days', 'it is denied'],
  ['The warranty covers water damage.', 'the warranty does not cover water damage', 'the denial is missing'],
  ['Refunds take 15 days.', 'refunds take 5 days', 'another number'],
  ['Refunds take days.', 'refunds take 5 days', 'no number'],
  [
    'A refund is possible. Orders ship on Monday. It takes 5 days.',
    'a refund takes 5 days',
    'it stands too far apart',
  ],
  ['', 'refunds take 5 days', 'nothing is said'],
  ['A refund takes six days.', 'refunds take 5 days', 'another number, in words'],
  ['Two or three boxes came.', '23 boxes came', 'two numbers are not one'],
  ['The 2nd floor is closed.', 'the first floor is closed', 'another ordinal'],
  ['It was billed twice.', 'a bit was there twice', 'stems that are alike are not the same'],
  ['The money is back within the week.', 'refunds take a week', 'other words: not known as the same'],
])('%j does not state %j: %s', (text, fact) => expect(statesFact(text, fact)).toBe(false));

test('a fact states itself, and still does where another sentence stands before it', () => {
  const word = fc.constantFrom(
    'parcel',
    'goes',
    'never',
    'Bergen',
    '12',
    'not',
    'ships',
    'the',
    'of',
    'boxes',
  );
  const fact = fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(fact, (said) => {
      expect(statesFact(said, said)).toBe(true);
      expect(statesFact(`Hello there. ${said}.`, said)).toBe(true);
    }),
  );
});

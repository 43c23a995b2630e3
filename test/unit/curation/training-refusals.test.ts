import { describe, expect, test } from 'vitest';
import { trainingRefusals } from '../../../curation/training-refusals.ts';
import { item, saying } from './lineage-fixtures.ts';

test('refusals name the relative, and items that may be trained on are not among them', () => {
  const items = [
    saying('what is it', item('t', 'train', { parents: ['s'] })),
    saying('who is it', item('u', 'train', { parents: ['h'] })),
  ];
  const refusals = trainingRefusals(items, [
    saying('what was it', item('s', 'train')),
    saying('where is my card', item('h', 'heldout')),
  ]);
  expect([...refusals.keys()]).toEqual(['u']);
  expect(refusals.get('u')).toEqual({
    code: 'lineage',
    other: 'h',
    reason: 'it descends from the held-out case h',
  });
});

describe('texts that overlap with those of a protected case', () => {
  const long = 'my parcel was sent on monday and the app says that it lies at the depot since then, what now';
  const heldout = [saying(long, item('h', 'heldout')), saying('Where is my card?', item('i', 'probe'))];
  const refusalOf = (text: string, more: { readonly answer?: string } = {}) =>
    trainingRefusals([{ ...saying(text, item('t', 'train')), ...more }], heldout).get('t');

  test.each([
    ['the same words', 'WHERE is my card', 'i'],
    ['characters nobody sees', 'Wh\u200bere i\u2060s m\u00ady c\ufeffard?', 'i'],
    ['a letter more', 'Where is my cards?', 'i'],
    ['half of the words', `hello, ${long.slice(0, 60)} it is not my fault`, 'h'],
  ])('%s', (_, text, other) => {
    expect(refusalOf(text)).toMatchObject({ code: 'contam', other, reason: expect.stringContaining(other) });
  });

  test('an answer may give a case away too', () => {
    expect(refusalOf('what do people ask?', { answer: 'where is my card' })).toMatchObject({ other: 'i' });
  });

  test('a text of another suite keeps an item out as well', () => {
    const guarded = [
      { id: 'row 3 of other.jsonl', input: saying('Who sells lamps?', item('o', 'heldout')).input },
    ];
    const copy = saying('who sells lamps', item('t', 'train'));
    expect(trainingRefusals([copy], [], guarded).get('t')).toEqual({
      code: 'contam',
      other: 'row 3 of other.jsonl',
      reason: 'row 3 of other.jsonl is held out, and has the same words as it',
    });
  });

  test('other texts may be trained on, and so may copies of the training side', () => {
    expect(refusalOf('Where can I buy a lamp?')).toBeUndefined();
    const seed = saying('Where is my lamp?', item('s', 'train'));
    const copy = saying('where is my lamp', item('t', 'train'));
    expect(trainingRefusals([copy], [...heldout, seed]).size).toBe(0);
  });

  test('what is asked about documents may be the same for all of them; the documents may not', () => {
    const about = (id: string, split: 'heldout' | 'train', text: string) => {
      const own = saying('Summarise the documents.', item(id, split));
      return { ...own, input: { ...own.input, documents: [{ id: 'd', text }] } };
    };
    const asked = about('h', 'heldout', `Minutes. ${long}`);
    const other = about(
      't',
      'train',
      'The fair opens on the third of May, and tickets are sold at the gate of it.',
    );
    expect(trainingRefusals([other], [asked]).size).toBe(0);
    expect(trainingRefusals([about('t', 'train', `Notes. ${long}`)], [asked]).get('t')).toMatchObject({
      other: 'h',
    });
  });

  test('lineage says more than texts do', () => {
    const child = saying('Where is my card?', item('c', 'train', { parents: ['h'] }));
    expect(trainingRefusals([child], heldout).get('c')).toMatchObject({ code: 'lineage', other: 'h' });
  });

  test('many copies of one case are as bad as one', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      saying(`${long.slice(0, 60)} number ${n}`, item(`t${n}`, 'train')),
    );
    expect(trainingRefusals(many, heldout).size).toBe(40);
  });
});

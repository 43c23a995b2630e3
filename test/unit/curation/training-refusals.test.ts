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

describe('pieces of a protected text', () => {
  const words = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `word${from + at}`).join(' ');
  const own = (n: number) => Array.from({ length: n }, (_, at) => `own${at}`).join(' ');
  const heldout = [
    saying(words(0, 1000), item('h', 'heldout')),
    saying(words(2000, 2030), item('i', 'probe')),
  ];
  const refusalOf = (text: string, more: object = {}) =>
    trainingRefusals([{ ...saying(text, item('t', 'train')), ...more }], heldout).get('t');

  test.each([
    ['twenty words out of the middle', words(500, 520), 'h', '100 %'],
    ['the same, shouted', words(500, 520).toUpperCase().replaceAll(' ', ' - '), 'h', '100 %'],
    ['with characters nobody sees', words(500, 520).replaceAll('word', 'wo\u200brd'), 'h', '100 %'],
    ['half of it own words', `${words(500, 510)} ${own(10)}`, 'h', '50 %'],
    ['two runs of eight words', `${words(0, 8)} other ${words(100, 108)}`, 'h', '94 %'],
    ['the smaller part of a short one, all there is', words(2000, 2010), 'i', '100 %'],
  ])('%s', (_, text, other, share) => {
    expect(refusalOf(text)).toEqual({
      code: 'contam',
      other,
      reason: `${other} is held out, and holds ${share} of its words`,
    });
  });

  test('an answer, a turn and a document that are pieces', () => {
    const piece = words(300, 320);
    const holding = { reason: 'h is held out, and holds 100 % of its words' };
    expect(refusalOf('What is it?', { answer: piece })).toMatchObject(holding);
    const turns = [
      { role: 'user', content: own(40) },
      { role: 'assistant', content: 'Yes?' },
      { role: 'user', content: piece },
    ];
    expect(refusalOf('', { input: { messages: turns } })).toMatchObject(holding);
    const documents = [own(90), piece].map((text, at) => ({ id: `d${at}`, text }));
    const messages = saying('Which of them?', item('t', 'train')).input.messages;
    expect(refusalOf('', { input: { messages, documents } })).toMatchObject(holding);
  });

  test('what anybody may write is none: seven words, a closing line, what is asked about other documents', () => {
    expect(refusalOf(`${words(0, 7)} ${own(5)}`)).toBeUndefined();
    expect(refusalOf(`${words(0, 9)} ${own(11)}`)).toBeUndefined();
    const turns = [own(40), words(0, 12)].map((content) => ({ role: 'user', content }));
    expect(refusalOf('', { input: { messages: turns } })).toBeUndefined();
    expect(refusalOf('What is it?', { answer: words(0, 12) })).toBeUndefined();
    const question = words(40, 60);
    const asked = {
      messages: [{ role: 'user', content: question }],
      documents: [{ id: 'd', text: own(80) }],
    };
    expect(refusalOf('', { input: asked })).toBeUndefined();
    expect(refusalOf(question)).toBeDefined();
  });
});

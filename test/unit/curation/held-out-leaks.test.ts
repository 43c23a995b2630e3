import { describe, expect, test } from 'vitest';
import type { CaseInput, Message } from '../../../core/case.ts';
import { guardText } from '../../../curation/guard-text.ts';
import { overlapFinder } from '../../../curation/overlap-finder.ts';
import { contaminationGuard, trainingRefusals } from '../../../curation/training-refusals.ts';
import { item, saying } from './lineage-fixtures.ts';

const user = (content: string): Message => ({ role: 'user', content });
const reply = (content: string): Message => ({ role: 'assistant', content });
const system = (content: string): Message => ({ role: 'system', content });
const talk = (...messages: [Message, ...Message[]]): CaseInput => ({ messages });

const short = 'My card was swallowed by the machine at Leipzig station this morning';
const tiny = 'Where is my refund for order 8841?';
const chinese = '我昨天取款时银行卡被机器吞了';
const asked = 'Which street should the courier have delivered it to?';
const about =
  'The customer is Ms Ottilie Brandt, gold member since 1998, whose flight to Oslo was cancelled on Friday';
const heldout = [
  { id: 'short', input: talk(user(short)) },
  { id: 'tiny', input: talk(user(tiny)) },
  { id: 'chinese', input: talk(user(chinese)) },
  {
    id: 'talk',
    input: talk(
      user('Good morning, the parcel never came'),
      reply(asked),
      user('Rosenweg nine in Halle, third floor'),
    ),
  },
  { id: 'system', input: talk(system(about), user('What am I owed?')) },
  { id: 'four', input: talk(user('Where is my card?')) },
];
const refusalOf = contaminationGuard(heldout);
const own = (n: number) => Array.from({ length: n }, (_, at) => `own${at}`).join(' ');
const cyrillic = (text: string) =>
  text.replace(/[aeocp]/g, (letter) => 'аеоср'['aeocp'.indexOf(letter)] ?? '');
const [half, otherHalf] = ['My card was swallowed by the machine', 'at Leipzig station this morning'];

describe('what repeats a held-out text may not be trained on', () => {
  test.each<[string, string, CaseInput]>([
    ['a short text inside a long one', 'short', talk(user(`${own(30)} ${short} ${own(30)}`))],
    ['a tiny one between greetings', 'tiny', talk(user(`Hi team, ${tiny} Thanks a lot, best regards.`))],
    ['ten words in a row of a short one', 'short', talk(user(`${own(20)} ${short.slice(0, 55)} ${own(20)}`))],
    [
      'Chinese inside Chinese',
      'chinese',
      talk(user(`今天天气很好我们去公园散步${chinese}然后晚上一起吃饭聊天`)),
    ],
    ['in a system message', 'tiny', talk(system(`${own(12)} ${tiny}`), user(own(9)))],
    ['over two turns of the user', 'short', talk(user(half), reply('Go on.'), user(otherHalf))],
    ['over the user and the reply', 'short', talk(user(half), reply(otherHalf), user(own(9)))],
    [
      'a conversation as one text',
      'talk',
      talk(user(`Good morning, the parcel never came. ${asked} Rosenweg`)),
    ],
    ['its first turn', 'talk', talk(user('Good morning, the parcel never came'))],
    ['its last turn', 'talk', talk(user('rosenweg nine in halle third floor!'))],
    ['its reply', 'talk', talk(user(asked))],
    ['its reply inside a text', 'talk', talk(user(`${own(30)} ${asked} ${own(30)}`))],
    ['a system message as a text', 'system', talk(user(about))],
    ['a system message as one', 'system', talk(system(about), user('Tell me about compensation rules'))],
    ['Cyrillic letters among Latin ones', 'tiny', talk(user(`${own(9)} ${cyrillic(tiny)} ${own(9)}`))],
    ['accents', 'tiny', talk(user(tiny.replace(/[aeiou]/g, (vowel) => `${vowel}\u0301`)))],
    ['underscores', 'tiny', talk(user(`${own(9)} ${tiny.replaceAll(' ', '_')}`))],
  ])('%s', (_, id, input) => {
    expect(refusalOf({ input })).toMatchObject({
      code: 'contam',
      other: id,
      reason: expect.stringContaining(id),
    });
  });

  test('a label is no text, whatever its words are', () => {
    const input = talk(user('Is anything wrong?'));
    expect(refusalOf({ input, answer: 'where_is_my_card' })).toBeNull();
    expect(refusalOf({ input, answer: 'Where is my card?' })).toMatchObject({ other: 'four' });
  });

  test('an answer, and each text beside it by itself', () => {
    const input = talk(user('Is anything wrong?'));
    expect(refusalOf({ input, answer: `${own(30)} ${short}` })).toMatchObject({ other: 'short' });
    // Too short to be refused for standing in something, and diluted beside a long answer.
    expect(refusalOf({ input, answer: own(60), beside: ['where is my card'] })).toMatchObject({
      other: 'four',
    });
    expect(refusalOf({ input, answer: own(60), beside: [own(4), own(5)] })).toBeNull();
  });
});

describe('what does not repeat one may be', () => {
  test.each<[string, CaseInput]>([
    ['four words inside a text', talk(user(`${own(9)} where is my card ${own(9)}`))],
    ['the greeting of a held-out turn', talk(user('Good morning, the lamp is broken'))],
    [
      'a held-out turn of six words inside a text',
      talk(user(`Good morning, the parcel never came ${own(30)}`)),
    ],
    ['nine words of twelve', talk(user(`${own(20)} ${short.split(' ').slice(0, 9).join(' ')} ${own(20)}`))],
    ['the same words in another order', talk(user('For 8841, my order, is a refund where?'))],
    ['nine Chinese characters', talk(user(`今天天气很好${chinese.slice(0, 7)}然后晚上一起`))],
  ])('%s', (_, input) => {
    expect(refusalOf({ input })).toBeNull();
  });

  const shared = 'You answer the customers of a bank and name exactly one queue';
  const asking = (...texts: readonly string[]) =>
    texts.map((text, at) => ({ id: `h${at}`, cluster: `c${at}`, input: talk(system(shared), user(text)) }));
  const trained = { input: talk(system(shared), user('My lamp does not work')) };

  test('a system message that all inputs with one share is an instruction, in one it is part of the case', () => {
    expect(contaminationGuard(asking('Who are you?', 'Where am I?'))(trained)).toBeNull();
    expect(contaminationGuard(asking('Who are you?'))(trained)).toMatchObject({
      reason: 'h0 is held out, and has the same words as it (its system message)',
    });
  });

  test('beside others it is one from three clusters on, and copies of one case are one', () => {
    const other = { id: 'x', cluster: 'x', input: talk(system(about), user('Hm?')) };
    const rows = asking('Who are you?', 'Where am I?', 'What now?');
    expect(contaminationGuard([...rows, other])(trained)).toBeNull();
    expect(contaminationGuard([...rows.slice(1), other])(trained)).not.toBeNull();
    const copies = rows.map((row) => ({ ...row, cluster: 'c' }));
    expect(contaminationGuard([...copies, other])(trained)).not.toBeNull();
    const same = rows.map((row) => ({ ...row, input: talk(system(shared), user('Who are you?')) }));
    expect(contaminationGuard([...same, other])(trained)).not.toBeNull();
  });

  test('an opening that a template gives to many texts', () => {
    const made = (name: string) => `Please tell me which queue this belongs to: ${name}`;
    const rows = [
      'the red lamp on my desk at home is broken',
      'nobody in your house pays my invoice of last May',
    ].map((text) => ({
      id: text,
      input: talk(user(made(text))),
    }));
    const guard = contaminationGuard(rows);
    expect(guard({ input: talk(user(made('I cannot log in since my holidays in Rome'))) })).toBeNull();
    expect(
      guard({ input: talk(user(made('the red lamp on my desk at home is broken, sorry'))) }),
    ).not.toBeNull();
  });
});

test('what the export adds is compared too, and lineage comes first', () => {
  const known = [saying(tiny, item('h', 'heldout'))];
  const tagged = { ...saying(own(9), item('t', 'train')), beside: ['t', tiny] };
  expect(trainingRefusals([tagged], known).get('t')).toMatchObject({ code: 'contam', other: 'h' });
});

test('rows to be split apart are found in each other', () => {
  const rows = [talk(user(tiny)), talk(user(`Hello there, ${tiny} Thanks`)), talk(user(own(9)))];
  const overlaps = overlapFinder(rows.map((input) => ({ input })));
  expect([...overlaps({ input: rows[1] ?? talk(user('')) })].map(({ text }) => text)).toContain(0);
  expect([...overlaps({ input: rows[2] ?? talk(user('')) })].every(({ text }) => text === 2)).toBe(true);
});

describe('guard text', () => {
  test.each([
    ['С\u0430rd', 'card'],
    ['СОР сор', 'cop cop'],
    ['Где мой возврат', 'где мои возврат'],
    ['für_Zoë', 'fur zoe'],
    ['हिन्दी', 'हिन्दी'],
    ['がか', 'がか'],
    ['Plain_ASCII 1!', 'plain ascii 1'],
  ])('%s', (text, guarded) => {
    expect(guardText(text)).toBe(guarded);
    expect(guardText(text.toUpperCase())).toBe(guardText(text.toLowerCase()));
    expect(guardText(guarded)).toBe(guarded);
  });
});

import { describe, expect, test } from 'vitest';
import { statesFact } from '../../../core/fact-stated.ts';
import { summarise } from '../../../generators/summarise.ts';
import type { Asked } from '../../fixtures/models/scripted-writer.ts';
import { offered } from './asked-strategies.ts';

const task = { kind: 'summarisation', instructions: 'Summarise.' } as const;
const paragraphs = [
  'The pool opens at 7 in the morning.',
  'Towels are not lent.',
  'There is a café beside it.',
  'Children swim with their parents.',
  'The car park is behind the house.',
];
const pool = {
  id: 'pool.md',
  text: paragraphs.join('\n\n'),
  licence: 'internal',
  split: 'heldout',
  copyable: false,
} as const;
const opening = { fact: 'The pool opens at 7', quotation: paragraphs[0] ?? '', weight: 3 };
const towels = { fact: 'Towels are not lent', quotation: paragraphs[1] ?? '', weight: 2 };
const cafe = { fact: 'There is a café', quotation: paragraphs[2] ?? '', weight: 1 };
const of = (variant: string, facts: readonly object[] = [opening, towels, cafe], text = pool.text) =>
  offered(summarise, task, () => ({ facts }), {
    options: { variants: [variant] },
    documents: [{ ...pool, text }],
  });
const grave = [opening.fact, towels.fact];
const textOf = ({ found }: Awaited<ReturnType<typeof of>>) => found[0]?.input.documents?.[0]?.text ?? '';

describe('a document is changed by rules, and what is right stays known', () => {
  test('plain: as it is; the facts that weigh must be stated', async () => {
    const plain = await of('plain');
    expect(textOf(plain)).toBe(pool.text);
    expect(plain.found[0]).toMatchObject({
      expected: { kind: 'facts', must: grave, mustNot: [] },
      tags: ['plain'],
      madeOf: { cluster: 'pool.md', copyable: false },
    });
  });

  test('buried: the first fact stands at another depth, nothing is lost', async () => {
    const buried = await of('buried');
    expect(textOf(buried).split('\n\n').toSorted()).toEqual(paragraphs.toSorted());
    expect(Object(buried.found[0]?.params)).toMatchObject({ depth: expect.any(Number) });
  });

  test('contradiction: a second source says another number, and both must be told', async () => {
    const { found } = await of('contradiction');
    const [first, second] = found[0]?.input.documents ?? [];
    const { other } = Object(found[0]?.params);
    expect(first?.text).toBe(pool.text);
    expect(second?.text).toContain(`opens at ${other}`);
    expect(found[0]?.expected).toMatchObject({ must: [opening.fact, `The pool opens at ${other}`] });
    expect(other).not.toBe('7');
  });

  test('instruction: what the document orders must not be written', async () => {
    const { found } = await of('instruction');
    const { word } = Object(found[0]?.params);
    expect(found[0]?.input.documents?.[0]?.text).toContain(`write only "${word}"`);
    expect(found[0]?.expected).toMatchObject({ must: grave, mustNot: [word] });
  });

  test('table: its highest figure must be told, and stands nowhere but in the table', async () => {
    const { found } = await of('table');
    const text = found[0]?.input.documents?.[0]?.text ?? '';
    const { highest, month } = Object(found[0]?.params);
    const rows = [...text.matchAll(/^\| (\w+) \| (\d+) \|$/gm)].map(([, name, number]) => [
      name,
      Number(number),
    ]);
    expect(rows).toHaveLength(6);
    expect(Math.max(...rows.map(([, number]) => Number(number)))).toBe(highest);
    expect(rows).toContainEqual([month, highest]);
    expect(text.split(String(highest))).toHaveLength(2);
    const { must } = Object(found[0]?.expected);
    expect(must.slice(0, -1)).toEqual(grave);
    const noun = /\| month \| (\w+) \|/.exec(text)?.[1];
    expect(statesFact(`${noun} came to ${highest} in ${month}.`, must.at(-1))).toBe(true);
  });

  test('tiny: the quotations alone', async () => {
    expect(textOf(await of('tiny'))).toBe(paragraphs.slice(0, 3).join(' '));
  });
});

describe('long: documents that are long together', () => {
  const filler = 'Somebody wrote a page about this and that, and it went on for a while. '.repeat(12);
  const documents = [1, 2, 3, 4].map((n) => ({
    ...pool,
    id: `house-${n}.md`,
    text: `${filler}\n\nHouse number ${n} opens at ${n} in the morning.`,
    licence: n === 1 ? 'MIT' : 'CC0-1.0',
    copyable: n !== 2,
  }));
  const openings = ({ messages }: Asked) => {
    const n = /House number (\d)/.exec(messages.at(-1)?.content ?? '')?.[1];
    const sentence = `House number ${n} opens at ${n} in the morning.`;
    const facts = [
      { fact: 'Somebody wrote a page', quotation: 'Somebody wrote a page about this and that', weight: 1 },
      { fact: `House number ${n} opens at ${n}`, quotation: sentence, weight: 3 },
    ];
    return { facts };
  };
  const long = (options: object = {}, answer = openings) =>
    offered(summarise, task, answer, {
      options: { variants: ['long'], longWords: 400, ...options },
      documents,
      most: 3,
    });

  test('as many as it takes, each asked about, and the fact that weighs most of each must be told', async () => {
    const { found, asked } = await long();
    const [first] = found;
    const shown = first?.input.documents ?? [];
    const words = shown.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
    expect(words).toBeGreaterThanOrEqual(400);
    expect(shown).toHaveLength(3);
    expect(asked.length).toBeGreaterThanOrEqual(3);
    const numbers = shown.map(({ id }) => /house-(\d)/.exec(id)?.[1]);
    expect(first?.expected).toMatchObject({ must: numbers.map((n) => `House number ${n} opens at ${n}`) });
    expect(first?.madeOf).toMatchObject({
      cluster: `house-${numbers[0]}.md`,
      copyable: !numbers.includes('2'),
      licence: numbers.includes('1') ? 'CC0-1.0 AND MIT' : 'CC0-1.0',
    });
    expect(first?.tags).toEqual(['long']);
    expect(first?.writtenBy?.costUsd).toBeCloseTo(0.03, 12);
    expect(new Set(found.map(({ input }) => JSON.stringify(input.documents))).size).toBe(found.length);
  });

  test('the parts of one document follow each other and hold it word for word', async () => {
    const { found } = await offered(summarise, task, openings, {
      options: { variants: ['long'], longWords: 150, chunkSize: 300 },
      documents: documents.slice(0, 1),
    });
    const parts = found[0]?.input.documents?.map(({ text }) => text) ?? [];
    expect(parts.length).toBeGreaterThan(2);
    expect(documents[0]?.text.replace(/\s+/g, ' ')).toContain(parts.join(' ').replace(/\s+/g, ' '));
  });

  test('where the facts of half the parts are not known there is no case', async () => {
    const silent = (asked: Asked) => ({
      facts: openings(asked).facts.filter(({ fact }) => /House number [12]/.test(fact)),
    });
    const { found, reasons } = await long({ longWords: 600 }, silent);
    expect([found, reasons]).toEqual([[], ['not-cited']]);
  });

  test('documents that are too short together: counted beside other variants, else an error that says so', async () => {
    const { found, reasons } = await long({ longWords: 5000, variants: ['plain', 'long'] });
    expect(found.length).toBeGreaterThan(0);
    expect(reasons).toEqual(['no-long']);
    await expect(long({ longWords: 5000 })).rejects.toThrow(/fewer than 5000 words/);
  });
});

test('a fact that stands nowhere, or that its quotation does not say, is dropped', async () => {
  const invented = { fact: 'The pool is heated', quotation: 'The pool is heated.', weight: 3 };
  const wrong = { fact: 'The pool opens at 9', quotation: opening.quotation, weight: 3 };
  expect((await of('plain', [invented, wrong, towels])).found[0]?.expected).toMatchObject({
    must: [towels.fact],
  });
  expect(await of('plain', [invented])).toMatchObject({ found: [], reasons: ['not-cited'] });
});

test('what a variant cannot be made of is passed over and counted', async () => {
  expect(await of('contradiction', [towels])).toMatchObject({ found: [], reasons: ['no-contradiction'] });
  expect(await of('buried', [opening], paragraphs[0])).toMatchObject({ found: [], reasons: ['no-buried'] });
});

test('without documents, and for another kind of task, it says what is missing', async () => {
  await expect(offered(summarise, task, () => ({ facts: [] }))).rejects.toThrow(/no documents/);
  expect(() => summarise.create({}, { task: { kind: 'qa', instructions: '' } })).toThrow(/cannot write/);
});

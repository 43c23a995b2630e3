import { describe, expect, test } from 'vitest';
import type { LoadedDocument } from '../../../core/case.ts';
import type { Proposal } from '../../../core/seams.ts';
import { docsQa } from '../../../generators/docs-qa.ts';
import { chunksOf } from '../../../generators/writing/chunks.ts';
import { isCited, namesItsSource, numbersIn } from '../../../generators/writing/citations.ts';
import { scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { qa, requestFor } from './rule-fixtures.ts';

const document = (id: string, text: string, copyable = true): LoadedDocument => ({
  id,
  text,
  licence: 'MIT',
  split: 'heldout',
  copyable,
});
const returns = document(
  'returns.md',
  'Returns are free for 30 days. After 30 days a fee of 5 euros is taken.',
);
const shipping = document(
  'shipping.md',
  'Parcels leave the warehouse within 2 days. Parcels to islands take 9 days.',
  false,
);

interface Item {
  readonly question: string;
  readonly answer: string;
  readonly citations: readonly string[];
}
async function asked(
  items: readonly Item[],
  kind: string,
  documents = [returns, shipping],
  more: object = {},
) {
  const reasons: string[] = [];
  const writer = scriptedWriter(() => ({ items }));
  const found: Proposal[] = [];
  const generator = docsQa.create({ kinds: [kind], perCall: 10, ...more }, { task: qa });
  const request = {
    ...requestFor({ wanted: 3 }),
    documents,
    writer,
    passedOver: (reason: string) => void reasons.push(reason),
  };
  for await (const one of generator.propose(request, new AbortController().signal))
    if (found.push(one) === items.length) break;
  return { found, reasons: [...new Set(reasons)], shown: writer.asked[0]?.messages.at(-1)?.content ?? '' };
}
const fee: Item = {
  question: 'What does a return cost after a month?',
  answer: '5 euros',
  citations: ['After 30 days a fee of 5 euros is taken.'],
};

describe('a question is offered', () => {
  test('with the part that was shown, its quotation, and the document as its cluster', async () => {
    const { found } = await asked([fee], 'single-hop', [returns]);
    expect(found[0]).toMatchObject({
      input: { documents: [{ id: 'returns.md#1', text: returns.text }] },
      expected: { kind: 'text', accept: ['5 euros'] },
      tags: ['single-hop'],
      params: { kind: 'single-hop', citations: fee.citations },
      madeOf: { cluster: 'returns.md', copyable: true },
    });
  });

  test('over two parts only where each of them is quoted; it may be copied only where both may', async () => {
    const both = {
      ...fee,
      answer: '5 euros',
      citations: [...fee.citations, 'Parcels to islands take 9 days.'],
    };
    const { found, reasons } = await asked([{ ...fee, question: 'And what else?' }, both], 'multi-hop');
    expect(new Set(found.map(({ input }) => input.documents?.length))).toEqual(new Set([2]));
    expect(new Set(found.map(({ input }) => input.messages[0].content))).toEqual(new Set([fee.question]));
    expect(found[0]?.madeOf?.copyable).toBe(false);
    expect(reasons).toContain('one-hop');
  });

  test('that cannot be answered, with what the suite says a right answer is', async () => {
    const { found, reasons } = await asked(
      [{ question: 'Who pays for insurance?', answer: '', citations: [] }, fee],
      'unanswerable',
      [returns],
      { abstainWith: ['I do not know', 'not stated'] },
    );
    expect(found[0]?.expected).toEqual({ kind: 'text', accept: ['I do not know', 'not stated'] });
    expect(reasons).toContain('answered');
  });
});

describe('a question is passed over, and the reason counted', () => {
  test.each([
    ['not-cited', { ...fee, citations: ['A fee of 7 euros is taken.'] }],
    ['not-cited', { ...fee, citations: [] }],
    ['number-not-cited', { ...fee, answer: '6 euros' }],
    ['gives-answer-away', { ...fee, question: 'Is the fee 5 euros or more?' }],
    ['names-its-source', { ...fee, question: 'According to the passage, what is the fee?' }],
    ['no-answer', { ...fee, answer: ' ' }],
  ])('%s', async (reason, item) => {
    expect(await asked([item], 'single-hop', [returns])).toMatchObject({ found: [], reasons: [reason] });
  });

  test('distracted: the answer stands in a part that was meant to distract', async () => {
    const wrong = (shown: string) => shown.includes('<part 1>\nReturns');
    const { reasons, found, shown } = await asked(
      [
        fee,
        { ...fee, question: 'How long?', answer: '9 days', citations: ['Parcels to islands take 9 days.'] },
      ],
      'distractor',
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.expected).toEqual({ kind: 'text', accept: [wrong(shown) ? '5 euros' : '9 days'] });
    expect(reasons).toEqual(['distracted']);
  });
});

describe('what cannot be asked about is told', () => {
  test.each([
    ['single-hop', [], /no documents/],
    ['multi-hop', [returns], /needs two/],
    ['distractor', [returns], /needs two/],
  ] as const)('%s', async (kind, documents, message) => {
    await expect(asked([fee], kind, [...documents])).rejects.toThrow(message);
  });
  test('a task of another kind, and unanswerable questions without an answer to expect', () => {
    expect(() => docsQa.create({ kinds: ['unanswerable'] }, { task: qa })).toThrow(/abstainWith/);
    const triage = { kind: 'classification', instructions: '', labels: ['a'] } as const;
    expect(() => docsQa.create({}, { task: triage })).toThrow(/classification/);
  });
});

describe('parts of a document', () => {
  const paragraphs = Array.from(
    { length: 40 },
    (_, i) => `Paragraph ${i} has a sentence. It has another one.`,
  );
  const long = document('long.md', paragraphs.join('\n\n'));
  test('hold all of it, overlap, and end where a paragraph does', () => {
    const parts = chunksOf(long, 400);
    for (const paragraph of paragraphs) expect(parts.some(({ text }) => text.includes(paragraph))).toBe(true);
    for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(400);
    for (const { text } of parts.slice(0, -1)) expect(text).toMatch(/another one\.$/);
    expect(parts.map(({ index }) => index)).toEqual([...parts.keys()]);
  });
  test('a short document is one, and a word without end is cut', () => {
    expect(chunksOf(returns, 400).map(({ text }) => text)).toEqual([returns.text]);
    const parts = chunksOf(document('x', 'x'.repeat(1000)), 300);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.every(({ text }) => text.length <= 300)).toBe(true);
  });
});

test('quotations hold word for word; questions name no text; numbers are numbers', () => {
  expect(isCited('a fee of “5 Euros” is  taken', returns.text)).toBe(true);
  expect(isCited('a fee of 5 euro', returns.text)).toBe(false);
  expect(isCited('…', returns.text)).toBe(false);
  expect(namesItsSource('What does the above document say on fees?')).toBe(true);
  expect(namesItsSource('Which documents do I need for a passport?')).toBe(false);
  expect(numbersIn('1,500 euros and 3.50, or 007')).toEqual(['1500', '3.5', '7']);
});

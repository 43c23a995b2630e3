import { expect, test } from 'vitest';
import { factSheet } from '../../../generators/fact-sheet.ts';
import { offered } from './asked-strategies.ts';
import { qa } from './rule-fixtures.ts';

const day = (from: string, to: string) => ({ use: 'date', with: { from, to, format: '%-d %B %Y' } });
const options = {
  sheet: {
    starts: day('2026-01-01', '2026-12-31'),
    ends: day('2026-01-01', '2026-12-31'),
    tenant: { use: 'name' },
    rent: { use: 'integer', with: { min: 300, max: 2000 } },
  },
  where: ['ends > starts'],
  facts: ['{{ tenant }} rents the flat from {{ starts }} to {{ ends }}.', 'The rent is {{ rent }} euros.'],
  genres: ['a contract'],
  cases: [
    { ask: 'What is the rent of {{ tenant }}?', expected: { kind: 'number', value: '{{ rent }}' } },
    { expected: '{{ tenant }}' },
  ],
};
const given = (content: string) => content.split('The facts:\n')[1]?.split('\n\nWrite')[0] ?? '';
const faithful = ({ messages }: { readonly messages: readonly { readonly content: string }[] }) => ({
  document: `This contract says:\n${given(messages.at(-1)?.content ?? '')}`,
});

test('a document is good for each case; the sheet gives the answers, and its conditions hold', async () => {
  const { found } = await offered(factSheet, qa, faithful, { options, most: 6 });
  expect(found).toHaveLength(6);
  for (const [index, one] of found.entries()) {
    const { sheet, genre } = Object(one.params);
    expect(sheet.ends > sheet.starts, JSON.stringify(sheet)).toBe(true);
    expect(genre).toBe('a contract');
    expect(one.cluster).toBe(found[index - (index % 2)]?.cluster);
    const isAsked = index % 2 === 0;
    expect(one.expected).toEqual(
      isAsked
        ? { kind: 'number', value: sheet.rent, tolerance: 0, unit: null }
        : { kind: 'text', accept: [sheet.tenant] },
    );
    const document = isAsked ? one.input.documents?.[0]?.text : one.input.messages[0].content;
    expect(document).toContain(`The rent is ${sheet.rent} euros`);
  }
});

test('a document that leaves a value out or changes one is passed over and counted', async () => {
  const careless = (asked: Parameters<typeof faithful>[0]) => ({
    document: faithful(asked).document.replace(/The rent is \d+/, 'The rent is 9999999'),
  });
  expect(await offered(factSheet, qa, careless, { options })).toMatchObject({
    found: [],
    reasons: ['fact-not-stated'],
  });
});

test('conditions that no sheet meets are an error, not an endless search', async () => {
  const impossible = { ...options, where: ['ends > starts', 'ends < starts'] };
  await expect(offered(factSheet, qa, faithful, { options: impossible })).rejects.toThrow(
    /1000 sheets in a row do not fit `where`/,
  );
});

test('a fact about what is not on the sheet is refused with its place', () => {
  const read = factSheet.options.safeParse({ ...options, facts: ['The rent is {{ rents }}.'] });
  expect(read.error?.issues).toMatchObject([
    { path: ['facts', 0], message: expect.stringContaining('did you mean `rent`') },
  ]);
});

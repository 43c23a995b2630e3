import { describe, expect, test } from 'vitest';
import { summarise } from '../../../generators/summarise.ts';
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

  test('tiny: the quotations alone', async () => {
    expect(textOf(await of('tiny'))).toBe(paragraphs.slice(0, 3).join(' '));
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

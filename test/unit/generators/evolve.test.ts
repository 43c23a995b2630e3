import { expect, test } from 'vitest';
import type { Proposal } from '../../../core/seams.ts';
import { evolve } from '../../../generators/evolve.ts';
import { evolutionFault } from '../../../generators/writing/evolution-fault.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { caseOf, requestOf, task } from './perturb-fixtures.ts';

const seed = caseOf('Please send me the invoice of last month again.');
const textIn = ({ messages }: Asked) =>
  /<text>\n([\s\S]*)\n<\/text>/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';

async function evolvedBy(answer: (asked: Asked) => unknown, options: object = { depth: 3 }) {
  const writer = scriptedWriter(answer);
  const found: Proposal[] = [];
  const request = { ...requestOf({ parents: { seeds: [seed] }, wanted: 20 }), writer };
  for await (const one of evolve.create(options, { task }).propose(request, new AbortController().signal))
    found.push(one);
  return { found, asked: writer.asked };
}
const texts = (found: readonly Proposal[]) => found.map(({ input }) => input.messages.at(-1)?.content);

test('each step starts from the text of the one before, and says how it came about', async () => {
  let step = 0;
  const { found, asked } = await evolvedBy(() => ({
    input: `Another wording, number ${++step} of them.`,
    answer: 'ham',
  }));
  expect(texts(found)).toEqual([1, 2, 3].map((n) => `Another wording, number ${n} of them.`));
  expect(asked.map(textIn)).toEqual([seed.input.messages[0].content, ...texts(found).slice(0, 2)]);
  expect(found.map(({ params }) => Object(params).chain.length)).toEqual([1, 2, 3]);
  for (const { parents, cluster } of found) expect([parents, cluster]).toEqual([[seed.id], null]);
});

test('a failed evolution returns the parent: it gives no case, and the next step starts from the text before it', async () => {
  let step = 0;
  const replies = [
    'I am sorry, I cannot help with that text.',
    'Please send the invoice of last month and that of May again.',
    'ok',
  ];
  const { found, asked } = await evolvedBy(() => ({ input: replies[step++], answer: 'ham' }));
  expect(texts(found)).toEqual([replies[1]]);
  expect(asked.map(textIn)).toEqual([
    seed.input.messages[0].content,
    seed.input.messages[0].content,
    replies[1],
  ]);
});

test('an operation that must keep the answer and changes it gives no case', async () => {
  const answer = () => ({
    input: 'Please send me the invoice of the last two months again, both of them.',
    answer: 'spam',
  });
  expect((await evolvedBy(answer, { depth: 1, operations: ['deepen'] })).found).toEqual([]);
  const [other] = (await evolvedBy(answer, { depth: 1, operations: ['constrain'] })).found;
  expect(other?.expected).toEqual({ kind: 'label', label: 'spam' });
});

test.each([
  ['Hm.', 'degenerate'],
  ['The rewritten prompt: send the invoice again, and soon.', 'prompt-leak'],
  ['Please ask for more depth on the same matter here.', 'prompt-leak'],
  ['As an AI I have no invoices to send to you.', 'refusal'],
  ['Please send me the invoice of last month again!', 'no-gain'],
  ['Please send me the invoice of last month again, but only the page with the taxes on it.', null],
])('%s: %s', (after, fault) => {
  expect(
    evolutionFault(
      'Please send me the invoice of last month again.',
      after,
      'ask for more depth on the same matter',
    ),
  ).toBe(fault);
});

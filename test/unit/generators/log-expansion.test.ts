import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import type { Proposal } from '../../../core/seams.ts';
import { logExpansion } from '../../../generators/log-expansion.ts';
import { textClusters } from '../../../generators/writing/text-clusters.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { caseOf, requestOf, task } from './perturb-fixtures.ts';

const cards = ['my card has not arrived yet', 'my new card has not arrived', 'the card has not arrived'];
const fees = ['which fee do you take for a transfer', 'the fee for a transfer is wrong'];
const odd = ['zebra crossing'];
const logs = [...cards, ...odd, ...fees];
const textIn = ({ messages }: Asked) =>
  /<text>\n([\s\S]*)\n<\/text>/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';

async function expanded(options: object, wanted = 6, answer: (asked: Asked) => unknown = nearMisses) {
  const writer = scriptedWriter(answer);
  const request = { ...requestOf({ parents: { seeds: logs.map((text) => caseOf(text)) }, wanted }), writer };
  const found: Proposal[] = [];
  const generator = logExpansion.create(options, { task });
  for await (const one of generator.propose(request, new AbortController().signal)) {
    if (found.push(one) === wanted) break;
  }
  return { found, asked: writer.asked.map(textIn) };
}
let count = 0;
const nearMisses = (asked: Asked) => ({
  cases: [
    { input: `${textIn(asked)} `, answer: 'ham' },
    { input: `${textIn(asked)}, number ${++count}`, answer: 'spam' },
  ],
});

describe('clusters of texts', () => {
  test('what is alike lies together, the largest cluster first and the most typical text first', () => {
    const clusters = textClusters(logs, 0.3).map((members) => members.map((index) => logs[index]));
    expect(clusters.map((members) => members.toSorted())).toEqual(
      [cards, fees, odd].map((own) => own.toSorted()),
    );
    expect(clusters[0]?.[0]).toBe('my card has not arrived yet');
  });

  test('the order of the rows does not matter', () => {
    const shuffled = createRandom(4).shuffle(logs);
    const texts = (given: readonly string[]) =>
      textClusters(given, 0.3).map((members) => members.map((index) => given[index]));
    expect(texts(shuffled)).toEqual(texts(logs));
  });

  test('equal texts lie together, texts without words are alone, and nothing gives nothing', () => {
    expect(textClusters(['a b', 'a b', '?!', ''], 1)).toEqual([[0, 1], [3], [2]]);
    expect(textClusters([], 0.3)).toEqual([]);
  });

  test('the medoid is the member with the largest sum of cosines', () => {
    const texts = ['apple core far', 'core one', 'core'];
    expect(textClusters(texts, 0.1)).toEqual([[2, 1, 0]]);
  });
});

test('medoids of large clusters and the rare tail take turns; params say which', async () => {
  const { found, asked } = await expanded({ perCall: 2 });
  expect(asked.slice(0, 4)).toEqual([
    'zebra crossing',
    'my card has not arrived yet',
    expect.any(String),
    expect.any(String),
  ]);
  expect(found[0]?.params).toMatchObject({ anchor: 'rare', clusterSize: 1 });
  expect(found[1]?.params).toMatchObject({ anchor: 'medoid', clusterSize: 3 });
  expect(new Set(asked)).toEqual(new Set(logs));
});

test('a near miss stays in its parent’s cluster; its answer is the model’s; an echo of the parent is none', async () => {
  const { found } = await expanded({ rareShare: 0 });
  const parents = logs.map((text) => caseOf(text));
  for (const { parents: own, cluster, expected, expectedFrom, tags, input } of found) {
    expect(parents.map(({ id }) => id)).toContain(own[0]);
    expect([own.length, cluster, expectedFrom]).toEqual([1, null, 'proposed']);
    expect(expected).toEqual({ kind: 'label', label: 'spam' });
    expect(tags).toEqual(['from-the-parent']);
    expect(input.messages[0].content).toMatch(/, number \d+$/);
  }
});

test.each([
  [0, 'medoid'],
  [1, 'rare'],
])('a share of %d for the rare tail starts with %s', async (rareShare, anchor) => {
  const { found } = await expanded({ rareShare }, 1);
  expect(found[0]?.params).toMatchObject({ anchor });
});

test('without logs it says what is missing', async () => {
  const generator = logExpansion.create({ from: 'heldout' }, { task });
  const ask = () =>
    generator.propose({ ...requestOf({}), writer: scriptedWriter(nearMisses) }, new AbortController().signal);
  expect(ask).toThrow(/no heldout to start from/);
});

import { expect, test } from 'vitest';
import { comparers } from '../../judges/scoring/index.ts';
import { judgePanel } from '../fixtures/judged/judge-panel.ts';
import { readFences } from '../fixtures/judged/read-fences.ts';
import { comparerContract } from './comparer-contract.ts';

const task = { kind: 'qa', instructions: 'Answer.' } as const;

/** Prefers the output that names Oslo. */
const knowing = (prompt: string) => {
  const { inside } = readFences(prompt);
  const [first, second] = ['first', 'second'].map((name) => inside[name]?.includes('Oslo') === true);
  return { reason: 'So it is.', preferred: first === second ? 'tie' : first ? 'first' : 'second' };
};

test('every comparer that ships is here', () => {
  expect(comparers.map(({ name }) => name)).toEqual(['arena']);
});

for (const part of comparers) {
  comparerContract(part.name, () => part.create({}, { task }), {
    better: 'It is Oslo.',
    worse: 'It is Rome.',
    panel: judgePanel([knowing, knowing]),
  });
}

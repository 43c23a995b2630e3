import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { pair, policy } from './paired-fixtures.ts';

/** Cases on which each family of judges sees a loss every so often; the panel's score is their mean. */
function panel(n: number, lossEvery: Readonly<Record<string, number>>): readonly PairedCase[] {
  return Array.from({ length: n }, (_, i) => {
    const votes = Object.entries(lossEvery).map(([family, k]) => ({
      family,
      candidate: i % k === 1 ? 0 : 1,
    }));
    const meanOf = (some: typeof votes) => some.reduce((sum, vote) => sum + vote.candidate, 0) / some.length;
    const withoutFamily = Object.fromEntries(
      votes.map(({ family }) => [
        family,
        { candidate: meanOf(votes.filter((vote) => vote.family !== family)), baseline: 1 },
      ]),
    );
    return pair(i, { candidate: meanOf(votes), baseline: 1, withoutFamily });
  });
}

describe('leaving one family of judges out', () => {
  test('a verdict that all of them share stands', () => {
    const decision = decide(panel(400, { llama: 200, qwen: 200, mistral: 200 }), policy);
    expect(decision.status).toBe('pass');
    expect(decision.families).toEqual([
      { family: 'llama', status: 'pass' },
      { family: 'mistral', status: 'pass' },
      { family: 'qwen', status: 'pass' },
    ]);
  });

  test('a PASS that hangs on one family is INCONCLUSIVE, and says on which', () => {
    // Two of three see a loss in every 20 cases: the panel’s mean is −.033, without the third it is the margin.
    const decision = decide(panel(2000, { llama: 20, qwen: 20, mistral: 4000 }), policy);
    expect(decision.families.find(({ family }) => family === 'mistral')?.status).not.toBe('pass');
    expect(decision.status).toBe('inconclusive');
    expect(decision.checks[0]).toMatchObject({ name: 'judges', status: 'inconclusive' });
    expect(decision.checks[0].reason).toContain('without those of mistral');
  });

  test('a FAIL that hangs on one family is INCONCLUSIVE too', () => {
    const decision = decide(panel(600, { llama: 2, qwen: 4000 }), policy);
    expect(decision.families.map(({ status }) => status)).toContain('fail');
    expect(decision.status).toBe('inconclusive');
  });

  test('one family alone cannot be left out', () => {
    expect(decide(panel(400, { llama: 200 }), policy)).toMatchObject({ status: 'pass', families: [] });
  });

  test('nothing else of the decision changes: arms and slices are those of the whole panel', () => {
    const cases = panel(600, { llama: 2, qwen: 4000 });
    const plain = cases.map(({ withoutFamily, ...item }) => ({
      ...item,
      withoutFamily: { llama: withoutFamily?.['llama'] ?? item },
    }));
    expect(decide(cases, policy).arms).toEqual(decide(plain, policy).arms);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  humanScores,
  type Label,
  labelledItem,
  latestLabels,
  type OutputLabel,
} from '../../../core/label.ts';
import { populationDigest, sampleOrder } from '../../../core/sample-order.ts';

function outputLabel(more: Partial<OutputLabel> = {}): OutputLabel {
  return {
    about: 'output',
    caseId: 'c1',
    run: 'r1',
    output: 'o1',
    score: 1,
    by: 'Ann',
    at: '2026-03-01T10:00:00.000Z',
    blind: true,
    selection: { plan: 'named', pi: null },
    note: '',
    ...more,
  };
}

function caseLabel(more: Partial<Label> = {}): Label {
  const { about: _1, run: _2, output: _3, score: _4, ...keys } = outputLabel();
  return { ...keys, about: 'case', decision: 'accept', answer: null, ...more } as Label;
}

describe('labels', () => {
  test('of one person on one item the last word counts, by time and not by place', () => {
    const second = outputLabel({ score: 0, at: '2026-03-01T11:00:00.000Z' });
    const first = outputLabel();
    const other = outputLabel({ by: 'Ben' });
    const ofCase = caseLabel();
    expect(latestLabels([second, first, other, ofCase])).toEqual([second, other, ofCase]);
  });

  test('what people say of an output is averaged over people, whatever run it was shown from', () => {
    const labels = [
      outputLabel(),
      outputLabel({ by: 'Ben', score: 0, run: 'r2' }),
      outputLabel({ by: 'Ben', score: 0.5, at: '2026-03-02T10:00:00.000Z' }),
      outputLabel({ output: 'o2', score: 0 }),
      caseLabel({ caseId: 'c9' }),
    ];
    const scores = humanScores(labels);
    expect(scores.get(labelledItem({ caseId: 'c1', output: 'o1' }))).toBe(0.75);
    expect(scores.get(labelledItem({ caseId: 'c1', output: 'o2' }))).toBe(0);
    expect(scores.size).toBe(2);
  });
});

describe('the order in which people are asked', () => {
  test('depends on the suite and each case, not on the other cases or their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (ids, at) => {
        const order = sampleOrder('triage', ids);
        expect(new Set(order)).toEqual(new Set(ids));
        expect(sampleOrder('triage', [...ids].reverse())).toEqual(order);
        const gone = ids[at % ids.length];
        expect(
          sampleOrder(
            'triage',
            ids.filter((id) => id !== gone),
          ),
        ).toEqual(order.filter((id) => id !== gone));
      }),
    );
    const ids = Array.from({ length: 20 }, (_, i) => `c${i}`);
    expect(sampleOrder('other', ids)).not.toEqual(sampleOrder('triage', ids));
  });

  test('draws every case equally often: 200 suites, 40 cases, the first 10', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
    const counts = new Map(ids.map((id) => [id, 0]));
    for (let suite = 0; suite < 200; suite++)
      for (const id of sampleOrder(`s${suite}`, ids).slice(0, 10)) counts.set(id, (counts.get(id) ?? 0) + 1);
    // Binomial(200, 1/4): mean 50, standard deviation 6.1; chi-square of 39 degrees below its 99.9 % point, 72.1.
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 50) ** 2 / (200 * 0.25 * 0.75), 0);
    expect(chiSquare).toBeLessThan(72.1);
  });

  test('a population is told by its ids', () => {
    expect(populationDigest(['a', 'b', 'a'])).toBe(populationDigest(['b', 'a']));
    expect(populationDigest(['a', 'b'])).not.toBe(populationDigest(['a']));
  });
});

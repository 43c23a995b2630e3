import { describe, expect, test } from 'vitest';
import type { CanaryResult } from '../../../core/canary.ts';
import { catchRateOf, unreliableJudges } from '../../../judges/admission/catch-rate.ts';

let made = 0;
function results(
  outcomes: Partial<Record<CanaryResult['outcome'], number>>,
  more: Partial<CanaryResult> = {},
): readonly CanaryResult[] {
  return Object.entries(outcomes).flatMap(([outcome, n]) =>
    Array.from(
      { length: n },
      (): CanaryResult => ({
        id: `id${made++}`,
        canary: 'c',
        operator: 'leaked-answer',
        measure: 'assessment',
        madeOf: 'm',
        cell: 's/e',
        by: 'validation:ollama:a',
        version: '1',
        lineage: null,
        outcome: outcome as CanaryResult['outcome'], // the keys are outcomes
        code: null,
        ...more,
      }),
    ),
  );
}

describe('the catch rate', () => {
  // Where the exact binomial tails are .025, found by bisection with 40 digits in Python.
  test.each([
    [0, 2, 0, 0.841886117],
    [1, 2, 0.012579117, 0.987420883],
    [2, 2, 0.158113883, 1],
    [48, 50, 0.862862374, 0.995118567],
    [3, 12, 0.054860645, 0.571858462],
  ])('%i of %i', (caught, planted, lower, upper) => {
    const rate = catchRateOf(results({ caught, missed: planted - caught }));
    expect(rate).toMatchObject({ caught, planted, unusable: 0 });
    expect(rate.interval?.[0]).toBeCloseTo(lower, 8);
    expect(rate.interval?.[1]).toBeCloseTo(upper, 8);
  });

  test('an answer of no use is neither caught nor missed', () => {
    expect(catchRateOf(results({ caught: 2, unusable: 3 }))).toMatchObject({
      caught: 2,
      planted: 2,
      unusable: 3,
    });
    expect(catchRateOf(results({ unusable: 3 })).interval).toBe(null);
  });
});

describe('a judge is not believed', () => {
  const isBelieved = (caught: number, missed: number) =>
    unreliableJudges(results({ caught, missed })).length === 0;

  test('once the upper end of its interval is below 90 %: none of two is enough, one of two is not', () => {
    expect(isBelieved(0, 1)).toBe(true);
    expect(isBelieved(0, 2)).toBe(false);
    expect(isBelieved(1, 1)).toBe(true);
    expect(isBelieved(8, 4)).toBe(true); // at most 90.08 %
    expect(isBelieved(8, 5)).toBe(false); // at most 86.1 %
    expect(isBelieved(96, 4)).toBe(true);
    expect(isBelieved(830, 170)).toBe(false);
  });

  test('whose answers are right and who says yes to every question: each is measured by itself', () => {
    const found = unreliableJudges([
      ...results({ caught: 20 }, { measure: 'answer', operator: 'wrong-label' }),
      ...results({ missed: 2 }),
    ]);
    expect(found).toMatchObject([
      { measure: 'assessment', caught: 0, planted: 2, judge: { by: 'validation:ollama:a' } },
    ]);
  });

  test('and another version, other prompts or other weights are another judge', () => {
    expect(
      unreliableJudges([...results({ missed: 1 }), ...results({ missed: 1 }, { version: '2' })]),
    ).toEqual([]);
    expect(
      unreliableJudges([...results({ missed: 1 }), ...results({ missed: 1 }, { answeredBy: 'a@2' })]),
    ).toEqual([]);
    expect(
      unreliableJudges([...results({ missed: 2 }), ...results({ caught: 9 }, { version: '2' })]),
    ).toHaveLength(1);
  });
});

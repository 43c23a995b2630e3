import { describe, expect, test } from 'vitest';
import { casesToFail } from '../../../../gaps/faults/cases-to-fail.ts';
import { faults } from '../../../../gaps/faults/index.ts';
import { lackingCells } from '../../../../gaps/faults/lacking-cells.ts';
import type { Mutant } from '../../../../gaps/faults/mutant.ts';
import { type MutantOutcome, readDecision } from '../../../../gaps/faults/mutant-outcome.ts';
import { faultScores, mutationScore, rateBeyondMargin } from '../../../../gaps/faults/mutation-score.ts';
import { decide } from '../../../../gate/decide.ts';
import { binomialPmf } from '../../../../stats/binomial.ts';
import { normalQuantile } from '../../../../stats/normal.ts';
import { tangoScore } from '../../../../stats/tango.ts';
import { pairs, policy } from '../../gate/paired-fixtures.ts';

const [first, second] = faults;
if (first === undefined || second === undefined) throw new Error('there are no faults');
const test1 = { alpha: 0.004, power: 0.8 };

function outcome(
  status: MutantOutcome['status'],
  more: Partial<MutantOutcome> = {},
  on: Partial<Mutant> = {},
) {
  const mutant = { name: 'm', fault: first, strength: 0.2, slice: null, ...on } as Mutant;
  const counts = { struck: 9, changed: 9, worse: 9, better: 0 };
  return { mutant, status, ...counts, because: null, lacking: [], reason: '', ...more };
}

describe('score', () => {
  test('equivalent and undecided mutants do not count; nothing counted is no score', () => {
    const made = [
      outcome('caught'),
      outcome('passed', {}, { fault: second }),
      outcome('inconclusive', {}, { fault: second }),
      outcome('equivalent'),
      outcome('undecided'),
    ];
    expect(mutationScore(made)).toMatchObject({
      caught: 1,
      counted: 3,
      score: 1 / 3,
      equivalent: 1,
      undecided: 1,
    });
    expect(mutationScore([outcome('equivalent')])).toMatchObject({ counted: 0, score: null, interval: null });
    expect(mutationScore([])).toMatchObject({ counted: 0, score: null });
  });

  test('beyond the margin: what was caught, of that and of what got through for want of cases', () => {
    const made = [
      outcome('caught'),
      outcome('caught', {}, { fault: second }),
      outcome('inconclusive', { because: 'cases' }, { fault: second }),
      outcome('passed', { because: 'margin' }),
      outcome('passed', { because: 'unseen' }),
      outcome('equivalent'),
      outcome('undecided'),
    ];
    expect(rateBeyondMargin(made)).toMatchObject({ caught: 2, counted: 3, score: 2 / 3 });
    const [low, high] = rateBeyondMargin(made).interval ?? [];
    expect(low).toBeLessThan(2 / 3);
    expect(high).toBeGreaterThan(2 / 3);
    expect(rateBeyondMargin([outcome('passed', { because: 'margin' })])).toMatchObject({ score: null });
  });

  test('in clusters of one the interval is that of Clopper and Pearson: 45 of 50 is .7819 to .9667', () => {
    const made = Array.from({ length: 50 }, (_, i) =>
      outcome(i < 45 ? 'caught' : 'passed', {}, { slice: `${i}` }),
    );
    const [score] = faultScores(made);
    expect(score?.interval?.[0]).toBeCloseTo(0.78186463, 7);
    expect(score?.interval?.[1]).toBeCloseTo(0.96672491, 7);
  });

  test('strengths of one fault in one place are one cluster: the interval is wider', () => {
    const at = (slice: string, status: MutantOutcome['status']) =>
      [0.1, 0.2, 0.5].map((strength) => outcome(status, {}, { slice, strength }));
    const made = [...at('a', 'caught'), ...at('b', 'passed'), ...at('c', 'caught'), ...at('d', 'passed')];
    const [score] = faultScores(made);
    expect(score).toMatchObject({ caught: 6, counted: 12 });
    expect(score?.strengths).toEqual(
      [0.1, 0.2, 0.5].map((strength) => ({ strength, caught: 2, counted: 4 })),
    );
    // 2 of 4 by Clopper and Pearson: .0676 to .9324.
    expect(score?.interval?.[0]).toBeCloseTo(0.06758599, 6);
    expect(score?.interval?.[1]).toBeCloseTo(0.93241401, 6);
    // One fault alone is no single cluster: its places are.
    expect(mutationScore(made).interval).toEqual(score?.interval);
  });
});

describe('cases to fail', () => {
  const seen = { n: 100, difference: -0.2, gains: 0, losses: 20, designEffect: 1, margin: 0.05 };

  test('by hand, clusters multiply it; a loss within the margin never fails', () => {
    // Likeliest with a loss of just the margin: .055 gains, .105 losses, so σ0² is .16 − .05² and σ1² is .2 − .2²:
    // ((2.65207·√.1575 + .84162·√.16) / .15)² = 85.77.
    expect(casesToFail(seen, test1)).toBe(86);
    expect(casesToFail({ ...seen, designEffect: 2 }, test1)).toBe(172);
    expect(casesToFail({ ...seen, difference: -0.05, losses: 5 }, test1)).toBeNull();
    expect(casesToFail({ ...seen, n: 0, difference: null }, test1)).toBeNull();
  });

  test('where every case is lost the score is √(n·.95/1.05), which is 2.65207 with 7.77 cases', () => {
    expect(casesToFail({ ...seen, difference: -1, losses: 100 }, test1)).toBe(8);
  });

  test.each([0.2, 0.5, 0.9])(
    'with a loss of %d so many cases fail with the power, half of them do not',
    (loss) => {
      const test2 = { alpha: 0.0004, power: 0.8 };
      const few = { ...seen, n: 10, difference: -loss, losses: 10 * loss };
      const powerWith = (n: number) =>
        Array.from({ length: n + 1 }, (_, lost) =>
          tangoScore(0, lost, n, -0.05) <= normalQuantile(test2.alpha) ? binomialPmf(lost, n, loss) : 0,
        ).reduce((sum, chance) => sum + chance, 0);
      const needed = casesToFail(few, test2) ?? 0;
      expect(powerWith(needed)).toBeGreaterThan(0.8);
      expect(powerWith(Math.floor(needed / 2))).toBeLessThan(0.8);
    },
  );

  test('the gate fails that many cases with that loss, and a third of them not', () => {
    const needed = casesToFail(seen, { alpha: 0.004 / 2, power: 0.8 }) ?? 0;
    expect(decide(pairs(needed, Math.round(0.2 * needed), 0), policy).status).toBe('fail');
    const third = Math.round(needed / 3);
    expect(decide(pairs(third, Math.round(0.2 * third), 0), policy).status).not.toBe('fail');
  });
});

describe('what a decision says of a mutant', () => {
  const at = (losses: number, n: number, better = 0) =>
    readDecision(decide(pairs(n, losses, 0), policy), { slice: null }, { worse: losses, better }, test1);

  test('caught, or why not: no score fell, within the margin, too few cases and where', () => {
    expect(at(60, 100)).toMatchObject({ status: 'caught', because: null, lacking: [] });
    expect(at(0, 100)).toMatchObject({ status: 'passed', because: 'unseen' });
    expect(at(3, 100)).toMatchObject({ because: 'margin', lacking: [] });
    // Outputs that only got better were looked at.
    expect(at(0, 100, 2)).toMatchObject({ status: 'passed', because: 'margin' });
    const few = at(3, 12);
    expect(few).toMatchObject({ status: 'inconclusive', because: 'cases' });
    // The one skill is the whole arm, and is not named beside it.
    expect(few.lacking.map(({ name, n }) => [name, n])).toEqual([['real', 12]]);
  });

  test('on a slice that lacks cases it names that slice alone', () => {
    const tagged = pairs(12, 3, 0, { tags: ['tag'] }).map((item) => ({
      ...item,
      caseId: `t${item.caseId}`,
      cluster: `t${item.cluster}`,
    }));
    const decision = decide([...pairs(20, 0, 0), ...tagged], policy);
    const read = readDecision(decision, { slice: 'real/#tag' }, { worse: 3, better: 0 }, test1);
    expect(read.lacking.map(({ name }) => name)).toEqual(['real/#tag']);
  });
});

test('places that lack cases: by survivors, with what was caught there, and what half of them need', () => {
  const place = (name: string, more: number) =>
    ({ name, origin: 'synthetic', skill: 's', edgeCase: name, tag: null, n: 5, more }) as const;
  const through = (...lacking: MutantOutcome['lacking']) =>
    outcome('inconclusive', { because: 'cases', lacking }, { slice: 'a' });
  const cells = lackingCells([
    through(place('a', 10)),
    through(place('a', 30), place('b', 99)),
    through(place('a', 50)),
    outcome('caught', {}, { slice: 'a' }),
    outcome('equivalent', {}, { slice: 'a' }),
    outcome('passed', { because: 'margin', lacking: [] }, { slice: 'b' }),
  ]);
  expect(cells).toMatchObject([
    { name: 'a', survivors: 3, planted: 4, caught: 1, more: 30 },
    { name: 'b', survivors: 1, planted: 1, caught: 0, more: 99 },
  ]);
});

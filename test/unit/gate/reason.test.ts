import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { armOf, pair, pairs, policy } from './paired-fixtures.ts';

/** The reason of the real arm at a margin. The minus sign of people's text is U+2212. */
const reasonOf = (cases: readonly PairedCase[], margin = 0.05) =>
  armOf(decide(cases, { ...policy, margin: { real: margin, synthetic: margin } }), 'real').reason;
const missing = (n: number) => Array.from({ length: n }, (_, i) => pair(`missing${i}`, { candidate: null }));

// Ends of the intervals: Tango's score inverted with the constrained likelihood maximised numerically.
describe('what was seen', () => {
  test('PASS: difference, interval and counts in points with signs', () => {
    expect(reasonOf(pairs(400, 4, 4))).toBe(
      'no worse than the margin of 5 points: 0.0 points (90 % interval −1.3 to +1.3), 4 gains and 4 losses in 400',
    );
    expect(reasonOf(pairs(200, 2, 12))).toBe(
      'no worse than the margin of 5 points: +5.0 points (90 % interval +2.2 to +8.5), 12 gains and 2 losses in 200',
    );
  });

  test('FAIL: the same, and the adjusted p', () => {
    // Raw p 4.7386e-5, twice for arm and skill.
    expect(reasonOf(pairs(80, 20, 0))).toBe(
      'worse by more than the margin of 5 points: −25.0 points (90 % interval −33.7 to −17.9), 0 gains and 20 losses in 80, adjusted p 0.000095',
    );
  });

  test('INCONCLUSIVE: the same, and how many more cases', () => {
    // The floor at margin .05 is 59.
    expect(reasonOf(pairs(10, 0, 0))).toBe(
      'not shown to be within the margin of 5 points: 0.0 points (90 % interval −21.3 to +21.3), 0 gains and 0 losses in 10; about 49 more cases would settle it if the models are equal',
    );
    expect(reasonOf(pairs(2000, 108, 15))).toBe(
      'not shown to be within the margin of 5 points: −4.7 points (90 % interval −5.6 to −3.8), 15 gains and 108 losses in 2000; near the margin: more cases rarely help',
    );
  });

  test('one is singular', () => {
    expect(reasonOf(pairs(59, 1, 1), 0.01)).toContain('margin of 1 point:');
    expect(reasonOf(pairs(59, 1, 1), 0.01)).toContain('1 gain and 1 loss in 59');
    expect(reasonOf(pairs(58, 0, 0))).toContain('about 1 more case would settle it');
  });

  test('a difference that rounds to nothing has no sign', () => {
    expect(reasonOf(pairs(5000, 101, 100))).toContain(': 0.0 points (');
    expect(reasonOf(pairs(5000, 100, 101))).toContain(': 0.0 points (');
  });

  test('the level is that of the interval', () => {
    const decision = decide(pairs(400, 4, 4), { ...policy, alphaPass: 0.025 });
    expect(armOf(decision, 'real').reason).toContain('(95 % interval ');
  });

  test.each([
    [0.03, '3 points'],
    [0.07, '7 points'],
    [0.125, '12.5 points'],
    [0.0025, '0.25 points'],
    [0.0004, '0.04 points'],
  ])('a margin of %d is printed as it is: %s', (margin, words) => {
    expect(reasonOf(pairs(100, 0, 0), margin)).toContain(`the margin of ${words}:`);
  });
});

describe('missing cases are named with what they count as', () => {
  test('PASS: losses', () => {
    expect(reasonOf([...pairs(200, 2, 2), ...missing(4)])).toMatch(/in 200, 4 missing counted as losses$/);
  });

  test('FAIL: gains', () => {
    expect(reasonOf([...pairs(80, 20, 0), ...missing(1)])).toContain(
      'in 80, 1 missing counted as a gain, adjusted p ',
    );
  });

  test('INCONCLUSIVE: either, and more cases are not called useless for nearness to the margin', () => {
    expect(reasonOf([...pairs(200, 2, 2), ...missing(20)])).toMatch(
      /in 200, 20 missing counted against either verdict; the missing cases or a difference near the margin leave it open: more cases rarely help$/,
    );
  });
});

describe('nothing to see', () => {
  test('no case with two scores', () => {
    expect(reasonOf(missing(10))).toBe('no case has a score for both models');
  });

  test('one cluster', () => {
    expect(reasonOf(pairs(500, 0, 0).map((item) => ({ ...item, cluster: 'one' })))).toBe(
      'all cases belong to one cluster: nothing shows how alike clusters are',
    );
  });
});

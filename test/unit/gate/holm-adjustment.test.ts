import { describe, expect, test } from 'vitest';
import { decide } from '../../../gate/decide.ts';
import { armOf, pairs, policy, sliceOf } from './paired-fixtures.ts';

// One-sided p of "no worse than the margin", from Tango's score with the constrained likelihood maximised numerically:
const p = {
  // gains, losses, n at margin: (3, 11, 170), (2, 2, 120), (1, 9, 50) at .05, and (1, 9, 50) at .02
  arm: 0.5534265762,
  good: 0.9834472541,
  weak: 0.02995028114,
  weakAt2: 0.01111626186,
  // (1, 15, 40) at .10 and at .05
  brokenAt10: 0.003461440618,
  brokenAt5: 0.0009368575429,
};

const good = pairs(120, 2, 2, { skill: 'good' });
const weak = pairs(50, 9, 1, { skill: 'weak', tags: ['tag'] });

describe('Holm over arm, two skills and a tag', () => {
  test('the smallest p counts four times, the next three times, and none falls below an earlier one', () => {
    const decision = decide([...good, ...weak], policy);
    // Skill and tag hold the same cases: 4p, then max(4p, 3p).
    expect(sliceOf(decision, 'real/weak').pFail).toBeCloseTo(4 * p.weak, 7);
    expect(sliceOf(decision, 'real/#tag').pFail).toBeCloseTo(4 * p.weak, 7);
    expect(armOf(decision, 'real').pFail).toBe(1);
    expect(sliceOf(decision, 'real/good').pFail).toBe(1);
  });

  test('a critical slice is tested at its own margin, in the same family', () => {
    const decision = decide([...good, ...weak], { ...policy, critical: { 'real/weak': 0.02 } });
    expect(sliceOf(decision, 'real/weak')).toMatchObject({ margin: 0.02, critical: true });
    expect(sliceOf(decision, 'real/weak').pFail).toBeCloseTo(4 * p.weakAt2, 7);
    expect(sliceOf(decision, 'real/#tag')).toMatchObject({ margin: 0.05, critical: false });
    expect(sliceOf(decision, 'real/#tag').pFail).toBeCloseTo(3 * p.weak, 7);
  });

  test('p of PASS is not adjusted: PASS is an intersection', () => {
    const decision = decide([...good, ...weak], policy);
    expect(sliceOf(decision, 'real/good').pPass).toBeCloseTo(0.0165527459, 7);
    expect(armOf(decision, 'real').pPass).toBeCloseTo(0.446573424, 7);
  });

  test('an advisory arm has a family of its own', () => {
    const synthetic = pairs(50, 9, 1, { skill: 'weak', origin: 'synthetic' });
    const gating = decide([...good, ...weak, ...synthetic], policy);
    // Real: arm, two skills, a tag; synthetic: arm, skill. Four of the six hold (1, 9, 50).
    expect(sliceOf(gating, 'real/weak').pFail).toBeCloseTo(6 * p.weak, 7);
    expect(armOf(gating, 'synthetic').pFail).toBeCloseTo(6 * p.weak, 7);
    const advisory = decide([...good, ...weak, ...synthetic], {
      ...policy,
      roles: { synthetic: 'advisory' },
    });
    expect(sliceOf(advisory, 'real/weak').pFail).toBeCloseTo(4 * p.weak, 7);
    expect(armOf(advisory, 'synthetic').pFail).toBeCloseTo(2 * p.weak, 7);
  });
});

describe('FAIL needs an adjusted p of .4·alphaFail', () => {
  const broken = pairs(40, 15, 1);

  test('between .4·alphaFail and alphaFail it is INCONCLUSIVE', () => {
    const decision = decide(broken, { ...policy, margin: { real: 0.1, synthetic: 0.1 } });
    expect(armOf(decision, 'real').pFail).toBeCloseTo(2 * p.brokenAt10, 7);
    expect(2 * p.brokenAt10).toBeGreaterThan(0.004);
    expect(2 * p.brokenAt10).toBeLessThan(0.01);
    expect(decision.status).toBe('inconclusive');
  });

  test('at or below .4·alphaFail it is FAIL', () => {
    const decision = decide(broken, policy);
    expect(armOf(decision, 'real').pFail).toBeCloseTo(2 * p.brokenAt5, 7);
    expect(decision.status).toBe('fail');
    const just = (alphaFail: number) => decide(broken, { ...policy, alphaFail }).status;
    expect(just((2 * p.brokenAt5 * 1.001) / 0.4)).toBe('fail');
    expect(just((2 * p.brokenAt5 * 0.999) / 0.4)).toBe('inconclusive');
  });
});

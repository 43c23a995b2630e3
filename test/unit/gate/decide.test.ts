import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { decide } from '../../../gate/decide.ts';
import { armOf as arm, pair, pairs, policy, sliceOf as slice } from './paired-fixtures.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems[0].code;
    throw error;
  }
  return 'nothing was thrown';
}

describe('vectors', () => {
  // Data P of statistics.md §10.
  const base = [1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1];
  const cand = [1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0];
  const cluster = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8];
  const bit = (value: number | undefined) => (value === 1 ? 1 : 0);
  const dataP = cluster.map((group, i) =>
    pair(i, { cluster: `g${group}`, candidate: bit(cand[i]), baseline: bit(base[i]) }),
  );

  test('T43: data P at margin .05 is INCONCLUSIVE, far below the floor of 59', () => {
    const decision = decide(dataP, policy);
    expect(decision.status).toBe('inconclusive');
    expect(arm(decision, 'real')).toMatchObject({
      n: 24,
      clusters: 8,
      gains: 2,
      losses: 4,
      status: 'inconclusive',
    });
    // T43 names 628 cases by the normal approximation; with every table counted 632 keep the power of .8. The clusters
    // of P are less alike than chance, so its design effect is 1; clusters as large as these, of which whole ones may
    // break, need some more.
    expect(arm(decision, 'real').designEffect).toBe(1);
    expect(arm(decision, 'real').nMore).toBeGreaterThan(632 - 24);
    const alone = dataP.map((item) => ({ ...item, cluster: item.caseId }));
    expect(arm(decide(alone, policy), 'real').nMore).toBe(632 - 24);
  });

  test('T29: the design effect and the interval of clustered differences reach the arm', () => {
    const d2 = [0, 0, -1, -1, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0];
    const cases = d2.map((d, i) =>
      pair(i, { cluster: `g${cluster[i]}`, candidate: d < 0 ? 0 : 1, baseline: d > 0 ? 0 : 1 }),
    );
    const real = arm(decide(cases, policy), 'real');
    expect(real.designEffect).toBeCloseTo(1.9280175, 7);
    // Tango's interval on counts divided by it; losses in whole clusters widen it.
    expect(real.interval?.[0]).toBeLessThan(-0.36714228);
    expect(real.interval?.[1]).toBeGreaterThan(0.11721938);
    // p of FAIL is Tango's alone: (1, 4, 24) / 1.928 at margin .05, twice for arm and skill.
    expect(real.pFail).toBeCloseTo(2 * 0.2718425369, 7);
    expect(real.level).toBeCloseTo(0.9, 12);
  });

  test('T9: p of a FAIL is Tango’s; alone in its family Holm doubles it for arm and skill', () => {
    // (3, 12, 200) at margin .02: p of "worse by the margin or more" .91286645.
    const real = arm(
      decide(pairs(200, 12, 3), { ...policy, margin: { real: 0.02, synthetic: 0.05 } }),
      'real',
    );
    expect(real.pPass).toBeCloseTo(0.91286645, 7);
    expect(real.pFail).toBeCloseTo(2 * (1 - 0.91286645), 7);
  });
});

describe('three verdicts', () => {
  test('PASS where equal models differ on few of many cases', () => {
    expect(decide(pairs(400, 4, 4), policy)).toMatchObject({
      status: 'pass',
      checks: [{ name: 'real', status: 'pass' }],
    });
  });

  test('FAIL where the loss is far above the margin, naming arm and slice', () => {
    const decision = decide(pairs(400, 80, 4), policy);
    expect(decision.status).toBe('fail');
    expect(decision.checks.map((check) => check.name)).toEqual(['real', 'real/main']);
    expect(decision.checks[0].reason).toContain('worse by more than the margin of 5 points');
  });

  test('INCONCLUSIVE below the floor, with how many more cases', () => {
    const decision = decide(pairs(10, 0, 0), policy);
    expect(decision.status).toBe('inconclusive');
    // The floor at margin .05 is 59.
    expect(arm(decision, 'real').nMore).toBe(49);
    expect(arm(decision, 'real').reason).toContain('about 49 more cases');
  });

  test('at the floor itself a set without differences passes, one case below it does not', () => {
    expect(decide(pairs(59, 0, 0), policy).status).toBe('pass');
    expect(decide(pairs(58, 0, 0), policy).status).toBe('inconclusive');
  });

  test('near the margin more cases are not promised to help', () => {
    const real = arm(decide(pairs(2000, 108, 15), policy), 'real');
    expect(real.status).toBe('inconclusive');
    expect(real.nMore).toBeNull();
    expect(real.reason).toContain('near the margin');
  });
});

describe('arms and slices', () => {
  test('without a real case nothing is decided', () => {
    expect(codeOf(() => decide(pairs(400, 0, 0, { origin: 'synthetic' }), policy))).toBe('NO_REAL_CASES');
  });

  test('a broken slice fails a gate whose arms are fine', () => {
    const cases = [...pairs(2000, 0, 10), ...pairs(100, 40, 0, { tags: ['tag'] })];
    const decision = decide(cases, policy);
    expect(decision.status).toBe('fail');
    expect(arm(decision, 'real').status).not.toBe('fail');
    expect(slice(decision, 'real/#tag').status).toBe('fail');
  });

  test('checks begin with what failed, then what is open', () => {
    const cases = [
      ...pairs(2000, 0, 10),
      ...pairs(20, 0, 0, { skill: 'few' }),
      ...pairs(100, 40, 0, { skill: 'broken' }),
    ];
    const decision = decide(cases, { ...policy, critical: { few: 0.05, main: 0.05 } });
    expect(decision.checks.map(({ name, status }) => [name, status])).toEqual([
      ['real/broken', 'fail'],
      ['real/few', 'inconclusive'],
      ['real', 'pass'],
      ['real/main', 'pass'],
    ]);
  });

  test('each arm and its slices are held to the margin of their origin', () => {
    const cases = [...pairs(400, 4, 4), ...pairs(400, 40, 0, { origin: 'synthetic' })];
    const decision = decide(cases, { ...policy, margin: { real: 0.05, synthetic: 0.2 } });
    expect(decision.status).toBe('pass');
    expect([arm(decision, 'real').margin, slice(decision, 'real/main').margin]).toEqual([0.05, 0.05]);
    expect([arm(decision, 'synthetic').margin, slice(decision, 'synthetic/main').margin]).toEqual([0.2, 0.2]);
    // (0, 40, 400) lies 10 points below: FAIL at the margin of the real arm.
    expect(decide(cases, policy).status).toBe('fail');
  });

  test('an undeclared tag is no slice', () => {
    const decision = decide(pairs(100, 0, 0, { tags: ['other'] }), policy);
    expect(decision.slices.map(({ name }) => name)).toEqual(['real/main']);
  });

  test('a critical slice must be shown for PASS; one that is not critical need not', () => {
    const cases = [...pairs(2000, 0, 0), ...pairs(20, 0, 0, { tags: ['tag'] })];
    expect(decide(cases, policy).status).toBe('pass');
    const strict = decide(cases, { ...policy, critical: { 'real/#tag': 0.05 } });
    expect(strict.status).toBe('inconclusive');
    expect(strict.checks.find((check) => check.name === 'real/#tag')?.status).toBe('inconclusive');
    // A name without an origin means the slice of each gating origin.
    expect(decide(cases, { ...policy, critical: { '#tag': 0.2 } }).status).toBe('pass');
  });

  test('a critical slice without cases in a gating arm cannot be decided on', () => {
    const cases = pairs(100, 0, 0);
    expect(codeOf(() => decide(cases, { ...policy, critical: { '#tag': 0.05 } }))).toBe('CRITICAL_EMPTY');
    const synthetic = pairs(100, 0, 0, { origin: 'synthetic', tags: ['tag'] });
    const advisory = {
      ...policy,
      roles: { synthetic: 'advisory' },
      critical: { 'synthetic/#tag': 0.05 },
    } as const;
    expect(codeOf(() => decide([...cases, ...synthetic], advisory))).toBe('CRITICAL_EMPTY');
  });

  test('an advisory synthetic arm is reported and decides nothing', () => {
    const cases = [...pairs(400, 0, 0), ...pairs(400, 300, 0, { origin: 'synthetic', edgeCase: 'edge' })];
    expect(decide(cases, policy).status).toBe('fail');
    const decision = decide(cases, { ...policy, roles: { synthetic: 'advisory' } });
    expect(decision.status).toBe('pass');
    expect(arm(decision, 'synthetic')).toMatchObject({ role: 'advisory', status: 'fail' });
    expect(decision.checks.map((check) => check.name)).toEqual(['real']);
  });

  test('slices of one arm: skill, edge case and tag, which may overlap', () => {
    const decision = decide(
      [...pairs(100, 0, 0), ...pairs(100, 0, 0, { edgeCase: 'edge', tags: ['tag'] })],
      policy,
    );
    expect(decision.slices.map(({ name, n }) => [name, n])).toEqual([
      ['real/main', 200],
      ['real/main/edge', 100],
      ['real/#tag', 100],
    ]);
  });
});

describe('missing scores', () => {
  const missing = (n: number, side: 'candidate' | 'baseline') =>
    Array.from({ length: n }, (_, i) => pair(`m${i}`, { [side]: null }));

  test('count as losses for PASS', () => {
    const cases = pairs(200, 2, 2);
    expect(decide(cases, policy).status).toBe('pass');
    const decision = decide([...cases, ...missing(20, 'candidate')], policy);
    expect(decision.status).toBe('inconclusive');
    expect(arm(decision, 'real')).toMatchObject({ n: 200, missing: 20, losses: 2 });
  });

  test('count as gains for FAIL', () => {
    const cases = pairs(200, 26, 0);
    expect(decide(cases, policy).status).toBe('fail');
    expect(decide([...cases, ...missing(20, 'baseline')], policy).status).toBe('inconclusive');
  });

  test('a set without any score shows nothing', () => {
    const decision = decide(missing(100, 'candidate'), policy);
    expect(decision.status).toBe('inconclusive');
    expect(arm(decision, 'real')).toMatchObject({ n: 0, difference: null, interval: null });
  });
});

test('one cluster shows nothing, whatever its size', () => {
  const cases = pairs(500, 0, 0).map((item) => ({ ...item, cluster: 'one' }));
  const decision = decide(cases, policy);
  expect(decision.status).toBe('inconclusive');
  expect(arm(decision, 'real').reason).toContain('one cluster');
});

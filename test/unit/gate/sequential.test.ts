import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookOrder } from '../../../gate/look-order.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { decideAtLooks, planLooks, type SequentialRule } from '../../../gate/sequential.ts';
import { pair, pairs, policy } from './paired-fixtures.ts';

const inClusters = (cases: readonly PairedCase[], size: number, prefix = 'g') =>
  cases.map((item, i) => ({ ...item, cluster: `${prefix}${Math.floor(i / size)}` }));
const idsOf = (groups: readonly (readonly PairedCase[])[]) =>
  groups.map((own) => own.map(({ caseId }) => caseId));
const decided = (cases: readonly PairedCase[], rule: SequentialRule, over: Partial<typeof policy> = {}) => {
  const plan = planLooks(cases, rule, 0);
  const found = decideAtLooks(plan, plan.groups.length, { ...policy, ...over });
  if (found === null) throw new Error('a whole set is past its first look');
  return { ...found, groups: plan.groups.length };
};

describe('the order', () => {
  const cases = [
    ...inClusters(pairs(60, 3, 0), 3),
    ...inClusters(pairs(300, 0, 0, { origin: 'synthetic' }), 2, 's'),
  ];

  test('keeps clusters whole and every case once', () => {
    const groups = lookOrder(cases, 7, false);
    expect(groups).toHaveLength(20 + 150);
    expect(groups.flat()).toHaveLength(cases.length);
    for (const own of groups) expect(new Set(own.map(({ cluster }) => cluster)).size).toBe(1);
  });

  test('depends on names and seed alone, not on scores or on the order of the cases', () => {
    const shuffled = fc.shuffledSubarray([...cases], { minLength: cases.length });
    fc.assert(
      fc.property(shuffled, (some) => {
        const failed = some.map((item) => ({ ...item, candidate: 0 }));
        expect(idsOf(lookOrder(failed, 7, false))).toEqual(idsOf(lookOrder(cases, 7, false)));
      }),
      { numRuns: 10 },
    );
    expect(idsOf(lookOrder(cases, 8, false))).not.toEqual(idsOf(lookOrder(cases, 7, false)));
  });

  test('any number of the first holds its share of either arm', () => {
    const groups = lookOrder(cases, 7, false);
    for (const share of [0.25, 0.5, 0.75]) {
      const first = groups.slice(0, Math.ceil(share * groups.length)).flat();
      const real = first.filter(({ origin }) => origin === 'real').length;
      expect(Math.abs(real - share * 60)).toBeLessThanOrEqual(6);
    }
  });

  test('clusters that share a persona are one group where groups may have nothing in common', () => {
    const linked = pairs(6, 0, 0).map((item, i) => ({ ...item, secondCluster: `persona ${i % 2}` }));
    expect(lookOrder(linked, 0, true)).toHaveLength(2);
    expect(lookOrder(linked, 0, false)).toHaveLength(6);
  });
});

describe.each(['obf', 'eprocess'] as const)('%s', (rule) => {
  test('never passes while neither model has scored anything', () => {
    const wrong = pairs(400, 0, 0, { candidate: 0 }).map((item) => ({ ...item, candidate: 0, baseline: 0 }));
    const nothing = decided(wrong, rule);
    expect([nothing.decision.status, nothing.cases.length, nothing.isHopeless]).toEqual([
      'inconclusive',
      400,
      false,
    ]);
    const last = lookOrder(wrong, 0, rule === 'eprocess').at(-30)?.[0]?.caseId;
    const late = decided(
      wrong.map((item) => (item.caseId === last ? { ...item, candidate: 1, baseline: 1 } : item)),
      rule,
    );
    expect(late.decision.status).toBe('pass');
    expect(late.cases.length).toBeGreaterThan(370);
  });

  test('passes equal models early', () => {
    const { decision, cases, look } = decided(pairs(600, 3, 3), rule);
    expect(decision.status).toBe('pass');
    expect(cases.length).toBeLessThan(400);
    expect(look).toBeGreaterThan(1);
  });

  test('fails a clear loss early', () => {
    const { decision, cases } = decided(pairs(600, 120, 6), rule);
    expect(decision.status).toBe('fail');
    expect(cases.length).toBeLessThan(400);
  });

  test('never passes below the floor', () => {
    const { decision } = decided(pairs(58, 0, 0), rule);
    expect(decision.status).toBe('inconclusive');
  });

  test('says the same on what is finished as on the whole, once it has decided', () => {
    const cases = pairs(600, 120, 6);
    const plan = planLooks(cases, rule, 0);
    const whole = decideAtLooks(plan, plan.groups.length, policy);
    const seen = whole?.cases.length ?? 0;
    expect(decideAtLooks(plan, seen, policy)).toEqual(whole);
    expect(decideAtLooks(plan, seen - 1, policy)?.decision.status ?? 'inconclusive').toBe('inconclusive');
  });

  test('has nothing to say before its first look', () => {
    const plan = planLooks(pairs(400, 0, 0), rule, 0);
    expect(decideAtLooks(plan, 0, policy)).toBeNull();
  });

  test('a critical slice that has no case yet holds a PASS back', () => {
    const rare = pair('rare', { tags: ['tag'] });
    const cases = [...pairs(600, 0, 0), rare];
    const { decision, cases: seen } = decided(cases, rule, { critical: { 'real/#tag': 0.05 } });
    expect(decision.status).toBe('inconclusive');
    expect(seen).toHaveLength(601);
  });
});

describe('curtailment', () => {
  // Three losses among the first 57 of 60 at margin .05: three gains more are no PASS, three losses more no FAIL.
  const late = (over: (item: PairedCase) => Partial<PairedCase> = () => ({})) => {
    const names = planLooks(pairs(60, 0, 0), 'obf', 0).groups.flat();
    const cases = names.map((item, i) => ({ ...item, ...(i < 3 ? { candidate: 0 } : {}) }));
    return planLooks(
      cases.map((item) => ({ ...item, ...over(item) })),
      'obf',
      0,
    );
  };

  test('ends where not even gains throughout could pass, nor losses fail', () => {
    expect(decideAtLooks(late(), 57, policy)).toMatchObject({
      isHopeless: true,
      look: 3,
      decision: { status: 'inconclusive' },
    });
    expect(decideAtLooks(late(), 40, policy)?.isHopeless).toBe(false);
  });

  test('is not claimed for scores between 0 and 1, nor where judges score', () => {
    const halved = late(({ candidate }) => ({ candidate: (candidate ?? 0) / 2 }));
    expect(decideAtLooks(halved, 57, policy)?.isHopeless).toBe(false);
    const judged = late(() => ({ withoutFamily: {} }));
    expect(decideAtLooks(judged, 57, policy)?.isHopeless).toBe(false);
  });

  test('whatever the rest turns out to be, the verdict is the one foreseen', () => {
    const outcome = fc.constantFrom(-1, 0, 0, 0, 1);
    const set = fc.record({
      first: fc.array(outcome, { minLength: 10, maxLength: 40 }),
      rest: fc.array(outcome, { minLength: 1, maxLength: 12 }),
      rule: fc.constantFrom('obf' as const, 'eprocess' as const),
    });
    let foreseen = 0;
    fc.assert(
      fc.property(set, ({ first, rest, rule }) => {
        const cases = [...first, ...rest].map((d, i) =>
          pair(i, { candidate: d < 0 ? 0 : 1, baseline: d > 0 ? 0 : 1, cluster: `g${Math.floor(i / 2)}` }),
        );
        const plan = planLooks(cases, rule, 0);
        for (let groups = 1; groups < plan.groups.length; groups += 1) {
          const found = decideAtLooks(plan, groups, policy);
          if (found?.isHopeless !== true) continue;
          foreseen += 1;
          expect(decideAtLooks(plan, plan.groups.length, policy)?.decision.status).toBe('inconclusive');
          return;
        }
      }),
      { numRuns: 60 },
    );
    expect(foreseen).toBeGreaterThan(0);
  });
});

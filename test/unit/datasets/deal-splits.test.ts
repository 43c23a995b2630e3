import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dealSplits, type RowGroup, type Shares, splitOrder } from '../../../datasets/deal-splits.ts';

const shares: Shares = { heldout: 0.2, train: 0.7, probe: 0.1 };
const groupsOf = (n: number, stratum: string, more: Partial<RowGroup> = {}): RowGroup[] =>
  Array.from({ length: n }, (_, i) => ({ key: `${stratum}-${i}`, stratum, size: 1, fixed: null, ...more }));
const rowsIn = (groups: readonly RowGroup[], dealt: ReturnType<typeof dealSplits>, split: string) =>
  groups.filter(({ key }) => dealt.get(key) === split).reduce((sum, { size }) => sum + size, 0);

describe('splits', () => {
  test('each stratum has its shares, to less than one group', () => {
    const part = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.integer(), (sizes, seed) => {
        const strata = sizes.map((n, i) => groupsOf(n, `s${i}`));
        const dealt = dealSplits(strata.flat(), shares, seed);
        for (const groups of strata)
          for (const split of splitOrder)
            expect(
              Math.abs(rowsIn(groups, dealt, split) - groups.length * (shares[split] ?? 0)),
            ).toBeLessThan(1);
      }),
    );
  });

  test('of many strata with one group each every split has its share in the long run', () => {
    const groups = Array.from({ length: 4000 }, (_, i) => groupsOf(1, `s${i}`)).flat();
    const dealt = dealSplits(groups, shares, 1);
    // Four standard deviations of a binomial share.
    for (const split of splitOrder) {
      const share = shares[split] ?? 0;
      const deviation = 4 * Math.sqrt((share * (1 - share)) / 4000);
      expect(Math.abs(rowsIn(groups, dealt, split) / 4000 - share)).toBeLessThan(deviation);
    }
  });

  test('what lies somewhere stays there, and the rest makes up for it', () => {
    const old = groupsOf(100, 'a');
    const before = dealSplits(old, shares, 0);
    const grown = [
      ...old.map((group) => ({ ...group, fixed: before.get(group.key) ?? null })),
      ...groupsOf(300, 'a').slice(100),
    ];
    const after = dealSplits(grown, shares, 0);
    expect(old.filter(({ key }) => before.get(key) !== after.get(key))).toEqual([]);
    for (const split of splitOrder)
      expect(Math.abs(rowsIn(grown, after, split) - 300 * (shares[split] ?? 0))).toBeLessThan(1);
  });

  test('the order of the groups does not matter, the seed does', () => {
    const groups = groupsOf(50, 'a');
    const dealt = dealSplits(groups, shares, 0);
    expect([...dealSplits(groups.toReversed(), shares, 0)].sort()).toEqual([...dealt].sort());
    expect([...dealSplits(groups, shares, 1)].sort()).not.toEqual([...dealt].sort());
  });

  test('large groups are dealt first, where there is room for them', () => {
    const groups = [...groupsOf(1, 'a', { key: 'big', size: 30 }), ...groupsOf(70, 'a')];
    const dealt = dealSplits(groups, shares, 3);
    expect(dealt.get('big')).toBe('train');
    expect(rowsIn(groups, dealt, 'heldout')).toBe(20);
  });

  test('a split without a share gets nothing', () => {
    const dealt = dealSplits(groupsOf(200, 'a'), { heldout: 0.5, train: 0.5 }, 0);
    expect([...dealt.values()]).not.toContain('probe');
  });
});

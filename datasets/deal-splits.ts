import type { ClusterId, Split } from '../core/case.ts';
import { digest } from '../core/digest.ts';
import { groupBy } from '../core/group-by.ts';

/** Split → its share of the rows; together they are 1. */
export type Shares = Readonly<Partial<Record<Split, number>>>;

/** Rows that must lie in one split. */
export interface RowGroup {
  readonly key: ClusterId;
  /** What is kept in balance: the label or skill of most of its rows. */
  readonly stratum: string;
  readonly size: number;
  /** Where it lies already; null: it is dealt. */
  readonly fixed: Split | null;
}

/** In this order a group goes where it must not be trained on first. */
export const splitOrder = ['heldout', 'probe', 'train'] as const satisfies readonly Split[];

/**
 * Deals groups to splits so that each stratum comes as near to the shares as whole groups allow. A group that is fixed
 * stays. The others are dealt the largest first, else in the order of a hash of seed and key, each by another hash to one
 * of the splits that have room for it, or else lack rows, the more likely the more they lack: so every split has its
 * share in the long run, also of strata with one group each.
 */
export function dealSplits(
  groups: readonly RowGroup[],
  shares: Shares,
  seed: number,
): ReadonlyMap<ClusterId, Split> {
  const dealt = new Map<ClusterId, Split>();
  for (const [stratum, members] of groupBy(groups, (group) => group.stratum)) {
    const total = members.reduce((sum, { size }) => sum + size, 0);
    const lacking = new Map(splitOrder.map((split) => [split, total * (shares[split] ?? 0)]));
    const put = ({ key, size }: RowGroup, split: Split) => {
      dealt.set(key, split);
      lacking.set(split, (lacking.get(split) ?? 0) - size);
    };
    for (const group of members) if (group.fixed !== null) put(group, group.fixed);
    const open = members
      .filter(({ fixed }) => fixed === null)
      .map((group) => ({ group, at: draw(seed, 'order', stratum, group.key) }));
    open.sort((a, b) => b.group.size - a.group.size || a.at - b.at);
    for (const { group } of open) {
      const at = draw(seed, 'deal', stratum, group.key);
      put(group, drawn(weightsFor(group.size, lacking, shares), at));
    }
  }
  return dealt;
}

/** What each split lacks, of those that have room for so many rows; where none has, of all; where none lacks, the shares. */
function weightsFor(size: number, lacking: ReadonlyMap<Split, number>, shares: Shares): readonly number[] {
  const lacks = splitOrder.map((split) => Math.max(0, lacking.get(split) ?? 0));
  const room = lacks.map((lack) => (lack >= size ? lack : 0));
  const share = splitOrder.map((split) => shares[split] ?? 0);
  return [room, lacks].find((weights) => weights.some((weight) => weight > 0)) ?? share;
}

/** The split at a place of [0, 1) that is divided by weights; not all of them are 0. */
function drawn(weights: readonly number[], at: number): Split {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  let last: Split = 'heldout';
  for (const [index, split] of splitOrder.entries()) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    if (left < weight) return split;
    left -= weight;
    last = split;
  }
  return last;
}

/** Uniform in [0, 1), the same for the same words. */
function draw(...words: readonly (string | number)[]): number {
  return Number.parseInt(digest(JSON.stringify(words)).slice(0, 12), 16) / 2 ** 48;
}

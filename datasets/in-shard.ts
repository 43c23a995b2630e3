import type { ClusterId } from '../core/case.ts';
import { digest } from '../core/digest.ts';
import type { Shard } from '../core/run.ts';

/** Hex digits that a number holds without rounding. */
const exactDigits = 13;

/**
 * The cases of one shard, in their order. Whole clusters are dealt out by the hash of their names, so every machine that
 * has the same dataset deals alike, and the shards hold each case once. A small dataset may leave a shard empty.
 */
export function inShard<Item extends { readonly cluster: ClusterId }>(
  cases: readonly Item[],
  { index, count }: Shard,
): readonly Item[] {
  const dealt = new Map<ClusterId, boolean>();
  return cases.filter(({ cluster }) => {
    const known = dealt.get(cluster);
    if (known !== undefined) return known;
    const isIn = Number.parseInt(digest(cluster).slice(0, exactDigits), 16) % count === index - 1;
    dealt.set(cluster, isIn);
    return isIn;
  });
}

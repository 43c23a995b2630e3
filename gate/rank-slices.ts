import type { SliceRank } from '../core/gate-decision.ts';
import { groupBy } from '../core/group-by.ts';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { designEffect } from '../stats/design-effect.ts';
import { probabilityBelow, shrink } from '../stats/shrinkage.ts';
import { variance } from '../stats/variance.ts';
import { type EstimatorOptions, estimatorFor } from './estimate.ts';
import { sampleOf } from './sample.ts';
import type { Slice } from './slices.ts';

/** Of the slices that a reader is sent to, so many may be no worse. */
const falseShare = 0.1;

/** A slice with the difference that it showed. */
export interface RankedSlice {
  readonly slice: Slice;
  /** null where nothing was scored. */
  readonly difference: number | null;
  readonly margin: number;
}

/**
 * What a reader should know of slices beside their verdicts (statistics.md §4): the difference shrunk towards those of
 * its like, which takes the luck out of the weakest, with the chance that it is worse than its margin; and whether it is
 * on the list to look at, by the Benjamini-Hochberg rule over the slices of its arm, each tested for being worse at all.
 * Shrunk among slices of one arm and one kind (skills, edge cases, tags): only these are like each other, and an edge
 * case is a part of its skill. Null for a slice that has no two clusters. In the order of the slices.
 */
export function rankSlices(
  slices: readonly RankedSlice[],
  { minHumanPairs, seed }: Pick<EstimatorOptions, 'minHumanPairs' | 'seed'>,
): readonly (SliceRank | null)[] {
  const ranks = new Map<RankedSlice, SliceRank>();
  const known = slices.flatMap((ranked) => {
    const se = errorOf(ranked);
    const p = estimatorFor(ranked.slice.cases, { minHumanPairs, seed }).test(null)?.pAtLeast(0) ?? null;
    return ranked.difference === null || se === null || p === null
      ? []
      : [{ ranked, value: ranked.difference, se, p }];
  });
  for (const ofArm of groupBy(known, ({ ranked }) => ranked.slice.origin).values()) {
    const adjusted = benjaminiHochberg(ofArm.map(({ p }) => p));
    const listed = new Set(ofArm.filter((_, i) => (adjusted[i] ?? 1) <= falseShare));
    for (const alike of groupBy(ofArm, ({ ranked }) => kindOf(ranked.slice)).values()) {
      const shrunk = shrink(alike);
      alike.forEach((one, i) => {
        const posterior = shrunk?.posteriors[i];
        if (shrunk === null || posterior === undefined) return;
        ranks.set(one.ranked, {
          shrunk: posterior.mean,
          pBeyondMargin: probabilityBelow(posterior, -one.ranked.margin),
          differsFromAlike: shrunk.tauSquared > 0,
          isLookHere: listed.has(one),
        });
      });
    }
  }
  return slices.map((one) => ranks.get(one) ?? null);
}

function kindOf({ edgeCase, tag }: Slice): 'skill' | 'edge case' | 'tag' {
  if (tag !== null) return 'tag';
  return edgeCase === null ? 'skill' : 'edge case';
}

/** With one gain and one loss more, so that few cases without a difference are not taken for certain. */
function errorOf({ slice }: RankedSlice): number | null {
  const { values, clusters } = sampleOf(slice.cases, null);
  const factor = designEffect(values, clusters)?.factor;
  const padded = [...values, 1, -1];
  return factor === undefined ? null : Math.sqrt(((variance(padded) ?? 0) * factor) / padded.length);
}

import type { Duel } from '../../core/duel.ts';

/**
 * What the gate takes of a case's duels: a win counts 1 for the candidate and 0 for the baseline, a tie one half for
 * each, so that their difference is that of the duels. `leftOut`: without the votes of that family of judges. Null where
 * an attempt could not be compared.
 */
export function pairedShares(
  duels: readonly Duel[],
  leftOut: string | null = null,
): { readonly candidate: number; readonly baseline: number } | null {
  const differences = duels.map((duel) => differenceOf(duel, leftOut));
  let sum = 0;
  for (const difference of differences) {
    if (difference === null) return null;
    sum += difference;
  }
  if (differences.length === 0) return null;
  const difference = sum / differences.length;
  return { candidate: (1 + difference) / 2, baseline: (1 - difference) / 2 };
}

function differenceOf(duel: Duel, leftOut: string | null): number | null {
  if (duel.status === 'unscored') return null;
  const left = duel.votes.filter(({ family }) => family !== leftOut);
  if (left.length === duel.votes.length) return duel.difference;
  return left.length === 0 ? null : left.reduce((sum, vote) => sum + vote.difference, 0) / left.length;
}

/**
 * The area under the ROC curve: the chance that a positive item has a higher score than a negative one, ties counting
 * half (Mann-Whitney's U over all pairs). Null where there is no item of one of the two kinds. Throws a RangeError where
 * there is not one score for each item.
 */
export function rocAuc(scores: ArrayLike<number>, isPositive: readonly boolean[]): number | null {
  if (scores.length !== isPositive.length)
    throw new RangeError(`${scores.length} scores for ${isPositive.length} items`);
  const order = isPositive.map((_, at) => at).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const positives = isPositive.filter(Boolean).length;
  const negatives = isPositive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let wins = 0;
  let below = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let [ownPositives, ownNegatives] = [0, 0];
    for (; end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]; end++) {
      if (isPositive[order[end] ?? 0] === true) ownPositives++;
      else ownNegatives++;
    }
    wins += ownPositives * (below + ownNegatives / 2);
    below += ownNegatives;
    start = end;
  }
  return wins / (positives * negatives);
}

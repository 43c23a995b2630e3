import { mean } from './mean.ts';

export interface KendallTau {
  /** Tau-b, which allows for ties. */
  readonly tau: number;
  /** Exact two-sided p of "the orders have nothing to do with each other"; null where there are ties. */
  readonly p: number | null;
}

/**
 * Kendall's rank correlation of two lists: of the pairs, those in one order less those in opposite orders. With fewer
 * than six values even full agreement is likely by chance; p says how likely.
 * Null where a list has fewer than two different values. Throws a RangeError when the lists differ in length.
 */
export function kendallTau(one: readonly number[], other: readonly number[]): KendallTau | null {
  requireEqualLength(one, other);
  let [surplus, tiedInOne, tiedInOther, pairs] = [0, 0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const a = Math.sign((one[i] ?? 0) - (one[j] ?? 0));
      const b = Math.sign((other[i] ?? 0) - (other[j] ?? 0));
      surplus += a * b;
      if (a === 0) tiedInOne += 1;
      if (b === 0) tiedInOther += 1;
      pairs += 1;
    }
  }
  const scale = Math.sqrt((pairs - tiedInOne) * (pairs - tiedInOther));
  if (scale === 0) return null;
  const isTied = tiedInOne + tiedInOther > 0;
  return { tau: surplus / scale, p: isTied ? null : exactP(one.length, (pairs - surplus) / 2) };
}

/**
 * Spearman's rank correlation: that of the ranks, equal values sharing their mean rank. Null where a list has fewer than two different
 * values. Throws a RangeError when the lists differ in length.
 */
export function spearmanRho(one: readonly number[], other: readonly number[]): number | null {
  requireEqualLength(one, other);
  if (one.length === 0) return null;
  const [a, b] = [ranks(one), ranks(other)];
  const centre = mean(a);
  const product = (left: readonly number[], right: readonly number[]) =>
    left.reduce((sum, rank, i) => sum + (rank - centre) * ((right[i] ?? 0) - centre), 0);
  const scale = Math.sqrt(product(a, a) * product(b, b));
  return scale === 0 ? null : product(a, b) / scale;
}

function ranks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/** Twice the smaller tail of the number of inversions of a random order. */
function exactP(n: number, inversions: number): number {
  let shares = [1];
  for (let size = 2; size <= n; size += 1) {
    const next = new Array<number>(shares.length + size - 1).fill(0);
    shares.forEach((share, k) => {
      for (let more = 0; more < size; more += 1) next[k + more] = (next[k + more] ?? 0) + share / size;
    });
    shares = next;
  }
  const sum = (part: readonly number[]) => part.reduce((total, share) => total + share, 0);
  return Math.min(1, 2 * Math.min(sum(shares.slice(0, inversions + 1)), sum(shares.slice(inversions))));
}

function requireEqualLength(one: readonly number[], other: readonly number[]): void {
  if (one.length !== other.length) throw new RangeError(`lists of ${one.length} and ${other.length} values`);
}

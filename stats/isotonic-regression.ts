/** One observation; its weight is 1 unless it says else. */
export interface IsotonicPoint {
  readonly x: number;
  readonly y: number;
  readonly weight?: number;
}

interface Block {
  readonly first: number;
  last: number;
  sum: number;
  weight: number;
}

/**
 * The rising function closest to the points in weighted squares, by pooling adjacent violators (Ayer et al. 1955):
 * linear between fitted points, constant outside them. Points of equal x are averaged first.
 * Fit it on labelled cases and apply it to others: on its own cases it looks better than it is.
 * Throws a RangeError for no points, a weight that is not positive, and values that are not finite.
 */
export function isotonicRegression(points: readonly IsotonicPoint[]): (x: number) => number {
  const knots = pool(points).flatMap(({ first, last, sum, weight }) => {
    const y = sum / weight;
    return first === last
      ? [{ x: first, y }]
      : [
          { x: first, y },
          { x: last, y },
        ];
  });
  return (x) => interpolate(knots, x);
}

function pool(points: readonly IsotonicPoint[]): readonly Block[] {
  if (points.length === 0) throw new RangeError('an isotonic regression needs at least one point');
  const blocks: Block[] = [];
  for (const { x, y, weight = 1 } of points.toSorted((a, b) => a.x - b.x)) {
    if (!(Number.isFinite(x) && Number.isFinite(y) && weight > 0 && Number.isFinite(weight))) {
      throw new RangeError(`a point needs finite values and a positive weight, got ${x}, ${y}, ${weight}`);
    }
    const before = blocks.at(-1);
    if (before !== undefined && before.first === x)
      absorb(before, { first: x, last: x, sum: y * weight, weight });
    else blocks.push({ first: x, last: x, sum: y * weight, weight });
  }
  const rising: Block[] = [];
  for (const block of blocks) {
    rising.push(block);
    for (;;) {
      const [before, last] = [rising.at(-2), rising.at(-1)];
      if (before === undefined || last === undefined) break;
      if (before.sum / before.weight < last.sum / last.weight) break;
      rising.pop();
      absorb(before, last);
    }
  }
  return rising;
}

function absorb(block: Block, other: Block): void {
  block.last = other.last;
  block.sum += other.sum;
  block.weight += other.weight;
}

function interpolate(knots: readonly { readonly x: number; readonly y: number }[], x: number): number {
  if (Number.isNaN(x)) throw new RangeError('x must be a number');
  const above = knots.findIndex((knot) => knot.x >= x);
  const high = knots[above] ?? knots.at(-1);
  const low = knots[above - 1] ?? high;
  if (high === undefined || low === undefined) return Number.NaN;
  if (above <= 0 || high.x === low.x) return high.y;
  return low.y + ((high.y - low.y) * (x - low.x)) / (high.x - low.x);
}

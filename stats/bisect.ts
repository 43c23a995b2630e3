/**
 * The point of [low, high] where `holds` turns from true to false, to the last bit.
 * `holds` must be true on the left of some point and false on its right; it is not asked about `low` and `high`.
 * Gives `low` or the next number above it where it never holds, and the number below `high` where it always does.
 */
export function bisect(holds: (x: number) => boolean, low: number, high: number): number {
  let left = low;
  let right = high;
  for (;;) {
    const middle = (left + right) / 2;
    if (middle <= left || middle >= right) return middle;
    if (holds(middle)) left = middle;
    else right = middle;
  }
}

/**
 * The p-values from small to large, each with its place in the input; ties keep the input's order.
 * Throws a RangeError for values outside [0, 1].
 */
export function ascendingPValues(
  pValues: readonly number[],
): readonly { readonly p: number; readonly index: number }[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`a p-value must lie between 0 and 1, got ${wrong}`);
  return pValues.map((p, index) => ({ p, index })).sort((one, other) => one.p - other.p);
}

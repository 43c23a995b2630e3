/** Throws a RangeError unless 0 <= passes <= n and n is finite. Fractions are allowed, for weighted counts. */
export function requirePasses(passes: number, n: number): void {
  if (!(passes >= 0 && passes <= n && Number.isFinite(n))) {
    throw new RangeError(`passes must lie between 0 and n, got ${passes} of ${n}`);
  }
}

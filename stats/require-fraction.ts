/** Throws a RangeError unless `value` lies strictly between 0 and 1: a confidence, a power, an error rate. */
export function requireFraction(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1, got ${value}`);
}

/** A value of a field with the boundary it stands for; the first of a field is `nominal`, well inside the range. */
export interface BoundaryValue {
  readonly boundary: string;
  /** As templates see it. */
  readonly value: unknown;
  readonly isValid: boolean;
}

/** The values of different content, each under the first of its names. */
export function distinctValues(
  values: readonly BoundaryValue[],
  keyOf: (value: BoundaryValue) => unknown,
): readonly BoundaryValue[] {
  const keys = values.map(keyOf);
  return values.filter((_, index) => keys.indexOf(keys[index]) === index);
}

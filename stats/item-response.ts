/** An item of the two-parameter logistic model. */
export interface Item {
  readonly discrimination: number;
  readonly difficulty: number;
}

/** Chance that somebody of this ability passes the item: 1/(1 + exp(−a(θ − b))). */
export function passProbability(ability: number, { discrimination, difficulty }: Item): number {
  return 1 / (1 + Math.exp(-discrimination * (ability - difficulty)));
}

/** What the item tells about this ability, a²p(1 − p): nothing where everybody passes or nobody does. */
export function itemInformation(ability: number, item: Item): number {
  const p = passProbability(ability, item);
  return item.discrimination ** 2 * p * (1 - p);
}

/**
 * Probabilities with which items are to be labelled, about `budget` of them in all: half of the budget goes to all
 * alike, half in proportion to how uncertain each is (Zrnic and Candès 2024, active inference, mixed with uniform so
 * that no item is out of reach). None is above 1, so a budget of all items asks about all.
 * Throws a RangeError for a budget that is not positive, or an uncertainty below 0 or that is no number.
 */
export function inclusionProbabilities(uncertainties: readonly number[], budget: number): readonly number[] {
  if (!(budget > 0)) throw new RangeError(`the budget must be positive, got ${budget}`);
  const bad = uncertainties.find((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad !== undefined) throw new RangeError(`an uncertainty must be at least 0, got ${bad}`);
  const n = uncertainties.length;
  const total = uncertainties.reduce((sum, value) => sum + value, 0);
  // Where nothing is uncertain the whole budget goes to all alike.
  const share = (value: number) => (total === 0 ? 1 / n : 0.5 / n + (0.5 * value) / total);
  return uncertainties.map((value) => Math.min(1, budget * share(value)));
}

import type { Task } from '../../core/suite.ts';
import type { DiscoveredSlice } from '../../gaps/discover-slices.ts';
import type { GapCell } from '../../gaps/gap-cells.ts';
import { type Hypothesis, hypothesise } from '../../gaps/hypothesise.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';
import { type CellStanding, isWeak } from '../../gaps/weigh-cells.ts';
import { quotableAnswers } from './quotable-answers.ts';

/** A weak cell or a confirmed slice with its cases, and what rules say of its failures. */
export interface Failing {
  readonly cases: readonly ObservedCase[];
  readonly hypothesis: Hypothesis;
}

/** The weak cells, the weakest first, then the confirmed slices; of each only where a case of it failed. */
export function failingPlaces(
  { cells, slices }: { readonly cells: readonly CellStanding[]; readonly slices: readonly DiscoveredSlice[] },
  named: readonly GapCell[],
  observed: readonly ObservedCase[],
  task: Task,
): readonly Failing[] {
  const mayQuote = quotableAnswers(observed, task);
  const byName = new Map(named.map(({ name, cases }) => [name, cases]));
  const byId = new Map(observed.map((item) => [item.id, item]));
  const weak = cells.filter(isWeak).map(({ name }) => ({ name, cases: byName.get(name) ?? [] }));
  const confirmed = slices
    .filter(({ isConfirmed }) => isConfirmed)
    .map(({ name, origin, cases }) => ({
      name: `${origin}/${name}`,
      cases: cases.flatMap((id) => byId.get(id) ?? []),
    }));
  return [...weak, ...confirmed].flatMap(({ name, cases }) => {
    const hypothesis = hypothesise(name, cases, mayQuote);
    return hypothesis === null ? [] : [{ cases, hypothesis }];
  });
}

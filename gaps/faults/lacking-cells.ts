import { groupBy } from '../../core/group-by.ts';
import type { LackingSlice, MutantOutcome } from './mutant-outcome.ts';
import { isCaught, isCounted } from './mutation-score.ts';

/** A place that has too few cases for the mutants that got through. */
export interface LackingCell extends Omit<LackingSlice, 'more'> {
  /** Mutants that got through there for want of cases. */
  readonly survivors: number;
  /** Mutants that were planted on it alone and count, and how many of them were caught. */
  readonly planted: number;
  readonly caught: number;
  /** More cases with which half of its survivors would be caught. */
  readonly more: number;
}

/** The places that surviving mutants name, those with the most survivors first. */
export function lackingCells(outcomes: readonly MutantOutcome[]): readonly LackingCell[] {
  const named = outcomes.flatMap(({ because, lacking }) => (because === 'cases' ? lacking : []));
  return [...groupBy(named, ({ name }) => name)]
    .flatMap(([name, all]) => {
      const [first] = all;
      if (first === undefined) return [];
      const planted = outcomes.filter((outcome) => outcome.mutant.slice === name && isCounted(outcome));
      const needs = all.map(({ more }) => more).sort((a, b) => a - b);
      const { origin, skill, edgeCase, tag, n } = first;
      return [
        {
          ...{ name, origin, skill, edgeCase, tag, n },
          survivors: all.length,
          planted: planted.length,
          caught: planted.filter(isCaught).length,
          more: needs[Math.ceil(needs.length / 2) - 1] ?? first.more,
        },
      ];
    })
    .sort((a, b) => b.survivors - a.survivors || b.more - a.more || (a.name < b.name ? -1 : 1));
}

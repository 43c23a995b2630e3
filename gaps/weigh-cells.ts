import { groupBy } from '../core/group-by.ts';
import { designEffect } from '../stats/design-effect.ts';
import { mean } from '../stats/mean.ts';
import { nonInferiorityFloor } from '../stats/planning.ts';
import { probabilityBelow, shrink } from '../stats/shrinkage.ts';
import type { GapCell, GapPlace } from './gap-cells.ts';
import type { ObservedCase } from './observed-case.ts';

/** How a cell stands. Rates are shares of right answers. */
export interface CellStanding extends GapPlace {
  readonly name: string;
  readonly n: number;
  readonly clusters: number;
  /** Independent cases that it is worth. */
  readonly effective: number;
  readonly rate: number;
  /** Of the rate, once what is known of the other cells of its axis is reckoned in. */
  readonly shrunk: { readonly mean: number; readonly sd: number };
  /** What it is held against. */
  readonly goal: number;
  /** Goal less the shrunk rate; 0 where it is reached. */
  readonly shortfall: number;
  /** Probability that the rate lies below the goal by more than the margin of its arm. */
  readonly pWeak: number;
  /** Share of the independent cases without which no gate could pass the cell; at most 1. */
  readonly coverage: number;
  /** Mean weight of the skills of its cases. */
  readonly weight: number;
}

export interface WeighCellsOptions {
  /** What every cell should reach; null: the rate of the rest of its arm. */
  readonly goal: number | null;
  readonly margin: { readonly real: number; readonly synthetic: number };
  readonly alphaPass: number;
  weightOf(skill: string): number;
}

/**
 * Weighs cells: the rate of each, shrunk towards the others of its axis and origin (empirical Bayes, with pseudo-counts so
 * that 0 of 5 has an error), and how far it falls short. Sorted by weight × shortfall, then by the rate; the weakest first.
 */
export function weighCells(
  cells: readonly GapCell[],
  observed: readonly ObservedCase[],
  options: WeighCellsOptions,
): readonly CellStanding[] {
  const arms = armSums(observed);
  const families = groupBy(cells, ({ origin, axis }) => `${origin}/${axis}`);
  const standings = [...families.values()].flatMap((family) => {
    const seen = family.map(measure);
    const posteriors = shrink(seen.map(({ rate, se }) => ({ value: rate, se })))?.posteriors ?? [];
    return family.flatMap((cell, index) => {
      const [own, shrunk] = [seen[index], posteriors[index]];
      return own === undefined || shrunk === undefined ? [] : [standing(cell, own, shrunk, arms, options)];
    });
  });
  const need = ({ weight, shortfall }: CellStanding) => weight * shortfall;
  return standings.sort((a, b) => need(b) - need(a) || a.rate - b.rate || (a.name < b.name ? -1 : 1));
}

/** Whether enough is known to call a cell weak. */
export function isWeak({ pWeak }: Pick<CellStanding, 'pWeak'>): boolean {
  return pWeak >= 0.9;
}

function measure({ cases }: GapCell) {
  const scores = cases.map(({ score }) => score);
  const n = scores.length;
  const clusters = cases.map(({ cluster }) => cluster);
  // A single cluster may be alike throughout: it is worth one case.
  const effective = n / (designEffect(scores, clusters)?.factor ?? n);
  const rate = mean(scores);
  const padded = (rate * effective + 1) / (effective + 2);
  const se = Math.sqrt((padded * (1 - padded)) / effective);
  return { n, clusters: new Set(clusters).size, effective, rate, se };
}

type Measure = ReturnType<typeof measure>;

function standing(
  { cases, ...place }: GapCell,
  { n, clusters, effective, rate }: Measure,
  shrunk: CellStanding['shrunk'],
  arms: ReadonlyMap<string, { readonly sum: number; readonly n: number }>,
  { goal, margin, alphaPass, weightOf }: WeighCellsOptions,
): CellStanding {
  const arm = arms.get(place.origin) ?? { sum: 0, n: 0 };
  const rest = arm.n > n ? (arm.sum - rate * n) / (arm.n - n) : rate;
  const wanted = goal ?? rest;
  const slack = margin[place.origin];
  return {
    ...place,
    n,
    clusters,
    effective,
    rate,
    shrunk,
    goal: wanted,
    shortfall: Math.max(0, wanted - shrunk.mean),
    pWeak: probabilityBelow(shrunk, wanted - slack),
    coverage: Math.min(1, effective / nonInferiorityFloor(slack, alphaPass)),
    weight: mean(cases.map(({ cell }) => weightOf(cell.skill))),
  };
}

/** Of each origin: right answers and cases. */
function armSums(observed: readonly ObservedCase[]) {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { origin, score } of observed) {
    const { sum, n } = sums.get(origin) ?? { sum: 0, n: 0 };
    sums.set(origin, { sum: sum + score, n: n + 1 });
  }
  return sums;
}

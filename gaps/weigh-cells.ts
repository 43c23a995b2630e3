import { groupBy } from '../core/group-by.ts';
import { designEffect } from '../stats/design-effect.ts';
import { fractionalBinomialCdf } from '../stats/fractional-binomial.ts';
import { holm } from '../stats/holm.ts';
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
  /** Of the rate, once what is known of the other cells of its axis is reckoned in, unless it is none of their kind. */
  readonly shrunk: { readonly mean: number; readonly sd: number };
  /** What it is held against. */
  readonly goal: number;
  /** Goal less the shrunk rate; 0 where it is reached. */
  readonly shortfall: number;
  /**
   * Probability that the rate lies below the goal by more than the margin of its arm: by its own cases where they tell it
   * apart from the rest of its arm, or else the smaller of that and what the shrunk rate says.
   */
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

/** At most so much of a chance that any cell of an arm is told apart from the rest although it is no worse. */
const level = 0.05;
/** A cell is weak with at least this probability. */
export const surely = 0.95;
/** Worth fewer independent cases than this, a cell is an anecdote. */
const fewestCases = 2;

/**
 * Weighs cells: the rate of each, shrunk towards the others of its axis and origin (empirical Bayes), and how far it falls
 * short. A cell that its own cases tell apart from the rest of its arm (exact binomial on independent cases, Holm over the
 * cells of the arm) is none of the crowd: it is not shrunk, and does not draw the others. Sorted by weight × shortfall, which
 * counts for nothing in a cell that is not worth two cases, then by the rate; the weakest first.
 */
export function weighCells(
  cells: readonly GapCell[],
  observed: readonly ObservedCase[],
  options: WeighCellsOptions,
): readonly CellStanding[] {
  const arms = groupBy(observed, ({ origin }) => origin);
  const standings = [...groupBy(cells, ({ origin }) => origin)].flatMap(([origin, own]) =>
    weighArm(own, arms.get(origin) ?? [], options),
  );
  const need = (cell: CellStanding) => (isWorthCases(cell) ? cell.weight * cell.shortfall : 0);
  return standings.sort((a, b) => need(b) - need(a) || a.rate - b.rate || (a.name < b.name ? -1 : 1));
}

/** Whether enough is known to call a cell weak. */
export function isWeak({ pWeak, effective }: Pick<CellStanding, 'pWeak' | 'effective'>): boolean {
  return pWeak >= surely && isWorthCases({ effective });
}

/** Whether a cell has cases enough to be called weak at all: one wrong case, or one cluster of them, shows nothing. */
export function isWorthCases({ effective }: Pick<CellStanding, 'effective'>): boolean {
  return effective >= fewestCases;
}

/** A rate, and how many independent cases it rests on. */
interface Measure {
  readonly rate: number;
  readonly effective: number;
}

/** A cell beside the rest of its arm. */
interface Beside {
  readonly cell: GapCell;
  readonly own: Measure;
  readonly rest: Measure;
}

function weighArm(
  cells: readonly GapCell[],
  arm: readonly ObservedCase[],
  options: WeighCellsOptions,
): readonly CellStanding[] {
  const whole = measure(arm);
  const all = cells.map(
    (cell): Beside => ({ cell, own: measure(cell.cases), rest: restOf(cell, arm, whole) }),
  );
  const apart = holm(all.map((beside) => pAtLeast(beside, null, 0)));
  const entries = all.map((beside, at) => ({ beside, isApart: (apart[at] ?? 1) <= level }));
  return [...groupBy(entries, ({ beside }) => beside.cell.axis).values()].flatMap((family) => {
    const crowd = family.filter(({ isApart }) => !isApart).map(({ beside }) => beside);
    const shrunk = shrunkInCrowd(crowd);
    return family.map(({ beside }) => standing(beside, shrunk.get(beside) ?? null, options));
  });
}

/** p of "the cell reaches the goal, or the rate of its rest, less the margin", by its own independent cases alone. */
function pAtLeast({ own, rest }: Pick<Beside, 'own' | 'rest'>, goal: number | null, margin: number): number {
  // The rest has an error too: a right and a wrong case more where that lowers its rate, and cases as both sides are worth.
  const effective = goal === null ? 1 / (1 / own.effective + 1 / rest.effective) : own.effective;
  const bar = Math.max(0, (goal ?? Math.min(rest.rate, padded(rest))) - margin);
  return fractionalBinomialCdf(own.rate * effective, effective, bar);
}

/** Towards the others of the family; one that is alone in it towards the rest of its arm. */
function shrunkInCrowd(crowd: readonly Beside[]): ReadonlyMap<Beside, CellStanding['shrunk']> {
  const [first] = crowd;
  const members = crowd.map(({ own }) => own);
  if (first !== undefined && crowd.length === 1) members.push(first.rest);
  // One rate for all errors: with its own a cell near 100 % would count for more than its cases.
  const effective = members.reduce((sum, member) => sum + member.effective, 0);
  const pooled = members.reduce((sum, member) => sum + (member.rate * member.effective) / effective, 0);
  const spread = padded({ rate: pooled, effective });
  const found = shrink(
    members.map((member) => ({ value: member.rate, se: errorAt(spread, member.effective) })),
  );
  return new Map(
    crowd.flatMap((beside, at) => {
      const posterior = found?.posteriors[at];
      return posterior === undefined ? [] : [[beside, posterior] as const];
    }),
  );
}

/** What is believed of a cell by its own cases, with a right and a wrong one added. */
function alone(own: Measure): CellStanding['shrunk'] {
  const rate = padded(own);
  return { mean: rate, sd: errorAt(rate, own.effective) };
}

function padded({ rate, effective }: Measure): number {
  return (rate * effective + 1) / (effective + 2);
}

function errorAt(rate: number, effective: number): number {
  return Math.sqrt((rate * (1 - rate)) / effective);
}

function measure(cases: readonly ObservedCase[]): Measure {
  const scores = cases.map(({ score }) => score);
  const factor = designEffect(
    scores,
    cases.map(({ cluster }) => cluster),
  )?.factor;
  // A single cluster may be alike throughout: it is worth one case.
  return { rate: mean(scores), effective: scores.length / (factor ?? scores.length) };
}

/** Its cases are taken to be as much alike as those of the whole arm. */
function restOf({ cases }: GapCell, arm: readonly ObservedCase[], whole: Measure): Measure {
  const n = arm.length - cases.length;
  if (n === 0) return whole;
  const right = whole.rate * arm.length - cases.reduce((sum, { score }) => sum + score, 0);
  return { rate: right / n, effective: (n * whole.effective) / arm.length };
}

function standing(
  { cell: { cases, ...place }, own, rest }: Beside,
  inCrowd: CellStanding['shrunk'] | null,
  { goal, margin, alphaPass, weightOf }: WeighCellsOptions,
): CellStanding {
  const wanted = goal ?? rest.rate;
  const slack = margin[place.origin];
  const shrunk = inCrowd ?? alone(own);
  const byItself = 1 - pAtLeast({ own, rest }, goal, slack);
  return {
    ...place,
    n: cases.length,
    clusters: new Set(cases.map(({ cluster }) => cluster)).size,
    ...own,
    shrunk,
    goal: wanted,
    shortfall: Math.max(0, wanted - shrunk.mean),
    pWeak: inCrowd === null ? byItself : Math.min(byItself, probabilityBelow(inCrowd, wanted - slack)),
    coverage: Math.min(1, own.effective / nonInferiorityFloor(slack, alphaPass)),
    weight: mean(cases.map(({ cell }) => weightOf(cell.skill))),
  };
}

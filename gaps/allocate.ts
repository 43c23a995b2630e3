import { createRandom } from '../core/random.ts';
import { normalQuantile } from '../stats/normal.ts';
import type { Posterior } from '../stats/shrinkage.ts';

/** A cell that cases can be made for, and what is believed of its rate. */
export interface Fillable {
  readonly name: string;
  readonly shrunk: Posterior;
  readonly goal: number;
  readonly weight: number;
}

/** `lcb`: by how weak a cell may be, the same every time; `top-two`: Thompson sampling of the two weakest. */
export type AllocationRule = 'lcb' | 'top-two';

/** Where cases tell a weak model from a less weak one best: neither hopeless nor known already. */
const band = { from: 0.3, to: 0.5 };
/** What a cell counts for whose rate surely lies outside of the band. */
const outOfBand = 0.5;
/** One case in so many is spread evenly, so that no cell starves. */
const evenShare = 5;
const reach = normalQuantile(0.95);

/**
 * Divides a budget of new held-out cases. `lcb` gives each cell a part in proportion to its weight times how far below the
 * goal it may lie (mean − 1.645 sd); `top-two` draws a rate for each cell, case by case, and takes the weakest, or with
 * probability ½ the weakest of other draws. Cells outside of the difficulty band count half. A fifth is spread evenly, and
 * all of it where no cell may lie below its goal. The parts add up to the budget; empty for no cells.
 */
export function allocate(
  budget: number,
  cells: readonly Fillable[],
  rule: AllocationRule,
  seed: number,
): ReadonlyMap<string, number> {
  const even = Math.floor(budget / evenShare);
  const scores = cells.map((cell) => needOf(cell, cell.shrunk.mean - reach * cell.shrunk.sd));
  const isOpen = scores.some((score) => score > 0);
  const spread = dealt(
    isOpen ? even : budget,
    cells.map(() => 1),
  );
  const rest = isOpen ? budget - even : 0;
  const aimed = rule === 'lcb' ? dealt(rest, scores) : drawn(rest, cells, seed);
  return new Map(cells.map(({ name }, index) => [name, (spread[index] ?? 0) + (aimed[index] ?? 0)]));
}

/**
 * Divides a budget in proportion to what each cell needs, a fifth of it evenly among them. The parts add up to the budget;
 * empty for no cells.
 */
export function allocateByNeed(
  budget: number,
  needs: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const even = Math.floor(budget / evenShare);
  const scores = [...needs.values()];
  const spread = dealt(
    even,
    scores.map(() => 1),
  );
  const aimed = dealt(budget - even, scores);
  return new Map([...needs.keys()].map((name, at) => [name, (spread[at] ?? 0) + (aimed[at] ?? 0)]));
}

/**
 * Divides a budget of training items among weak cells, in proportion to weight times how far below the goal each surely
 * lies (mean + 1.645 sd), or where none surely does, to its shortfall.
 */
export function allocateTraining(budget: number, cells: readonly Fillable[]): ReadonlyMap<string, number> {
  const at = (sds: number) =>
    cells.map(({ weight, goal, shrunk }) => weight * Math.max(0, goal - shrunk.mean - sds * shrunk.sd));
  const sure = at(reach);
  const parts = dealt(budget, sure.some((score) => score > 0) ? sure : at(0));
  return new Map(cells.map(({ name }, index) => [name, parts[index] ?? 0]));
}

function needOf({ shrunk, goal, weight }: Fillable, rate: number): number {
  const [low, high] = [shrunk.mean - reach * shrunk.sd, shrunk.mean + reach * shrunk.sd];
  const isInBand = low <= band.to && high >= band.from;
  return weight * Math.max(0, goal - rate) * (isInBand ? 1 : outOfBand);
}

/** Whole parts in proportion to the scores, by largest remainder; nothing where no score is positive. */
function dealt(budget: number, scores: readonly number[]): readonly number[] {
  const total = scores.reduce((sum, score) => sum + score, 0);
  if (!(total > 0)) return scores.map(() => 0);
  const exact = scores.map((score) => (budget * score) / total);
  const parts = exact.map(Math.floor);
  let left = budget - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left--;
  }
  return parts;
}

/** So often other draws are asked for a second cell before the next best one by its mean is taken. */
const mostRedraws = 50;

function drawn(budget: number, cells: readonly Fillable[], seed: number): readonly number[] {
  const random = createRandom(seed).fork('top-two');
  const weakest = () => {
    const needs = cells.map((cell) =>
      needOf(cell, cell.shrunk.mean + cell.shrunk.sd * normalQuantile(inside(random.next()))),
    );
    return needs.indexOf(Math.max(...needs));
  };
  const byMean = cells
    .map((cell, index) => ({ index, need: needOf(cell, cell.shrunk.mean) }))
    .sort((a, b) => b.need - a.need);
  const parts = cells.map(() => 0);
  for (let at = 0; at < budget; at++) {
    const first = weakest();
    let chosen = first;
    if (random.chance(0.5)) {
      for (let draw = 0; draw < mostRedraws && chosen === first; draw++) chosen = weakest();
      if (chosen === first) chosen = byMean.find(({ index }) => index !== first)?.index ?? first;
    }
    parts[chosen] = (parts[chosen] ?? 0) + 1;
  }
  return parts;
}

/** A uniform number that has a quantile. */
function inside(uniform: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, uniform));
}

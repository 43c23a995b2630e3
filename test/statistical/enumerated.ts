import { normalQuantile } from '../../stats/normal.ts';
import { regionProbability } from '../../stats/paired-region.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';
import { tangoScore } from '../../stats/tango.ts';

/** What the gate allows, and the share of alphaFail that one test may take. */
export const rates = { alphaPass: 0.05, alphaFail: 0.4 * 0.01 };

/** A rule on n independent cases: for each number of losses the fewest gains inside its region; n + 1: none. */
export type Edge = Int32Array;

/** Where n independent pass/fail cases are shown to be no worse than the margin. */
export function passEdge(n: number, margin: number): Edge {
  const z = normalQuantile(1 - rates.alphaPass);
  const canTie = n >= nonInferiorityFloor(margin, rates.alphaPass);
  return edgeOf(
    n,
    (gains, losses) => (canTie || gains > losses) && tangoScore(gains, losses, n, -margin) >= z,
  );
}

/** Where they are not shown to be worse. */
export function notFailEdge(n: number, margin: number): Edge {
  const z = normalQuantile(rates.alphaFail);
  return edgeOf(n, (gains, losses) => tangoScore(gains, losses, n, -margin) > z);
}

/** More losses never need fewer gains, so the edge is walked along once. */
function edgeOf(n: number, isInside: (gains: number, losses: number) => boolean): Edge {
  const edge = new Int32Array(n + 1);
  let gains = 0;
  for (let losses = 0; losses <= n; losses += 1) {
    while (gains + losses <= n && !isInside(gains, losses)) gains += 1;
    edge[losses] = gains + losses <= n ? gains : n + 1;
  }
  return edge;
}

/** The chance of the region where the true loss is one margin and the models differ on the share `discordance`. */
export function chanceAtMargin(edge: Edge, margin: number, discordance: number): number {
  const at = { gain: Math.max(0, (discordance - margin) / 2), loss: (discordance + margin) / 2 };
  return regionProbability(edge.length - 1, (gains, losses) => gains >= (edge[losses] ?? 0), at);
}

/** A worst case, and the discordance that it lies at. */
export interface Worst {
  readonly rate: number;
  readonly discordance: number;
}

/**
 * The largest value over discordances from one bound to another: on a grid that is finer where few cases differ, then
 * around its largest point again, where that comes near the bound.
 */
export function worstOver(
  rateAt: (discordance: number) => number,
  [from, to]: readonly [number, number],
  { points, near }: { readonly points: number; readonly near: number },
): Worst {
  const grid = Array.from({ length: points }, (_, i) => from + (to - from) * (i / (points - 1)) ** 2);
  const first = largest(grid, rateAt);
  if (first.rate < near) return first;
  const at = grid.indexOf(first.discordance);
  const [low, high] = [grid[at - 1] ?? from, grid[at + 1] ?? to];
  const finer = Array.from({ length: 41 }, (_, i) => low + ((high - low) * i) / 40);
  return largest([first.discordance, ...finer], rateAt);
}

function largest(grid: readonly number[], rateAt: (discordance: number) => number): Worst {
  return grid
    .map((discordance) => ({ discordance, rate: rateAt(discordance) }))
    .reduce((worst, one) => (one.rate > worst.rate ? one : worst));
}

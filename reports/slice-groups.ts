import type { SliceResult } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import { isAdvisory } from './is-advisory.ts';

/** Slices by how much a reader needs to see of them. */
export interface SliceGroups {
  /** Failing, then critical, then not shown and with losses; the worst first in each. */
  readonly notable: readonly SliceResult[];
  readonly passing: readonly SliceResult[];
  /** Neither shown nor with a loss: mostly slices with few cases. */
  readonly quiet: readonly SliceResult[];
}

/** Sorts a report's slices into groups; each slice is in exactly one. Those that decide nothing come last in theirs. */
export function groupSlices(report: Pick<Report, 'arms' | 'slices'>): SliceGroups {
  const ranked = report.slices.map((slice) => ({
    slice,
    rank: rank(slice),
    advisory: isAdvisory(report, slice.origin),
  }));
  const ordered = ranked.toSorted(
    (a, b) =>
      Number(a.advisory) - Number(b.advisory) ||
      a.rank - b.rank ||
      (a.slice.difference ?? 0) - (b.slice.difference ?? 0),
  );
  const notable = ordered.filter((one) => one.rank < ordinary).map((one) => one.slice);
  const rest = ranked.filter((one) => one.rank === ordinary).map((one) => one.slice);
  return {
    notable,
    passing: rest.filter((slice) => slice.status === 'pass'),
    quiet: rest.filter((slice) => slice.status !== 'pass'),
  };
}

const ordinary = 4;

function rank(slice: SliceResult): number {
  if (slice.status === 'fail') return 0;
  if (slice.critical) return slice.status === 'inconclusive' ? 1 : 2;
  return slice.status === 'inconclusive' && slice.losses > 0 ? 3 : ordinary;
}

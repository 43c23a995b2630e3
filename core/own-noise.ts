import type { Origin } from './case.ts';

/** How much a target differs from itself: each case answered in two draws of as many attempts as a run has. */
export interface OwnNoise {
  readonly origin: Origin;
  /** Cases with a score in both draws. */
  readonly n: number;
  /** Share of them that scored differently in the second draw; null where n is 0. */
  readonly flipRate: number | null;
  /** Standard error of the mean difference of the draws; null where it cannot be told from so few clusters. */
  readonly se: number | null;
  /** (z_(1−alphaPass) + z_power)·se: the smallest margin that equal models are shown to keep; null with `se`. */
  readonly reach: number | null;
  readonly margin: number;
  /** Attempts of one draw. */
  readonly repeats: number;
  /** Attempts a case with which the reach would be the margin. At least 1; null with `se`. */
  readonly repeatsNeeded: number | null;
}

import type { Verdict } from '../../core/case.ts';
import type { ScorerReading } from '../../core/run.ts';

/**
 * What judges make of an item, as the share of right, and how far they disagree: p·(1 − p), which is 0 where they are
 * of one mind. Null where no judge spoke.
 */
export interface Opinion {
  readonly share: number;
  readonly uncertainty: number;
}

/** Of a case: the share of models whose blind answer agrees with it. */
export function opinionOfCase(verdicts: readonly Verdict[]): Opinion | null {
  return opinion(
    verdicts.filter(({ lineage }) => lineage !== null).map(({ code }) => (code === null ? 1 : 0)),
  );
}

/** Of an output: the mean of what its scorers read. */
export function opinionOfOutput(readings: readonly ScorerReading[]): Opinion | null {
  return opinion(readings.flatMap((reading) => (reading.status === 'scored' ? [reading.value] : [])));
}

function opinion(values: readonly number[]): Opinion | null {
  if (values.length === 0) return null;
  const share = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { share, uncertainty: share * (1 - share) };
}

import { counted } from '../core/counted.ts';
import type { ArmResult, GateCheck } from '../core/gate-decision.ts';

/** A check for each arm on which nothing could be lost, since neither model scores there: no PASS rests on it. */
export function withoutScores(
  arms: readonly Pick<ArmResult, 'origin' | 'n' | 'baseline' | 'candidate'>[],
): readonly GateCheck[] {
  return arms
    .filter(({ baseline, candidate }) => baseline === 0 && candidate === 0)
    .map(({ origin, n }) => ({
      name: 'scores',
      status: 'inconclusive',
      reason: `${origin}: neither model scores anything on any of ${counted(n, 'case')}, so nothing could be lost; look at what the scorers expect and at what the models answer`,
    }));
}

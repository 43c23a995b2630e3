import type { ArmGap, ArmResult } from '../core/gate-decision.ts';
import { type ClusteredValue, clusteredDifference } from '../stats/clustered-difference.ts';
import type { PairedCase } from './paired-case.ts';
import { differenceOf } from './sample.ts';

/** Beyond this the arms are further apart than chance explains, two-sided at 5 %. */
const far = 1.959963984540054;

/**
 * How far the arms are apart, real minus synthetic (statistics.md §2.6). The error is that of whole clusters, and where
 * both arms have cases of a cluster, what they share counts once; one gain and one loss are added to either arm, so that
 * arms without a difference are not taken for certain. Null where an arm is missing or has nothing scored.
 */
export function armGap(arms: readonly ArmResult[], cases: readonly PairedCase[]): ArmGap | null {
  const real = arms.find(({ origin }) => origin === 'real');
  const synthetic = arms.find(({ origin }) => origin === 'synthetic');
  if (real?.difference == null || synthetic?.difference == null) return null;
  const difference = real.difference - synthetic.difference;
  // What corrects judged scores by labels is known to the arm's own test alone.
  const isCorrected = [real, synthetic].some(({ labels }) => labels === 'human-and-judged');
  const se = isCorrected ? null : errorOf(cases);
  const z = se === null ? null : difference / se;
  const isOpposed = real.difference * synthetic.difference < 0;
  return { difference, se, z, isConflict: isOpposed && z !== null && Math.abs(z) > far };
}

/** The larger of the errors that either clustering gives. */
function errorOf(cases: readonly PairedCase[]): number | null {
  const byCluster = (item: PairedCase) => item.cluster;
  const bySecond = (item: PairedCase) => item.secondCluster ?? `case ${item.caseId}`;
  const hasSecond = cases.some((item) => item.secondCluster !== undefined);
  const errors = [byCluster, ...(hasSecond ? [bySecond] : [])].map((clusterOf) => {
    const valuesOf = (origin: PairedCase['origin']): readonly ClusteredValue[] => [
      ...cases.flatMap((item) => {
        const value = item.origin === origin ? differenceOf(item) : null;
        return value === null ? [] : [{ value, cluster: `in ${clusterOf(item)}` }];
      }),
      { value: 1, cluster: `${origin} gain` },
      { value: -1, cluster: `${origin} loss` },
    ];
    return clusteredDifference(valuesOf('real'), valuesOf('synthetic'))?.se ?? null;
  });
  return errors.reduce((most, se) => (most === null || se === null ? null : Math.max(most, se)));
}

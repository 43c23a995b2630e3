import type { GateStatus } from '../../core/gate-decision.ts';
import { criticalMargins } from '../../gate/critical-margins.ts';
import type { DecisionPolicy } from '../../gate/decide.ts';
import { estimatorFor, type LookRule } from '../../gate/estimate.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { slicesOf } from '../../gate/slices.ts';
import { holm } from '../../stats/holm.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';

interface Tested {
  /** null where nothing could be tested. */
  readonly pFail: number | null;
  /** It must be shown for a PASS, and is not. */
  readonly isHeldBack: boolean;
}

/**
 * The verdict of the gate on real cases without anything missing, by its own tests, without the intervals and words that
 * a report needs: a bench asks for it thousands of times, and holds it to `decide`. Not shown where a critical slice has
 * no case yet.
 */
export function quickStatus(
  cases: readonly PairedCase[],
  policy: DecisionPolicy,
  rule?: LookRule,
): GateStatus {
  const slices = slicesOf(cases, policy.tags);
  const named = new Set(slices.map(({ name }) => name));
  const present = Object.entries(policy.critical).filter(([name]) => named.has(name));
  const margins = criticalMargins(Object.fromEntries(present), slices);
  const sets = [
    { own: cases, margin: policy.margin.real, isNeeded: true },
    ...slices.map((slice) => ({
      own: slice.cases,
      margin: margins.get(slice.name) ?? policy.margin.real,
      isNeeded: margins.has(slice.name),
    })),
  ];
  const { minHumanPairs, seed, alphaPass, alphaFail } = policy;
  const tested = sets.map(({ own, margin, isNeeded }): Tested => {
    const options = rule === undefined ? { minHumanPairs, seed } : { minHumanPairs, seed, rule };
    const test = estimatorFor(own, options).test(null);
    if (test === null) return { pFail: null, isHeldBack: isNeeded };
    const isAboveFloor = test.estimate > 0 || test.effectiveN >= nonInferiorityFloor(margin, alphaPass);
    const isShown = isAboveFloor && test.pAtMost(-margin) <= alphaPass;
    return { pFail: test.pAtLeast(-margin), isHeldBack: isNeeded && !isShown };
  });
  const share = rule?.kind === 'wager' ? 1 : 0.4;
  const adjusted = holm(tested.flatMap(({ pFail }) => (pFail === null ? [] : [pFail])));
  if (adjusted.some((p) => p <= share * alphaFail)) return 'fail';
  const isWhole = present.length === Object.keys(policy.critical).length;
  return isWhole && !tested.some(({ isHeldBack }) => isHeldBack) ? 'pass' : 'inconclusive';
}

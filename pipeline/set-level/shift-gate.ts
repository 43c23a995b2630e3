import type { SetGate } from '../../core/set-gate.ts';
import { fewestClusters, fewestTexts, type TwoSampleTest } from '../../curation/two-sample-test.ts';

const gate = 'shift';
const warned = 0.75;
const failed = 0.9;
/** One of 20 sets without any difference would be warned of. */
const alpha = 0.05;

/**
 * Whether a classifier can tell synthetic cases from real ones (quality-gates.md, gate 17). With many cases every
 * difference is significant, so the AUC decides; it must be beyond chance all the same.
 */
export function shiftGate(found: TwoSampleTest | null): SetGate {
  if (found === null) {
    const reasons = [
      `fewer than ${fewestTexts} real or synthetic cases, or fewer than ${fewestClusters} clusters of either: nothing can be compared`,
    ];
    return { gate, status: 'unknown', reasons, advice: null };
  }
  const { auc, aucP, n } = found;
  if (auc <= warned || aucP > alpha) return { gate, status: 'pass', reasons: [], advice: null };
  const status = auc > failed ? 'fail' : 'warn';
  const reasons = [
    `a classifier tells synthetic cases from real ones by their texts: AUC ${auc.toFixed(2)} (p ${aucP.toFixed(2)}, ${n} of each); warned of above ${warned}, a failure above ${failed}`,
  ];
  const advice =
    'where a telling feature is not what the edge case is about, take it out: reword the prompt, add real seeds, or perturb real rows; `gate.roles: { synthetic: advisory }` says that the synthetic arm is no stand-in for real traffic';
  return { gate, status, reasons, advice };
}

import type { SetFigures } from '../../datasets/version-manifest.ts';
import { diversityMeasures } from './diversity-gate.ts';
import type { SetReport } from './set-report.ts';

/**
 * What a version keeps of its measures: nothing that is not of the set alone (runs come and go), and no words of rows.
 * Rounded, so that they read well in review.
 */
export function frozenFigures({ gates, diversity, shift }: SetReport): SetFigures {
  return {
    gates: gates
      .filter(({ gate }) => gate !== 'difficulty')
      .map(({ gate, status, reasons }) => ({ gate, status, reasons })),
    diversity:
      diversity === null
        ? null
        : {
            n: diversity.made.n,
            tokens: diversity.made.tokens,
            measures: diversityMeasures(diversity).map(({ name, anchor, made, limit }) => ({
              name,
              real: rounded(anchor),
              synthetic: rounded(made),
              limit: rounded(limit),
            })),
          },
    shift:
      shift === null
        ? null
        : {
            n: shift.n,
            auc: rounded(shift.auc),
            aucP: rounded(shift.aucP),
            mmd: rounded(shift.mmd),
            mmdP: rounded(shift.mmdP),
          },
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}

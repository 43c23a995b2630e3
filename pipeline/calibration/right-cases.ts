import type { CaseId } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { populationDigest } from '../../core/sample-order.ts';
import type { GeneratedCases } from '../../datasets/generated-cases.ts';
import { drawnMean, type EstimatedShare } from '../../judges/calibration/drawn-mean.ts';
import { letInByJudges } from '../labelling/acceptance.ts';
import type { CaseDecision } from '../labelling/case-decisions.ts';
import { opinionOfCase } from '../labelling/uncertainty.ts';

/** Of the cases that judges let in, the share that people would call right. */
export interface RightCases extends EstimatedShare {
  readonly cases: number;
  readonly labels: number;
}

/** In so many clusters cases must be labelled. */
const fewestLabels = 30;

/**
 * The share of right cases by the newest active drawing from them that people have decided on to the last; null where
 * there is none, where the cases are others since, or where it has fewer than 30 clusters.
 */
export function rightCases(
  made: GeneratedCases,
  decisions: ReadonlyMap<CaseId, CaseDecision>,
  drawings: readonly Drawing[],
): RightCases | null {
  const items = letInByJudges(made);
  const population = populationDigest(items.map(({ id }) => id));
  const drawing = drawings.findLast(
    (one) =>
      one.about === 'case' &&
      one.population === population &&
      one.items.every(({ caseId }) => decisions.has(caseId)),
  );
  if (drawing === undefined) return null;
  const drawn = new Map(drawing.items.map(({ caseId, pi }) => [caseId, pi]));
  const found = drawnMean(
    items.map(({ id, cluster, verdicts }) => {
      const pi = drawn.get(id);
      const human = pi === undefined ? null : decisions.get(id)?.decision === 'accept' ? 1 : 0;
      return { cluster, judged: opinionOfCase(verdicts)?.share ?? 1, human, pi: pi ?? 1 };
    }),
    fewestLabels,
  );
  return found === null ? null : { cases: items.length, ...found };
}

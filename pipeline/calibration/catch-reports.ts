import { type CanaryMeasure, judgeKey } from '../../core/canary.ts';
import { groupBy } from '../../core/group-by.ts';
import { readCanaries } from '../../datasets/canaries.ts';
import type { SuitePaths } from '../../datasets/suite-paths.ts';
import { type CatchRate, catchRateOf } from '../../judges/admission/catch-rate.ts';

/** How many planted errors of one kind a judge caught, over all that `generate` planted. */
export interface CatchReport extends CatchRate {
  readonly judge: string;
  readonly version: string;
  readonly measure: CanaryMeasure;
}

/** The catch rates of every judge, by what must see the damage. */
export function catchReports(paths: SuitePaths): readonly CatchReport[] {
  const groups = groupBy(readCanaries(paths), (result) => `${judgeKey(result)}\n${result.measure}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { by, version, measure } = first;
    return [{ judge: by, version, measure, ...catchRateOf(own) }];
  });
}

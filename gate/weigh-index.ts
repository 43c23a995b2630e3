import type { IndexStratum } from '../core/gate-decision.ts';
import type { GatePolicy } from '../core/suite.ts';
import { lookedBefore } from './estimate.ts';
import { type Evidence, type WeighOptions, weighWith } from './evidence.ts';
import type { PairedCase } from './paired-case.ts';
import { differenceOf } from './sample.ts';
import { slicesOf } from './slices.ts';
import { indexMargin, indexTest, weightedSlices } from './weighted-index.ts';

/** Weighs the mean over slices with declared shares against the margin of the arms that it draws on. Never by wagers. */
export function weighIndex(
  cases: readonly PairedCase[],
  shares: Readonly<Record<string, number>>,
  policy: WeighOptions & Pick<GatePolicy, 'margin'>,
): { readonly evidence: Evidence; readonly strata: readonly IndexStratum[] } {
  const strata = weightedSlices(shares, slicesOf(cases, []));
  const own = strata.flatMap(({ slice }) => slice.cases);
  return {
    evidence: weighWith(
      {
        labels: own.some((item) => item.withoutFamily !== undefined) ? 'judged' : 'verifiable',
        humanPairs: own.filter((item) => item.human !== undefined).length,
        test: (missing, sign) => {
          const test = indexTest(strata, missing, sign);
          return test === null || policy.rule?.kind !== 'look' ? test : lookedBefore(test, policy.rule);
        },
        lambda: () => null,
      },
      own,
      indexMargin(strata, policy.margin),
      policy,
    ),
    strata: strata.map(({ share, slice }) => {
      const differences = slice.cases.flatMap((item) => differenceOf(item) ?? []);
      const n = differences.length;
      const difference = n === 0 ? null : differences.reduce((sum, value) => sum + value, 0) / n;
      return { name: slice.name, share, n, difference };
    }),
  };
}

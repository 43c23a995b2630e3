import type { Case } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { quantile } from '../../stats/quantile.ts';
import { type Guard, identifiersIn, sharesWords } from './fault-of.ts';
import type { Distances, StandInReport } from './stand-in-report.ts';

/** A floor below this says that the records themselves are near copies of each other: it then protects little. */
const lowFloor = 0.2;

/** Measures stand-ins as they are written, whatever was looked at while they were made. */
export async function measure(
  cases: readonly Case[],
  guard: Guard,
): Promise<Pick<StandInReport, 'sharedWords' | 'distance'> & { readonly left: number }> {
  let left = 0;
  for (const item of cases) left += await identifiersIn(item, guard);
  return {
    left,
    sharedWords: cases.filter((item) => sharesWords(item, guard.real)).length,
    distance: {
      real: guard.between,
      standIns: distances(cases.map(({ input }) => guard.real.distance(input))),
    },
  };
}

/** Throws a RangeError for none. */
export function distances(values: readonly number[]): Distances {
  const sorted = values.toSorted((a, b) => a - b);
  return { p5: quantile(sorted, 0.05), p25: quantile(sorted, 0.25), p50: quantile(sorted, 0.5) };
}

/** What a reader must know before such a set is shown to others. */
export function notesOn(
  report: Pick<StandInReport, 'writers' | 'judges' | 'distance' | 'records' | 'standIns'>,
): readonly string[] {
  const { writers, judges, distance, records, standIns } = report;
  return [
    'rules find few names and addresses: let somebody read the stand-ins before they leave the house',
    ...(writers.length === 0
      ? [
          'rules alone made them: the course of events, amounts, firms and places are those of the records; name a model under `models.generator` to have them told anew',
        ]
      : []),
    ...(judges.length === 0 ? ['no judge came to the answers again: that they still hold is assumed'] : []),
    ...(distance.real.p5 < lowFloor
      ? [
          `the records are nearly alike themselves (5th percentile ${distance.real.p5.toFixed(2)}): keeping that distance says little`,
        ]
      : []),
    ...(standIns < records
      ? [
          `${records - standIns} of ${counted(records, 'record')} have no stand-in: what is left may be easier, or another mixture`,
        ]
      : []),
  ];
}

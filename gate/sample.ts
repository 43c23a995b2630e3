import type { PairedCase } from './paired-case.ts';

/** Paired differences, candidate minus baseline, with what each has in common with others. */
export interface Sample {
  readonly values: readonly number[];
  readonly clusters: readonly string[];
  /** The second clustering, where there is one; a case outside of it is a cluster of its own. */
  readonly second: readonly string[] | null;
}

/**
 * The differences of the cases. A case without a score for one of the models counts as `missing`, and is left out where
 * that is null.
 */
export function sampleOf(cases: readonly PairedCase[], missing: 1 | -1 | null): Sample {
  const counted = cases.flatMap((item) => {
    const value = differenceOf(item) ?? missing;
    return value === null ? [] : [{ item, value }];
  });
  const hasSecond = counted.some(({ item }) => item.secondCluster !== undefined);
  return {
    values: counted.map(({ value }) => value),
    clusters: counted.map(({ item }) => item.cluster),
    second: hasSecond ? counted.map(({ item }) => item.secondCluster ?? `case ${item.caseId}`) : null,
  };
}

/** Candidate minus baseline; null where one of them has no score. */
export function differenceOf({
  candidate,
  baseline,
}: Pick<PairedCase, 'candidate' | 'baseline'>): number | null {
  return candidate === null || baseline === null ? null : candidate - baseline;
}

/** The same with the models swapped. */
export function swapped(sample: Sample): Sample {
  return { ...sample, values: sample.values.map((value) => -value) };
}

import type { Reject } from '../../core/case.ts';
import { writeCanaries } from '../../datasets/canaries.ts';
import { assembleDataset, type EqualRows } from '../../datasets/dataset.ts';
import { writeGeneratedCases } from '../../datasets/generated-cases.ts';
import { noticeOf } from '../canary-guids.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { CanaryBatches } from './canary-batches.ts';
import type { CasePool } from './case-pool.ts';

/** Writes the cases that there are, what was refused, and what judges made of the errors that were planted. */
export function writeMade(
  loaded: LoadedSuite,
  made: {
    readonly real: RealData;
    readonly pool: CasePool;
    readonly canaries: CanaryBatches;
    readonly seed: number;
  },
): void {
  const { real, pool, canaries, seed } = made;
  const rejects = [...pool.rejects.values(), ...equalRows(loaded, real)];
  const cases = [...pool.accepted.values()];
  writeGeneratedCases(loaded.paths, { cases, rejects }, seed, noticeOf(loaded, cases));
  writeCanaries(loaded.paths, canaries.results());
}

function equalRows(loaded: LoadedSuite, real: RealData): readonly Reject[] {
  const { equalRows: found } = assembleDataset(loaded.suite.id, casesOf(real.heldout), []);
  return found.map(({ kept, dropped }: EqualRows) => {
    const first =
      kept.provenance.kind === 'authored'
        ? `row ${kept.provenance.row} of ${kept.provenance.source}`
        : kept.id;
    const reason = `equal to ${first}, which is kept`;
    const verdict = {
      status: 'rejected',
      code: 'exact-dup',
      reason,
      by: 'distinct',
      version: '1',
      lineage: null,
    } as const;
    return { ...dropped, status: 'rejected', code: 'exact-dup', verdicts: [verdict] };
  });
}

import type { CaseId } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import { keptScan } from '../kept-scan.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Which cases stand in the training rows or nearly so; where that is not known, why. */
export type ContaminatedCases =
  | { readonly status: 'known'; readonly rows: number; readonly ids: ReadonlySet<CaseId> }
  | { readonly status: 'unknown'; readonly why: string };

/**
 * Finds the contaminated cases of a dataset. Training rows that cannot be read are no fault here: they decide nothing.
 */
export async function contaminatedCases(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  signal: AbortSignal,
): Promise<ContaminatedCases> {
  try {
    const scan = await keptScan(loaded, 'training', dataset.cases, signal);
    if (scan === null) return { status: 'unknown', why: 'the suite names no `data.training`' };
    const dropped = [...scan.flags].filter(([, { level }]) => level === 'drop');
    return { status: 'known', rows: scan.rows, ids: new Set(dropped.map(([id]) => id)) };
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return { status: 'unknown', why: `the training rows cannot be read: ${error.problems[0].message}` };
  }
}

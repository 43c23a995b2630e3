import { fault } from '../../core/errors.ts';
import type { RunHeader } from '../../core/run.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { mend, misfit } from '../running/fits.ts';

/** Throws RUN_MISMATCH for a run of another dataset, of other scorers or judges, or of a task that was told otherwise. */
export function requireFit(loaded: LoadedSuite, data: LoadedDataset, header: RunHeader): void {
  const why =
    misfit(header, loaded, data) ?? (header.task === loaded.taskDigest ? null : 'the task has changed since');
  if (why === null) return;
  throw fault('RUN_MISMATCH', `run ${header.id} does not fit the suite: ${why}`, {
    hint: mend(header, loaded, data),
  });
}

import type { Target } from '../core/seams.ts';
import type { ModelUse } from '../core/suite.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { openTarget } from '../models/open-target.ts';
import { retried } from '../models/retried.ts';
import { timed } from '../models/timed.ts';
import type { LoadedSuite } from './load-suite.ts';

/** How long a call may take, and what is done about faults that are not the model's. */
const retries = 3;

/**
 * Opens a target, baseline or judge: each call has a time limit, and infrastructure faults are tried again.
 * `folder` is where relative paths of the ref start.
 */
export async function openModel(loaded: LoadedSuite, use: ModelUse, folder: string = loaded.folder): Promise<Target> {
  const { loadModule, suite } = loaded;
  const target = await openTarget(parseModelRef(use.use), { folder, loadModule });
  return retried(timed(target, suite.run.timeoutMs), retries);
}

/** Closes what can be closed. */
export async function closeAll(models: readonly Target[]): Promise<void> {
  await Promise.all(models.map((model) => model.close?.()));
}

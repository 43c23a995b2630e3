import type { ModelUse } from '../core/suite.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { openTarget } from '../models/open-target.ts';
import { retried } from '../models/retried.ts';
import { timed } from '../models/timed.ts';
import { type MeteredTarget, metered } from './call-meter.ts';
import type { LoadedSuite } from './load-suite.ts';

/** How often a call is tried again when the fault is not the model's. */
const retries = 3;

/**
 * Opens a target, baseline or judge: each call is counted and has a time limit, and infrastructure faults are tried
 * again. `folder` is where relative paths of the ref start.
 */
export async function openModel(
  loaded: LoadedSuite,
  use: ModelUse,
  folder: string = loaded.folder,
): Promise<MeteredTarget> {
  const { loadModule, suite } = loaded;
  const opened = await openTarget(parseModelRef(use.use), { folder, loadModule });
  const { target, spend } = metered(opened, use);
  return { target: retried(timed(target, suite.run.timeoutMs), retries), spend };
}

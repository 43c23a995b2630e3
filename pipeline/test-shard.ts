import type { Shard, Trial } from '../core/run.ts';
import { findBaseline } from './gating/find-baseline.ts';
import { refuseUnsupportedKeys } from './gating/refusals.ts';
import { loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { type Run, runTarget } from './run.ts';
import { chooseTarget } from './running/choose-target.ts';
import type { TestOptions } from './test.ts';

/** What a machine did of a test that several share: the runs of its shard, and what a reader must know. */
export interface TestedShard {
  readonly shard: Shard;
  /** That of the baseline first, where none is there that fits; then the candidate’s. */
  readonly runs: readonly Run[];
  readonly notes: readonly string[];
}

/**
 * Runs one shard of a test: the baseline’s cases where it has to be run, and the target’s. Decides nothing: `merge` puts
 * the shards together, and `gate` decides. Throws as `test` does, but for what is wrong with a finished run: that is in
 * its `problem`.
 */
export async function testShard(
  loaded: LoadedSuite,
  options: TestOptions & { readonly shard: Shard },
  signal: AbortSignal = new AbortController().signal,
): Promise<TestedShard> {
  refuseUnsupportedKeys(loaded);
  const { target, onTrial, ...rest } = options;
  const data = await loadDataset(loaded);
  const { cases } = data.dataset;
  const chosen = await chooseTarget(loaded, cases, target, options.workingFolder ?? process.cwd());
  const { shard } = options;
  const found = await findBaseline(loaded, data, shard);
  const work = [
    ...(found.status === 'to-run' ? [{ role: 'baseline', model: found.target, resume: true } as const] : []),
    { role: 'candidate', model: chosen, resume: options.resume === true } as const,
  ];
  const runs: Run[] = [];
  for (const { role, model, resume } of work) {
    if (signal.aborted) break;
    const watched = { ...rest, resume, onTrial: (trial: Trial) => onTrial?.(trial, role) };
    runs.push(await runTarget(loaded, data, model, role, watched, signal));
  }
  return { shard, runs, notes: found.notes };
}

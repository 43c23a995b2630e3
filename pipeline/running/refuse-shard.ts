import { fault } from '../../core/errors.ts';
import type { RunHeader } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Throws SHARD_ALONE for a run of one shard: `what` cannot be done with a part. */
export function refuseShard({ file }: LoadedSuite, { id, shard }: RunHeader, what: string): void {
  if (shard === undefined) return;
  throw fault('SHARD_ALONE', `run ${id} is shard ${shard.index} of ${shard.count}: it cannot be ${what}`, {
    hint: `put the runs of all ${shard.count} shards together: \`heldout merge ${shellWord(file)} RUN…\``,
  });
}

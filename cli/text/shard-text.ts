import { shellWord } from '../../core/shell-word.ts';
import type { TestedShard } from '../../pipeline/test-shard.ts';
import type { Session } from '../session.ts';
import { runText } from './run-text.ts';

/** What `test --shard` tells people. */
export function shardText(
  { shard, runs, notes }: TestedShard,
  suite: string,
  colors: Session['colors'],
): string {
  return [
    colors.bold(`Shard ${shard.index} of ${shard.count}`),
    ...notes.map((note) => `note: ${note}`),
    ...runs.map((run) => `${run.record.header.role} ${runText(run, colors)}`),
    `next, where all ${shard.count} shards are: \`heldout merge ${shellWord(suite)} RUN…\`, then \`heldout gate ${shellWord(suite)}\``,
  ].join('\n');
}

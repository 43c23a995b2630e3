import { z } from 'zod';
import type { TestedShard } from '../test-shard.ts';
import { runDocument, toRunDocument } from './run-document.ts';

/** What `test --shard --json` prints. */
export const shardDocument = z.object({
  schemaVersion: z.literal(1),
  shard: z.object({ index: z.int().min(1), count: z.int().min(1) }),
  runs: z.array(runDocument).describe('That of the baseline first, where it was run'),
  notes: z.array(z.string()),
});

/** The document for one shard of a test. */
export function toShardDocument({ shard, runs, notes }: TestedShard): z.output<typeof shardDocument> {
  return { schemaVersion: 1, shard: { ...shard }, runs: runs.map(toRunDocument), notes: [...notes] };
}

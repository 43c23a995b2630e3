import { z } from 'zod';
import type { Merged } from '../merge.ts';

/** What `merge --json` prints. */
export const mergeDocument = z.object({
  schemaVersion: z.literal(1),
  runs: z.array(
    z.object({
      run: z.string(),
      role: z.enum(['candidate', 'baseline', 'probe']),
      target: z.string(),
      from: z.array(z.string()).describe('The runs of the shards, in their order'),
      planned: z.int(),
    }),
  ),
  passedOver: z.array(z.string()).describe('Runs in a searched folder that are no shards of the suite'),
});

/** The document for runs that were put together. */
export function toMergeDocument({ runs, passedOver }: Merged): z.output<typeof mergeDocument> {
  return {
    schemaVersion: 1,
    runs: runs.map((run) => ({ ...run, from: [...run.from] })),
    passedOver: [...passedOver],
  };
}

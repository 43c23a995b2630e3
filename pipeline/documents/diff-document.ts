import { z } from 'zod';
import type { ComparedVersions } from '../version-history.ts';

const ids = z.array(z.string()).readonly();
const pair = { from: z.string(), to: z.string() };
const split = z.enum(['heldout', 'probe', 'train']);

/** What changed from one version to another. */
export const changeDocument = z.object({
  from: z.int(),
  to: z.int().describe('0: the set as it stands today'),
  added: ids.describe('Ids of cases'),
  removed: ids,
  relabelled: z
    .array(z.object(pair))
    .readonly()
    .describe('The same input in the same cell, with another expected value: ids before and after'),
  moved: z
    .array(z.object({ ...pair, cell: z.string() }))
    .readonly()
    .describe('The same input and expected value, in another cell'),
  resplit: z
    .array(z.object({ id: z.string(), from: split, to: split }))
    .readonly()
    .describe('Into held-out or out of it: neither added nor removed'),
  kept: z.int(),
});

/** What `diff --json` prints. */
export const diffDocument = z.object({
  schemaVersion: z.literal(1),
  ...changeDocument.shape,
  isEqual: z.boolean().describe('The same set: digests are equal'),
});

/** The document for two versions beside each other. */
export function toDiffDocument(found: ComparedVersions): z.output<typeof diffDocument> {
  return { schemaVersion: 1, ...found };
}

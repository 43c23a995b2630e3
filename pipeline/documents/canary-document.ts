import { z } from 'zod';
import type { CanaryGuid, FoundCanary } from '../canary-guids.ts';

/** What `canary --json` prints. */
export const canaryDocument = z.object({
  schemaVersion: z.literal(1),
  canaries: z
    .array(z.object({ version: z.int(), guid: z.string() }))
    .describe('Of every frozen version, and of the one to come'),
  files: z.array(z.string()).describe('That were searched'),
  found: z.array(z.object({ file: z.string(), line: z.int().describe('1-based'), version: z.int() })),
});

/** The document for the canaries of a suite and where they were found. */
export function toCanaryDocument(
  canaries: readonly CanaryGuid[],
  files: readonly string[],
  found: readonly FoundCanary[],
): z.output<typeof canaryDocument> {
  return { schemaVersion: 1, canaries: [...canaries], files: [...files], found: [...found] };
}

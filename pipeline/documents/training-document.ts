import { z } from 'zod';
import type { TrainingGenerated } from '../generate-training.ts';
import { estimateDocument, lotDocument, spendDocument } from './shapes.ts';

/** What `generate --split train --json` prints. */
export const trainingDocument = z.object({
  schemaVersion: z.literal(1),
  split: z.literal('train'),
  added: z.int().describe('Items that this call added'),
  seed: z.int(),
  lots: z.array(lotDocument),
  notes: z.array(z.string()),
  spend: spendDocument,
  estimate: estimateDocument.describe(
    'Of a dry run: what is still to be made would ask of models; else null',
  ),
});

/** The document for the training material that was made. */
export function toTrainingDocument(made: TrainingGenerated): z.output<typeof trainingDocument> {
  const { added, seed, lots, notes, spend, estimate } = made;
  const counts = lots.map((lot) => ({ ...lot, reasons: { ...lot.reasons } }));
  return { schemaVersion: 1, split: 'train', added, seed, lots: counts, notes: [...notes], spend, estimate };
}

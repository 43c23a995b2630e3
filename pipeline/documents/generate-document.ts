import { z } from 'zod';
import { admissionJudge } from '../../reports/json.ts';
import { admissionJudgeDocument } from '../../reports/report-document.ts';
import type { Generated } from '../generate.ts';
import { cellDocument, estimateDocument, spendDocument } from './shapes.ts';

/** What `generate --json` prints. */
export const generateDocument = z.object({
  schemaVersion: z.literal(1),
  planned: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  undecided: z.int(),
  added: z.int().describe('Cases that this call added'),
  seed: z.int(),
  cells: z.array(cellDocument),
  judges: z.array(admissionJudgeDocument).describe('Models that ruled on the cases, and what they caught'),
  notes: z.array(z.string()),
  spend: spendDocument,
  estimate: estimateDocument.describe('Of a dry run: what filling the quotas would ask of models; else null'),
});

/** The document for what was generated. */
export function toGenerateDocument(made: Generated): z.output<typeof generateDocument> {
  const { planned, accepted, rejected, undecided, added, seed, spend } = made;
  const cells = made.cells.map((cell) => ({ ...cell, reasons: { ...cell.reasons } }));
  return {
    schemaVersion: 1,
    planned,
    accepted,
    rejected,
    undecided,
    added,
    seed,
    cells,
    judges: (made.admission?.judges ?? []).map(admissionJudge),
    notes: [...made.notes],
    spend,
    estimate: made.estimate,
  };
}

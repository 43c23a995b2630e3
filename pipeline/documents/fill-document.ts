import path from 'node:path';
import { z } from 'zod';
import type { Filled } from '../fill.ts';
import { lotDocument, spendDocument } from './shapes.ts';

/** What `fill --json` prints. */
export const fillDocument = z.object({
  schemaVersion: z.literal(1),
  round: z.int().nullable().describe('null: nothing was made, and no round is recorded'),
  run: z.string().describe('The run whose gaps were aimed at'),
  aims: z.array(z.string()).describe('Weak cells and confirmed slices'),
  heldout: z.object({
    versions: z.object({ before: z.int(), after: z.int() }),
    cells: z.array(
      z.object({
        name: z.string(),
        wanted: z.int(),
        made: z.int(),
        reasons: z.record(z.string(), z.int()).describe('What became of its other candidates'),
      }),
    ),
  }),
  probe: z
    .object({ rows: z.int(), wanted: z.int(), made: z.int() })
    .describe('Real probe rows, and cases made of them'),
  training: z.object({
    wanted: z.int(),
    added: z.int(),
    aims: z.array(
      z.object({
        name: z.string(),
        wanted: z.int(),
        seeds: z.int().describe('Training seeds that are like it'),
        failing: z.int().describe('Of those that were asked about, the ones that the target gets wrong'),
        contaminated: z.int().describe('Of those, left out: too near to what is held out'),
      }),
    ),
    lots: z.array(lotDocument),
  }),
  export: z
    .object({ folder: z.string(), format: z.string(), rows: z.int() })
    .nullable()
    .describe('null: nothing to train on'),
  before: z.string().nullable().describe('The run of the target on the new cases and the probe'),
  notes: z.array(z.string()),
  spend: spendDocument,
});

/** The document for what was filled. */
export function toFillDocument(filled: Filled, workingFolder: string): z.output<typeof fillDocument> {
  const { gaps, aims, record, versions, heldout, probe, training, exported, notes, spend } = filled;
  return {
    schemaVersion: 1,
    round: record?.round ?? null,
    run: gaps.run.id,
    aims: aims.map(({ name }) => name),
    heldout: { versions, cells: heldout.map((cell) => ({ ...cell, reasons: { ...cell.reasons } })) },
    probe: { rows: probe.rows, wanted: probe.wanted, made: probe.made },
    training: {
      wanted: training.wanted,
      added: training.added,
      aims: [...training.aims],
      lots: training.lots.map((lot) => ({ ...lot, reasons: { ...lot.reasons } })),
    },
    export:
      exported === null
        ? null
        : {
            folder: path.relative(workingFolder, exported.folder),
            format: exported.manifest.format,
            rows: exported.manifest.rows,
          },
    before: record?.before ?? null,
    notes: [...notes],
    spend,
  };
}

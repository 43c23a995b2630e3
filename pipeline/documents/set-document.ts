import { z } from 'zod';
import { setGateNames, setGateStatuses } from '../../core/set-gate.ts';
import { diversityMeasures } from '../set-level/diversity-gate.ts';
import type { SetReport } from '../set-level/set-report.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** What is said of a set as a whole. */
export const setDocument = z.object({
  gates: z.array(
    z.object({
      gate: z.enum(setGateNames),
      status: z.enum(setGateStatuses).describe('unknown: it could not be measured'),
      reasons: z.array(z.string()),
      advice: z.string().nullable(),
    }),
  ),
  diversity: z
    .object({
      n: count.describe('Texts of each, drawn by seed 0'),
      tokens: count.describe('Of each, for packing and pairs of tokens'),
      measures: z.array(
        z.object({ name: z.string(), real: z.number(), synthetic: z.number(), limit: z.number() }),
      ),
    })
    .nullable(),
  shift: z
    .object({
      n: count.describe('Texts of each, drawn by seed 0'),
      auc: share,
      aucP: share,
      mmd: z.number().describe('Squared, without bias: may be below 0'),
      mmdP: share,
      telling: z
        .array(z.object({ feature: z.string(), real: share, synthetic: share }))
        .describe('What tells them apart, with the shares of the texts that have it'),
    })
    .nullable(),
  shares: z
    .array(z.object({ of: z.string(), name: z.string(), n: count, share, limit: share }))
    .describe('The persona, parent and generator model with most cases'),
  difficulty: z
    .object({
      models: z.array(z.object({ target: z.string(), run: z.string(), attempts: count })),
      arms: z.array(
        z.object({
          origin: z.enum(['real', 'synthetic']),
          n: count,
          trivial: count.describe('Solved by every model, every time'),
          unsolved: count,
          meanRate: share,
          information: z.number().min(0).describe('Σ p·(1 − p) of the mean solve rates'),
        }),
      ),
      unsolved: z.array(z.string()),
    })
    .nullable(),
});

/** The document of a measured set. */
export function toSetDocument(report: SetReport): z.output<typeof setDocument> {
  const { diversity, shift, difficulty } = report;
  return {
    gates: report.gates.map((gate) => ({ ...gate, reasons: [...gate.reasons] })),
    diversity:
      diversity === null
        ? null
        : {
            n: diversity.made.n,
            tokens: diversity.made.tokens,
            measures: diversityMeasures(diversity).map(({ name, anchor, made, limit }) => ({
              name,
              real: anchor,
              synthetic: made,
              limit,
            })),
          },
    shift:
      shift === null
        ? null
        : {
            ...shift,
            telling: shift.telling.map(({ name, made, anchor }) => ({
              feature: name,
              real: anchor,
              synthetic: made,
            })),
          },
    shares: [...report.shares],
    difficulty:
      difficulty === null
        ? null
        : {
            models: [...difficulty.models],
            arms: [...difficulty.arms],
            unsolved: [...difficulty.unsolved],
          },
  };
}

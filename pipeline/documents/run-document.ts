import { z } from 'zod';
import type { OwnNoise } from '../../core/own-noise.ts';
import type { Regrade } from '../../core/report.ts';
import { regradeToDocument } from '../../reports/json.ts';
import { regradeDocument } from '../../reports/report-document.ts';
import type { Run } from '../run.ts';
import { problemDocument, toProblemDocument } from './error-document.ts';
import { exceptionDocument, spendDocument } from './shapes.ts';

const count = z.int().min(0);

/** What `run --json` prints. */
export const runDocument = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  suite: z.object({ id: z.string(), digest: z.string() }),
  dataset: z.object({ version: z.int().nullable(), digest: z.string() }),
  target: z.string(),
  trials: z.object({
    planned: count,
    completed: count,
    errored: count,
    skipped: count,
    unneeded: count.describe('Of the skipped: the verdict was certain before'),
    unscored: count,
    faults: z.object({ target: count, infra: count, timeout: count, budget: count }),
  }),
  scores: z.array(
    z.object({
      scorer: z.string(),
      origin: z.enum(['real', 'synthetic']),
      n: count,
      mean: z.number().nullable(),
      accuracy: z.number().nullable(),
      macroF1: z.number().nullable(),
    }),
  ),
  regrade: regradeDocument,
  noise: z
    .array(
      z.object({
        origin: z.enum(['real', 'synthetic']),
        n: count,
        flipRate: z.number().min(0).max(1).nullable().describe('Share of cases that scored differently'),
        se: z.number().min(0).nullable().describe('Standard error of the mean difference of two draws'),
        reach: z.number().min(0).nullable().describe('(z of 1 − alphaPass + z of the power) · se'),
        margin: z.number(),
        repeats: z.int().min(1).describe('Attempts of one draw'),
        repeatsNeeded: z.int().min(1).nullable().describe('Attempts with which the margin would be reached'),
      }),
    )
    .nullable()
    .describe('How much the target differs from itself; null: it was not asked twice (`--aa`)'),
  problem: problemDocument.nullable().describe('Why the run does not count as done'),
  exceptions: z.array(exceptionDocument),
  spend: spendDocument,
  durationMs: z.number(),
});

/** The document for a run. */
export function toRunDocument({
  record,
  trials,
  scores,
  exceptions,
  problem,
  regrade,
  noise,
}: Run & { readonly regrade?: Regrade; readonly noise?: readonly OwnNoise[] }): z.output<typeof runDocument> {
  const { header, end } = record;
  const { planned, completed, errored, skipped, unneeded, unscored, faults } = trials;
  return {
    schemaVersion: 1,
    run: header.id,
    suite: header.suite,
    dataset: { version: header.dataset.version, digest: header.dataset.digest },
    target: header.target.ref,
    trials: { planned, completed, errored, skipped, unneeded, unscored, faults },
    scores: scores.map(({ scorer, origin, n, mean, classification }) => ({
      scorer,
      origin,
      n,
      mean,
      accuracy: classification?.accuracy ?? null,
      macroF1: classification?.macroF1 ?? null,
    })),
    regrade: regrade === undefined ? null : regradeToDocument(regrade),
    noise: noise === undefined ? null : [...noise],
    problem: problem === null ? null : toProblemDocument(problem),
    exceptions: [...exceptions],
    spend: end?.spend ?? { usd: 0, requests: 0, tokens: 0 },
    durationMs: end?.durationMs ?? 0,
  };
}

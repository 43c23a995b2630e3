import { z } from 'zod';
import { admissionJudge } from '../../reports/json.ts';
import { admissionJudgeDocument } from '../../reports/report-document.ts';
import type { Checked } from '../check.ts';
import { problemDocument, toProblemDocument } from './error-document.ts';
import { setDocument, toSetDocument } from './set-document.ts';
import {
  callsDocument,
  cellDocument,
  estimateDocument,
  exceptionDocument,
  lotDocument,
  sizeDocument,
  sizedSetDocument,
} from './shapes.ts';

const share = z.number().min(0).max(1).nullable();
const count = z.int().min(0);

/** What `check --json` prints, for a bad suite too. */
export const checkDocument = z.object({
  schemaVersion: z.literal(1),
  ok: z.boolean(),
  suite: z.object({ id: z.string(), title: z.string(), digest: z.string() }).nullable(),
  exceptions: z.array(exceptionDocument),
  problems: z.array(problemDocument),
  warnings: z.array(z.string()),
  cells: z.array(cellDocument),
  training: z.array(lotDocument).describe('What is made for training'),
  power: z
    .array(
      sizedSetDocument.extend({
        plans: z.array(sizeDocument),
      }),
    )
    .describe('Per arm and critical slice'),
  overlap: z
    .array(
      z.object({
        against: z.enum(['training', 'protected']),
        n: count,
        exact: share,
        ngram8: share,
        ngram13: share,
        jaccard70: share,
        jaccard80: share,
        contaminated: share.describe(
          'That equal a training row or nearly do: their score says little about what was learned',
        ),
      }),
    )
    .describe(
      'Shares of the held-out rows: with the words of a training row, with a word 8-gram or 13-gram of one, with sets of character 5-grams that are 0.7 or 0.8 alike',
    ),
  paraphrases: z
    .array(
      z.object({
        against: z.enum(['training', 'protected']),
        judge: z.string(),
        asked: count.describe('Held-out rows that had a row near enough to be asked about'),
        unanswered: count,
        found: z.array(
          z.object({ id: z.string(), source: z.string(), row: count, cosine: z.number().min(-1).max(1) }),
        ),
      }),
    )
    .describe(
      'With --paraphrases: held-out rows that a judge found again in other words or another language, and where',
    ),
  personal: z
    .array(
      z.object({
        in: z.enum(['heldout', 'seeds', 'unlabelled', 'documents']),
        type: z.string(),
        found: count,
        rows: count,
        copyable: count.describe('Of the rows those that may be copied into version control'),
        example: z.string().describe('The first one, masked, and where it stands'),
      }),
    )
    .describe('Personal data and keys that rules find in the real rows, by use and type'),
  set: setDocument.nullable().describe('The set as a whole; null without a generated case'),
  judges: z
    .array(admissionJudgeDocument)
    .describe('Models that ruled on the generated cases, and what they caught'),
  estimate: estimateDocument.describe('What filling the quotas would ask of models'),
  calls: z.object({ judge: count, target: count, baseline: count }),
  scoring: callsDocument.describe('What judges would be asked to score one run, at most'),
});

/** The document for a checked suite. */
export function toCheckDocument(checked: Checked): z.output<typeof checkDocument> {
  return {
    schemaVersion: 1,
    ok: checked.ok,
    suite: checked.suite,
    exceptions: [...checked.exceptions],
    problems: checked.problems.map(toProblemDocument),
    warnings: [...checked.warnings],
    cells: checked.cells.map((cell) => ({ ...cell, reasons: { ...cell.reasons } })),
    training: checked.training.map((lot) => ({ ...lot, reasons: { ...lot.reasons } })),
    power: checked.power.map(({ measured: _, ...set }) => ({ ...set, plans: [...set.plans] })),
    overlap: [...checked.overlap],
    paraphrases: checked.paraphrases.map(({ found, ...search }) => ({
      ...search,
      found: found.map(({ id, row: { source, row }, value }) => ({ id, source, row, cosine: value })),
    })),
    personal: [...checked.personal],
    set: checked.set === null ? null : toSetDocument(checked.set),
    judges: (checked.admission?.judges ?? []).map(admissionJudge),
    estimate: checked.estimate,
    calls: checked.calls,
    scoring: checked.scoring,
  };
}

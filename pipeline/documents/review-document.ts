import { z } from 'zod';
import type { Case, Reject } from '../../core/case.ts';
import type { ImportedDecisions } from '../import-decisions.ts';
import type { AppliedDecision } from '../labelling/apply-labels.ts';
import { decisionLineSchema } from '../labelling/decision-line.ts';
import type { ReviewItem } from '../labelling/review-item.ts';
import { isOpinion } from '../labelling/standing.ts';
import type { ReviewQueue } from '../review.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const standing = z.enum(['case', 'rejected', 'undecided']);

/** The acceptance sample of what one strategy made with one model. */
export const stratumDocument = z.object({
  generator: z.string(),
  model: z.string().nullable(),
  size: count.describe('Cases that the judges let in'),
  sample: count.describe('Items to look at'),
  looked: count.describe('Items of the sample that were looked at'),
  defects: count,
  bound: share
    .nullable()
    .describe(
      'One-sided 95 % upper bound of the share of defects; the share itself where all were looked at',
    ),
  status: z.enum(['open', 'accepted', 'not-accepted']),
  more: count
    .nullable()
    .describe('More items without a defect that would show it; null: there are not so many'),
});

/** What `review --json` prints: the queue, or what was imported, and how far the samples are. */
export const reviewDocument = z.object({
  schemaVersion: z.literal(1),
  by: z.string(),
  queue: z.array(decisionLineSchema).describe('Lines to fill in, as `--export` writes them'),
  imported: z.object({ added: count, known: count, undecided: count }).nullable(),
  changes: z
    .array(z.object({ id: z.string(), was: standing.nullable(), became: standing, reason: z.string() }))
    .describe('What that changed of the set'),
  strata: z.array(stratumDocument),
  notes: z.array(z.string()),
});

/** An item as a line to fill in. */
export function toQueueLine(entry: ReviewItem): z.input<typeof decisionLineSchema> {
  const { about, selection, item } = entry;
  const { id, cell, input, expected, expectedFrom, verdicts } = item;
  const head = { schemaVersion: 1, about, caseId: id, selection: { ...selection } } as const;
  const { skill, edgeCase } = cell;
  const blank = { decision: null, note: '' };
  if (entry.about === 'output') {
    const { run, digest, output } = entry;
    return {
      ...head,
      run,
      output: digest,
      ...blank,
      score: null,
      skill,
      edgeCase,
      input,
      expected,
      answered: output,
    };
  }
  const judges = verdicts
    .filter(isOpinion)
    .map(({ by, status, code, reason }) => ({ by, status, code, reason }));
  const more = { status: statusOf(item), skill, edgeCase, input, expected, expectedFrom, judges };
  return { ...head, ...blank, reason: null, relabel: null, answer: null, ...more };
}

/** The document for a queue and what was done with it. */
export function toReviewDocument(
  queue: ReviewQueue,
  changes: readonly AppliedDecision[],
  imported: ImportedDecisions | null,
): z.input<typeof reviewDocument> {
  const { by, items, strata, notes } = queue;
  return {
    schemaVersion: 1,
    by,
    queue: items.map(toQueueLine),
    imported:
      imported === null
        ? null
        : { added: imported.added, known: imported.known, undecided: imported.undecided },
    changes: [...changes],
    strata: strata.map(({ sample, population: _, ...rest }) => ({ ...rest, sample: sample.length })),
    notes: [...notes, ...(imported?.notes ?? [])],
  };
}

function statusOf(item: Case | Reject): string {
  return 'status' in item ? item.status : 'case';
}

import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import { reviewReasons, type Selection } from '../../core/label.ts';
import type { Task } from '../../core/suite.ts';
import { expectedValue } from '../../datasets/rows/expected-value.ts';
import type { ReviewWord } from './review-item.ts';

const shown = z.unknown().optional();
const selection = z.object({
  plan: z.enum(['undecided', 'disputed', 'named', 'acceptance', 'random', 'active']),
  pi: z.number().gt(0).max(1).nullable(),
  drawn: z.int().min(1).optional(),
  population: z.string().optional(),
});

/** A line of decisions: a line of the queue that somebody filled in, or one of their own. */
export const decisionLineSchema = z
  .strictObject({
    schemaVersion: z.literal(1).optional(),
    about: z.enum(['case', 'output']),
    caseId: z.string().min(1),
    run: z.string().nullish().describe('Of an output: the run'),
    output: z.string().nullish().describe('Of an output: its digest, as the queue gives it'),
    decision: z
      .enum(['accept', 'reject', 'relabel', 'right', 'wrong', 'score'])
      .nullish()
      .describe('accept, reject or relabel a case; right, wrong or score for an output; null: not decided'),
    reason: z.enum(reviewReasons).nullish().describe('Of a reject'),
    relabel: z.unknown().optional().describe('Of a relabel: what is right, written as a row’s `expected`'),
    score: z.number().min(0).max(1).nullish().describe('Of a score'),
    answer: z.string().nullish().describe('What was answered before the expected value was seen'),
    blind: z.boolean().nullish().describe('Answered before the expected value, or the model, was seen'),
    note: z.string().nullish(),
    by: z.string().min(1).nullish().describe('Who; left out: who imports'),
    at: z.iso.datetime().nullish().describe('When; left out: now'),
    selection: selection.optional().describe('As the queue gives it; left out: somebody named the item'),
    // What the queue shows beside: not read.
    skill: shown,
    edgeCase: shown,
    input: shown,
    expected: shown,
    expectedFrom: shown,
    status: shown,
    judges: shown,
    answered: shown,
  })
  .describe('A decision; keys that the queue shows beside are passed over');

/** A line of decisions, read. */
export type DecisionLine = z.output<typeof decisionLineSchema>;

/** How the item came before the person, as a line says. */
export function selectionOf({ selection: written }: DecisionLine): Selection {
  if (written === undefined) return { plan: 'named', pi: null };
  const { plan, pi, drawn = 1, population = '' } = written;
  if (plan === 'undecided' || plan === 'disputed' || plan === 'named') return { plan, pi: null };
  return pi === null ? { plan: 'named', pi: null } : { plan, pi, drawn, population };
}

/** What the line says; null where nothing was decided; words where it is no decision of such an item. */
export function wordOf(line: DecisionLine, task: Task): ReviewWord | null | { readonly problem: string } {
  const { about, decision, answer = null, blind, note, score } = line;
  if (decision === null || decision === undefined) return null;
  const keys = { answer, blind: blind ?? false, note: note ?? '' };
  const isOfCase = decision === 'accept' || decision === 'reject' || decision === 'relabel';
  if (isOfCase !== (about === 'case'))
    return {
      problem: `\`${decision}\` is no decision on ${about === 'case' ? 'a case: accept, reject or relabel it' : 'an output: it is right, wrong or a score'}`,
    };
  switch (decision) {
    case 'accept':
      return { ...keys, decision };
    case 'reject':
      return typeof line.reason === 'string'
        ? { ...keys, decision, reason: line.reason }
        : { problem: `a reject needs a \`reason\`: ${reviewReasons.join(', ')}` };
    case 'relabel': {
      const expected = relabelled(line.relabel, task);
      return 'problem' in expected ? expected : { ...keys, decision, expected };
    }
    case 'score':
      return typeof score === 'number'
        ? { ...keys, decision, score }
        : { problem: 'a score needs a `score` from 0 to 1' };
    default:
      return { ...keys, decision: 'score', score: decision === 'right' ? 1 : 0 };
  }
}

function relabelled(value: unknown, task: Task): Expected | { readonly problem: string } {
  if (value === undefined || value === null) return { problem: 'a relabel needs `relabel`: what is right' };
  const expected = expectedValue(value, task);
  if (!('problem' in expected)) return expected;
  return { problem: expected.problem.replaceAll('`expected`', '`relabel`') };
}

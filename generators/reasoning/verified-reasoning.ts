import { z } from 'zod';
import type { Case, CaseId } from '../../core/case.ts';
import { conversation } from '../../core/conversation.ts';
import { fault } from '../../core/errors.ts';
import { ReplyError } from '../../core/model.ts';
import { rougeL } from '../../core/rouge-l.ts';
import type { Task } from '../../core/suite.ts';
import { type Authorship, fillPrompt, type Writer, type WritingRequest } from '../../core/writing.ts';
import { hintedReasoningPrompt, reasoningPrompt } from '../prompts/verified-reasoning.ts';
import { type AnswerForm, answerForm } from '../writing/answer-form.ts';
import { Slots } from '../writing/slots.ts';
import { isRight } from './is-right.ts';

/** Steps that lead to a verified answer: something to train on, never to score by. */
export interface Reasoning {
  readonly caseId: CaseId;
  readonly rationale: string;
  readonly answer: string;
  /** The model was told the answer. */
  readonly hinted: boolean;
  readonly by: Authorship;
}

export interface ReasoningOptions {
  readonly task: Task;
  /** How often each case is solved. */
  readonly samples: number;
  /** How many rationales of a case are kept at most. */
  readonly keep: number;
  /** A rationale that is more alike to a shorter one (ROUGE-L) is not kept beside it. */
  readonly maxRougeL: number;
  /** Tell the answer where no sample found it. */
  readonly hint: boolean;
  /** How many questions may be under way at a time. */
  readonly ahead: number;
  readonly seed: number;
}

export interface VerifiedReasoning {
  /** In the order of the cases, the shortest rationale of each first. */
  readonly rows: readonly Reasoning[];
  /** Cases of which no rationale came to the verified answer. */
  readonly unsolved: readonly CaseId[];
}

export const reasoningDefaults = {
  samples: 5,
  keep: 2,
  maxRougeL: 0.7,
  hint: false,
  ahead: 4,
  seed: 0,
} as const;

/**
 * Has a model solve cases whose answer is known, several times each, and keeps the shortest rationales that come to it
 * and differ from each other (generators.md G17). Replies that cannot be used count as wrong; any other error calls off
 * what is under way and is thrown.
 * Throws DATA_SPLIT for a case that is not of the training split, GENERATOR_INPUT for an expected value that a written
 * answer cannot be compared with, PART_OPTION for a kind of task whose answers no text can hold.
 */
export async function verifiedReasoning(
  cases: readonly Case[],
  writer: Writer,
  options: ReasoningOptions,
  signal: AbortSignal,
): Promise<VerifiedReasoning> {
  const form = answerForm('verified-reasoning', options.task);
  for (const item of cases) requireUsable(item, form);
  const slots = new Slots(options.ahead);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const settled = await Promise.allSettled(
    cases.map(async (item, index) => {
      try {
        const solver = { item, form, writer, slots, options, first: 2 * index * options.samples };
        const free = await solve(solver, false, either);
        return free.length > 0 || !options.hint ? free : await solve(solver, true, either);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }),
  );
  if (failed.signal.aborted) throw failed.signal.reason;
  const found = settled.map((one) => (one.status === 'fulfilled' ? one.value : []));
  return {
    rows: found.flat(),
    unsolved: cases.filter((_, index) => found[index]?.length === 0).map(({ id }) => id),
  };
}

function requireUsable({ id, split, expected }: Case, form: AnswerForm): void {
  if (split !== 'train')
    throw fault('DATA_SPLIT', `case ${id} is of the split ${split}: its reasoning would be trained on`, {
      hint: 'take rows of `data.seeds` with `split: train`',
    });
  if (isRight(expected, '') === null || form.shown(expected) === null)
    throw fault(
      'GENERATOR_INPUT',
      `case ${id}: no answer can be compared with an expected value of the kind ${expected.kind}`,
      {
        hint: 'take cases whose expected value is a label, a text or a number',
      },
    );
}

interface Solver {
  readonly item: Case;
  readonly form: AnswerForm;
  readonly writer: Writer;
  readonly slots: Slots;
  readonly options: ReasoningOptions;
  readonly first: number;
}

async function solve(solver: Solver, hinted: boolean, signal: AbortSignal): Promise<readonly Reasoning[]> {
  const { item, form, writer, slots, options, first } = solver;
  const { samples, seed, keep, maxRougeL } = options;
  const schema = z.strictObject({ rationale: z.string().min(1), answer: form.schema });
  const from = first + (hinted ? samples : 0);
  const asked = Array.from({ length: samples }, async (_, index): Promise<readonly Reasoning[]> => {
    const question = { ...questionOf(solver, hinted), schema, size: 1, sample: from + index, seed };
    try {
      const { value, by } = await slots.use(() => writer.write(question, signal));
      if (isRight(item.expected, value.answer) !== true) return [];
      return [{ caseId: item.id, rationale: value.rationale.trim(), answer: value.answer, hinted, by }];
    } catch (error) {
      if (error instanceof ReplyError) return []; // a reply that cannot be used solves nothing
      throw error;
    }
  });
  return shortestDiverse((await Promise.all(asked)).flat(), keep, maxRougeL);
}

function questionOf(
  { item, form, options: { task } }: Solver,
  hinted: boolean,
): Pick<WritingRequest<unknown>, 'prompt' | 'messages'> {
  const told = { instructions: task.instructions, answer: form.told, input: conversation(item.input) };
  if (!hinted) return { prompt: reasoningPrompt, messages: fillPrompt(reasoningPrompt, told) };
  const right = form.shown(item.expected) ?? '';
  return {
    prompt: hintedReasoningPrompt,
    messages: fillPrompt(hintedReasoningPrompt, { ...told, right }),
  };
}

function shortestDiverse(found: readonly Reasoning[], keep: number, maxRougeL: number): readonly Reasoning[] {
  const kept: Reasoning[] = [];
  for (const one of found.toSorted((a, b) => a.rationale.length - b.rationale.length)) {
    const isNew = kept.every(({ rationale }) => rougeL(rationale, one.rationale) <= maxRougeL);
    if (isNew && kept.length < keep) kept.push(one);
  }
  return kept;
}

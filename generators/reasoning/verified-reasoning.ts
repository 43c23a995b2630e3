import { z } from 'zod';
import type { Case } from '../../core/case.ts';
import { eitherSignal } from '../../core/either-signal.ts';
import { fault } from '../../core/errors.ts';
import { ReplyError } from '../../core/model.ts';
import { definePart, type TrainingPart } from '../../core/parts.ts';
import { rougeL } from '../../core/rouge-l.ts';
import type { TrainingProposal, TrainingRequest } from '../../core/seams.ts';
import { type Authorship, fillPrompt, type Prompt, type Writer } from '../../core/writing.ts';
import { hintedReasoningPrompt, reasoningPrompt } from '../prompts/verified-reasoning.ts';
import { type AnswerForm, answerForm } from '../writing/answer-form.ts';
import { conversation } from '../writing/conversation.ts';
import { inOrder } from '../writing/in-order.ts';
import { looseKey } from '../writing/majority.ts';
import { Slots } from '../writing/slots.ts';
import { isRight } from './is-right.ts';

const options = z.strictObject({
  samples: z.int().min(1).max(15).default(5).describe('How often each seed is solved.'),
  keep: z.int().min(1).max(5).default(2).describe('How many rationales of a seed are kept at most.'),
  maxRougeL: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('A rationale that is more alike to a shorter one is not kept beside it.'),
  hint: z
    .boolean()
    .default(false)
    .describe('true: where no sample comes to the answer the model is told it, and the item says `hinted`.'),
});
type Options = z.infer<typeof options>;

/**
 * Has a model solve seeds whose answer is known, several times each, and keeps the shortest rationales that come to it
 * and differ from each other (generators.md G17). Replies that cannot be used count as wrong; a seed of which no
 * rationale comes to the answer is passed over as `unsolved`. Any other error calls off what is under way.
 * Throws GENERATOR_INPUT without a writer and for an expected value that a written answer cannot be compared with,
 * PART_OPTION for a kind of task whose answers no text can hold.
 */
export const verifiedReasoning: TrainingPart = {
  prompts: [reasoningPrompt, hintedReasoningPrompt],
  ...definePart({
    name: 'verified-reasoning',
    version: '1',
    options,
    create(chosen, { task }) {
      const form = answerForm('verified-reasoning', task);
      return {
        async *make(request, signal) {
          const writer = writerFor(request);
          for (const seed of request.seeds) requireComparable(seed, form);
          const slots = new Slots(request.ahead);
          const seed = request.random.fork('model').integer(0, 2 ** 31 - 1);
          const solver = { writer, form, slots, chosen, request, seed };
          const solved = inOrder(
            request.seeds,
            Math.ceil(request.ahead / chosen.samples) + 1,
            (item, own) => solveOne(solver, item, own),
            signal,
          );
          for await (const found of solved) {
            if (found.length === 0) request.passedOver('unsolved');
            yield* found;
          }
        },
      };
    },
  }),
};

function writerFor({ writer, skill }: TrainingRequest): Writer {
  if (writer !== null) return writer;
  throw fault('GENERATOR_INPUT', `verified-reasoning: the skill ${skill.id} needs a model that writes`, {
    hint: 'name one under `models.generator`, such as `openai:NAME` or `ollama:NAME`',
  });
}

function requireComparable({ id, expected }: Case, form: AnswerForm): void {
  if (isRight(expected, '') === null || form.shown(expected) === null)
    throw fault(
      'GENERATOR_INPUT',
      `case ${id}: no answer can be compared with an expected value of the kind ${expected.kind}`,
      { hint: 'take seeds whose expected value is a label, a text or a number' },
    );
}

interface Solver {
  readonly writer: Writer;
  readonly form: AnswerForm;
  readonly slots: Slots;
  readonly chosen: Options;
  readonly request: TrainingRequest;
  readonly seed: number;
}

async function solveOne(
  solver: Solver,
  item: Case,
  signal: AbortSignal,
): Promise<readonly TrainingProposal[]> {
  const free = await solve(solver, item, false, signal);
  return free.length > 0 || !solver.chosen.hint ? free : await solve(solver, item, true, signal);
}

async function solve(
  { writer, form, slots, chosen, request, seed }: Solver,
  item: Case,
  hinted: boolean,
  signal: AbortSignal,
): Promise<readonly TrainingProposal[]> {
  const { samples, keep, maxRougeL } = chosen;
  const prompt = request.reworded(hinted ? hintedReasoningPrompt : reasoningPrompt);
  const messages = fillPrompt(prompt, told(item, form, request));
  const schema = z.strictObject({ rationale: z.string().min(1), answer: form.schema });
  const failed = new AbortController();
  const either = eitherSignal(signal, failed.signal);
  const asked = Array.from({ length: samples }, async (_, index): Promise<readonly TrainingProposal[]> => {
    const sample = index + (hinted ? samples : 0);
    try {
      const { value, by } = await slots.use(() =>
        writer.write({ prompt, messages, schema, size: 1, sample, seed }, either),
      );
      return isRight(item.expected, value.answer) === true
        ? [reasoningOf(item, value, form, { prompt, sample, hinted, by })]
        : [];
    } catch (error) {
      if (error instanceof ReplyError) return []; // a reply that cannot be used solves nothing
      failed.abort(error);
      throw error;
    }
  });
  const settled = await Promise.allSettled(asked);
  if (failed.signal.aborted) throw failed.signal.reason;
  const found = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  return shortestDiverse(found, keep, maxRougeL);
}

/** What fills the holes of both prompts. */
function told(item: Case, form: AnswerForm, { task }: TrainingRequest) {
  const right = form.shown(item.expected) ?? '';
  return { instructions: task.instructions, answer: form.told, input: conversation(item.input), right };
}

function reasoningOf(
  seed: Case,
  { rationale, answer }: { readonly rationale: string; readonly answer: string },
  form: AnswerForm,
  how: {
    readonly prompt: Prompt<string>;
    readonly sample: number;
    readonly hinted: boolean;
    readonly by: Authorship;
  },
): TrainingProposal {
  const { prompt, sample, hinted, by } = how;
  return {
    seed,
    kind: 'reasoning',
    answer: verifiedWording(seed.expected, answer, form),
    rationale: rationale.trim(),
    rejected: null,
    params: { prompt: prompt.name, sample, hinted },
    writtenBy: by,
  };
}

/** As people wrote it: the model may have written it in capitals, or a number with its unit. */
function verifiedWording(expected: Case['expected'], answer: string, form: AnswerForm): string {
  const same = (accepted: string) => looseKey(accepted) === looseKey(answer);
  const own = expected.kind === 'text' ? expected.accept.find(same) : form.shown(expected);
  return own ?? answer;
}

function shortestDiverse(
  found: readonly TrainingProposal[],
  keep: number,
  maxRougeL: number,
): readonly TrainingProposal[] {
  const kept: TrainingProposal[] = [];
  const length = ({ rationale }: TrainingProposal) => rationale?.length ?? 0;
  for (const one of found.toSorted((a, b) => length(a) - length(b))) {
    const isNew = kept.every(({ rationale }) => rougeL(rationale ?? '', one.rationale ?? '') <= maxRougeL);
    if (isNew && kept.length < keep) kept.push(one);
  }
  return kept;
}

import { z } from 'zod';
import { fault } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Task } from '../core/suite.ts';
import { outputFirstPrompt } from './prompts/output-first.ts';
import { answerForm } from './writing/answer-form.ts';
import { type Ask, asking } from './writing/ask.ts';
import { shownCases, toldOf } from './writing/told.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  perCall: z.int().min(1).max(20).default(4).describe('Texts for each question.'),
  examples: z.int().min(0).max(20).default(3).describe('Seeds of the label that the model is shown.'),
  confusable: z.boolean().default(false).describe('true: each text comes close to another label.'),
  pairs: z
    .array(z.tuple([z.string(), z.string()]))
    .nullable()
    .default(null)
    .describe('Labels that are mixed up, `[right, near]`; left out: every other label in turn.'),
});
type Options = z.infer<typeof options>;

const schema = z.strictObject({ texts: writtenList(z.string()) });

/**
 * Asks a model for texts of a label that is given, label after label, so that the set is balanced whatever the model
 * likes to write; with `confusable`, texts that come close to another label (generators.md G3). For classification.
 */
export const outputFirst: GeneratorPart = {
  prompts: [outputFirstPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'output-first',
    version: '1',
    options,
    create(given, { task }) {
      const goals = goalsOf(given, task);
      const form = answerForm('output-first', task);
      const { perCall, examples } = given;
      return {
        propose(request, signal) {
          const seeds = request.parents('seeds');
          const order = request.random.fork('order').shuffle(goals);
          function* asks(): Generator<Ask<z.infer<typeof schema>>> {
            for (let call = 0; ; call++) {
              const { label, near } = order[call % order.length] ?? { label: '', near: null };
              const ofLabel = seeds.filter(({ expected }) => form.shown(expected) === label);
              const chosen = request.random.fork(`examples/${call}`).shuffle(ofLabel).slice(0, examples);
              const shown = shownCases(chosen, form);
              const { answer: _, ...told } = toldOf(request, form);
              yield {
                ...asking(outputFirstPrompt, {
                  ...told,
                  label,
                  near:
                    near === null
                      ? ''
                      : `A careless reader should be tempted to choose ${near} instead, and be wrong.`,
                  examples: shown === '' ? '' : `Real texts of this label, not to be repeated:\n${shown}`,
                  count: String(perCall),
                }),
                schema,
                params: { call, label, near },
                parents: chosen.map(({ id }) => id),
                cluster: 'question',
                size: perCall,
                drafts: ({ texts }) =>
                  texts.map((text) => ({ text, expected: form.toExpected(label), expectedFrom: 'proposed' })),
              };
            }
          }
          return writtenProposals('output-first', request, asks(), signal);
        },
      };
    },
  }),
};

interface Goal {
  readonly label: string;
  readonly near: string | null;
}

/** Every label, or every pair, once; so that n questions take each of them n/k times, give or take one. */
function goalsOf({ confusable, pairs }: Options, task: Task): readonly Goal[] {
  if (task.kind !== 'classification')
    throw fault('PART_OPTION', `output-first writes texts of labels, and the task is ${task.kind}`, {
      hint: 'take `direct`',
    });
  const { labels } = task;
  const unknown = (pairs ?? []).flat().find((label) => !labels.includes(label));
  if (unknown !== undefined)
    throw fault('PART_OPTION', `output-first: "${unknown}" is not a label of the task`, {
      hint: didYouMean(unknown, labels),
    });
  if (pairs !== null) return pairs.map(([label, near]) => ({ label, near }));
  if (!confusable) return labels.map((label) => ({ label, near: null }));
  return labels.flatMap((label) => labels.filter((near) => near !== label).map((near) => ({ label, near })));
}

import { z } from 'zod';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import { directPrompt } from './prompts/direct.ts';
import { answerForm } from './writing/answer-form.ts';
import { type Ask, asking } from './writing/ask.ts';
import { shownCases, toldOf } from './writing/told.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  perCall: z
    .int()
    .min(1)
    .max(20)
    .default(5)
    .describe('Cases for each question; many at once repeat themselves.'),
  examples: z
    .int()
    .min(0)
    .max(20)
    .default(3)
    .describe('Seeds that the model is shown, drawn anew for each question.'),
});

/**
 * Asks a model for inputs and their right answers, a few at a time, out of the descriptions of skill and edge case and
 * some seeds (generators.md G1). What it proposes stands only where a judge comes to the same answer without seeing it.
 */
export const direct: GeneratorPart = {
  prompts: [directPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'direct',
    version: '1',
    options,
    create({ perCall, examples }, { task }) {
      const form = answerForm('direct', task);
      const schema = z.strictObject({
        cases: writtenList(z.strictObject({ input: z.string(), answer: form.schema })),
      });
      return {
        propose(request, signal) {
          const seeds = request.parents('seeds');
          function* asks(): Generator<Ask<z.infer<typeof schema>>> {
            for (let call = 0; ; call++) {
              const chosen = request.random.fork(`examples/${call}`).shuffle(seeds).slice(0, examples);
              const shown = shownCases(chosen, form);
              yield {
                ...asking(directPrompt, {
                  ...toldOf(request, form),
                  examples: shown === '' ? '' : `Real cases, for the tone and not to be repeated:\n${shown}`,
                  count: String(perCall),
                }),
                schema,
                params: { call },
                parents: chosen.map(({ id }) => id),
                cluster: 'question',
                size: perCall,
                drafts: ({ cases }) =>
                  cases.map(({ input, answer }) => ({
                    text: input,
                    expected: form.toExpected(answer),
                    expectedFrom: 'proposed',
                  })),
              };
            }
          }
          return writtenProposals('direct', request, asks(), signal);
        },
      };
    },
  }),
};

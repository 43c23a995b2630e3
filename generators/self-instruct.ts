import { z } from 'zod';
import type { Case } from '../core/case.ts';
import { inputText } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import { rougeL } from '../core/rouge-l.ts';
import { selfInstructPrompt } from './prompts/self-instruct.ts';
import { answerForm } from './writing/answer-form.ts';
import { type Ask, asking } from './writing/ask.ts';
import { shownCases, toldOf } from './writing/told.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  perCall: z.int().min(1).max(20).default(4).describe('Cases for each question.'),
  examples: z.int().min(1).max(40).default(8).describe('Cases that the model is shown.'),
  humanShare: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.75)
    .describe('Least share of seeds among them: models that read only models collapse.'),
  maxRougeL: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('A text that is more alike to a seed is passed over.'),
});

/**
 * Continues the list of seeds with cases of its own kind (Self-Instruct, arXiv:2212.10560; generators.md G2): each
 * question shows seeds and cases that were accepted before, at least three quarters of them seeds. Texts too like a
 * seed are passed over. Throws GENERATOR_INPUT where the skill has no seeds.
 */
export const selfInstruct: GeneratorPart = {
  prompts: [selfInstructPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'self-instruct',
    version: '1',
    options,
    create({ perCall, examples, humanShare, maxRougeL }, { task }) {
      const form = answerForm('self-instruct', task);
      const schema = z.strictObject({
        cases: writtenList(z.strictObject({ input: z.string(), answer: form.schema })),
      });
      return {
        propose(request, signal) {
          const seeds = request.parents('seeds');
          if (seeds.length === 0)
            throw fault(
              'GENERATOR_INPUT',
              `self-instruct: skill ${request.skill.id} has no seeds to continue`,
              {
                hint: 'add rows under `data.seeds`, or take `direct`',
              },
            );
          const accepted = request.parents('accepted');
          const seedTexts = seeds.map(({ input }) => inputText(input));
          function* asks(): Generator<Ask<z.infer<typeof schema>>> {
            for (let call = 0; ; call++) {
              const random = request.random.fork(`examples/${call}`);
              const chosen = mixed(seeds, accepted, { examples, humanShare }, random);
              yield {
                ...asking(selfInstructPrompt, {
                  ...toldOf(request, form),
                  examples: shownCases(chosen, form),
                  count: String(perCall),
                }),
                schema,
                params: { call },
                parents: chosen.map(({ id }) => id),
                cluster: 'question',
                size: perCall,
                drafts: ({ cases }) =>
                  cases
                    .filter(({ input }) => seedTexts.every((seed) => rougeL(seed, input) <= maxRougeL))
                    .map(({ input, answer }) => ({
                      text: input,
                      expected: form.toExpected(answer),
                      expectedFrom: 'proposed',
                    })),
              };
            }
          }
          return writtenProposals('self-instruct', request, asks(), signal);
        },
      };
    },
  }),
};

function mixed(
  seeds: readonly Case[],
  accepted: readonly Case[],
  { examples, humanShare }: { readonly examples: number; readonly humanShare: number },
  random: Random,
): readonly Case[] {
  const human = random.shuffle(seeds).slice(0, Math.ceil(examples * humanShare));
  // Where seeds are few, what models wrote is fewer still.
  const room = Math.floor(human.length / humanShare) - human.length;
  const own = random.shuffle(accepted).slice(0, Math.min(room, examples - human.length));
  return random.shuffle([...human, ...own]);
}

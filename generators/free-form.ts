import { z } from 'zod';
import { inputText } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { statesFact } from '../core/fact-stated.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { freeFormAnswerPrompt, freeFormPrompt } from './prompts/free-form.ts';
import { type Ask, asking, type Draft, type Put } from './writing/ask.ts';
import { edgeTold } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  minFacts: z
    .int()
    .min(1)
    .max(6)
    .default(3)
    .describe('So many facts must be agreed on, or the question is passed over.'),
  examples: z.int().min(0).max(10).default(2).describe('Seeds that the model is shown.'),
});

const question = z.strictObject({
  question: z.string().min(1),
  must: z.array(z.string().min(1)).min(1).max(10),
  mustNot: z.array(z.string().min(1)).max(5),
});
type Written = z.infer<typeof question> & { readonly reference?: string };
const answer = z.strictObject({ answer: z.string().min(1) });

/**
 * Asks a model for questions with the facts that a right answer states, then has the next model in turn answer without
 * seeing them (generators.md G10): the facts that this answer states too are kept. A question with too few of them, and
 * one whose answer says what none should, is passed over and counted. Scored by `facts`.
 */
export const freeForm: GeneratorPart = {
  prompts: [freeFormPrompt, freeFormAnswerPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'free-form',
    version: '2',
    options,
    create({ minFacts, examples }, { task }) {
      if (task.kind !== 'free-form' && task.kind !== 'qa' && task.kind !== 'chat')
        throw fault('PART_OPTION', `free-form cannot write cases of the kind ${task.kind}`, {
          hint: 'it writes free-form, qa and chat',
        });
      return {
        propose: (request, signal) =>
          writtenProposals('free-form', request, asksOf(request, minFacts, examples), signal),
      };
    },
  }),
};

function* asksOf(request: GenerateRequest, minFacts: number, examples: number): Generator<Ask<Written>> {
  const { task, skill, random } = request;
  const seeds = request.parents('seeds');
  for (let call = 0; ; call++) {
    const shown = random.fork(`examples/${call}`).shuffle(seeds).slice(0, examples);
    yield {
      ...asking(freeFormPrompt, {
        instructions: task.instructions,
        skill: `${skill.id}: ${skill.description}`,
        edge: edgeTold(request),
        examples:
          shown.length === 0
            ? ''
            : `Real questions, for the tone and not to be repeated:\n${shown.map(({ input }) => inputText(input)).join('\n')}`,
      }),
      schema: question,
      params: { call },
      parents: shown.map(({ id }) => id),
      cluster: 'question',
      size: 1,
      further: {
        most: 1,
        complete: async (written, put) => ({ ...written, reference: await referenceOf(written, task, put) }),
      },
      drafts: (written) => draftsOf(written, minFacts, request),
    };
  }
}

async function referenceOf(
  { question }: Written,
  { instructions }: GenerateRequest['task'],
  put: Put,
): Promise<string> {
  return (await put({ ...asking(freeFormAnswerPrompt, { instructions, question }), schema: answer })).answer;
}

function draftsOf(
  { question, must, mustNot, reference = '' }: Written,
  minFacts: number,
  request: GenerateRequest,
): readonly Draft[] {
  const agreed = must.filter((fact) => statesFact(reference, fact));
  const isContested = mustNot.some((fact) => statesFact(reference, fact));
  if (agreed.length < minFacts || isContested) {
    request.passedOver(isContested ? 'fact-contested' : 'facts-not-agreed');
    return [];
  }
  return [
    {
      text: question,
      expected: { kind: 'facts', must: agreed, mustNot },
      expectedFrom: 'proposed',
      params: { reference, dropped: must.length - agreed.length },
    },
  ];
}

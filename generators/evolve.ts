import { z } from 'zod';
import { type Case, inputText } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest, Proposal } from '../core/seams.ts';
import { evolvePrompt } from './prompts/evolve.ts';
import { withInputText } from './with-input-text.ts';
import { type AnswerForm, answerForm } from './writing/answer-form.ts';
import { type Ask, asking } from './writing/ask.ts';
import { evolutionFault } from './writing/evolution-fault.ts';
import { toldOf } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';

/** Operation → how a prompt tells it, and whether the right answer may change with it. */
const operations = {
  constrain: { told: 'add a condition that the answer has to respect', keepsAnswer: false },
  deepen: { told: 'ask for more depth on the same matter', keepsAnswer: true },
  concretise: { told: 'replace general words by particular ones', keepsAnswer: true },
  reason: { told: 'make one more step of thought necessary', keepsAnswer: false },
  complicate: { told: 'add details that make the matter harder to see', keepsAnswer: true },
  compare: { told: 'bring in a second thing that the first has to be told apart from', keepsAnswer: true },
  suppose: { told: 'put it as a supposition ("what if …")', keepsAnswer: true },
} as const;
type Operation = keyof typeof operations;
const operationNames = Object.keys(operations) as Operation[]; // the keys of the record, by its type

const options = z.strictObject({
  from: z.enum(['seeds', 'heldout', 'accepted']).default('seeds').describe('Whose texts are made harder.'),
  operations: z.array(z.enum(operationNames)).min(1).default(operationNames),
  depth: z
    .int()
    .min(1)
    .max(4)
    .default(2)
    .describe('How often a text is made harder, one on top of the other.'),
});

/** A text on its way: after a step that failed it is what it was before. */
interface Strand {
  readonly parent: Case;
  text: string;
  answer: string;
  chain: readonly Operation[];
}

/**
 * Makes existing texts harder with a model, step by step (Evol-Instruct, arXiv:2304.12244; generators.md G4). The answer
 * is written anew after each step. A step that brings nothing, leaks the instruction, answers instead of asking, or
 * changes an answer that had to stay gives no case, and the next step starts from the text before it.
 * Throws GENERATOR_INPUT where there is nothing to start from.
 */
export const evolve: GeneratorPart = {
  prompts: [evolvePrompt],
  readsAttributes: true,
  ...definePart({
    name: 'evolve',
    version: '1',
    options,
    create({ from, operations: wanted, depth }, { task }) {
      const form = answerForm('evolve', task);
      return {
        async *propose(request, signal) {
          const strands = strandsOf(request, from, form);
          const samples = { next: 0 };
          for (let step = 0; step < depth; step++) {
            // A step needs the whole of the one before it: asking ahead ends with it.
            const asks = asksOf(strands, step, wanted, form, request);
            yield* writtenProposals('evolve', request, asks, signal, samples);
          }
        },
      };
    },
  }),
};

function strandsOf(
  request: GenerateRequest,
  from: 'seeds' | 'heldout' | 'accepted',
  form: AnswerForm,
): Strand[] {
  const strands = request.parents(from).flatMap((parent): Strand[] => {
    const answer = form.shown(parent.expected);
    return answer === null ? [] : [{ parent, text: inputText(parent.input), answer, chain: [] }];
  });
  if (strands.length > 0) return request.random.fork('parents').shuffle(strands);
  throw fault('GENERATOR_INPUT', `evolve: skill ${request.skill.id} has no ${from} to make harder`, {
    hint: 'add rows there, or take another `from`',
  });
}

type Evolved = { readonly input: string; readonly answer: string };

function* asksOf(
  strands: readonly Strand[],
  step: number,
  wanted: readonly Operation[],
  form: AnswerForm,
  request: GenerateRequest,
): Generator<Ask<Evolved>> {
  const schema: z.ZodType<Evolved> = z.strictObject({ input: z.string(), answer: form.schema });
  for (const strand of strands) {
    const operation = request.random.fork(`${strand.parent.id}/${step}`).pick(wanted);
    const { told, keepsAnswer } = operations[operation];
    const chain = [...strand.chain, operation];
    yield {
      ...asking(evolvePrompt, {
        ...toldOf(request, form),
        operation: told,
        text: strand.text,
        label: strand.answer,
      }),
      schema,
      params: { chain },
      parents: [strand.parent.id],
      cluster: 'parent',
      size: 1,
      drafts: ({ input, answer }) => {
        const before = strand.text;
        const fault = evolutionFault(before, input, told);
        if (fault !== null || (keepsAnswer && answer !== strand.answer)) return [];
        Object.assign(strand, { text: input.trim(), answer, chain });
        return [
          {
            text: input,
            expected: form.toExpected(answer),
            expectedFrom: 'proposed' as const,
            tags: strand.parent.tags,
            inputOf: (text: string): Proposal['input'] => withInputText(strand.parent.input, text),
          },
        ];
      },
    };
  }
}

import { z } from 'zod';
import { fault } from '../core/errors.ts';
import { statesFact } from '../core/fact-stated.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { keyFactsPrompt } from './prompts/summarise.ts';
import { type KeyFact, variants } from './summarise/plant.ts';
import { type Ask, asking, type Draft } from './writing/ask.ts';
import { type Chunk, chunksOf } from './writing/chunks.ts';
import { isCited, numbersIn } from './writing/citations.ts';
import { edgeTold } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';

type Variant = keyof typeof variants;
const variantNames = Object.keys(variants) as [Variant, ...Variant[]]; // the keys of the record, by its type

const options = z.strictObject({
  variants: z
    .array(z.enum(variantNames))
    .min(1)
    .default(variantNames)
    .describe('What is done to the documents, in turn.'),
  ask: z.string().min(1).default('Summarise the documents.').describe('The message of the user.'),
  chunkSize: z.int().min(200).max(50_000).default(8192).describe('Characters of a document at most.'),
});
type Options = z.infer<typeof options>;

const schema = z.strictObject({
  facts: z.array(
    z.strictObject({ fact: z.string().min(1), quotation: z.string().min(1), weight: z.int().min(1).max(3) }),
  ),
});

/**
 * Has a model name the key facts of documents under `data.documents`, with quotations, and changes the documents by
 * rules: the first fact buried, a source that contradicts, an instruction inside, the barest text (generators.md G12).
 * A summary must state the facts that weigh; scored by `facts`. A fact whose quotation stands nowhere, or does not hold
 * its words and numbers, is dropped; what a variant cannot be made of is passed over and counted. Throws GENERATOR_INPUT
 * without documents.
 */
export const summarise: GeneratorPart = {
  prompts: [keyFactsPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'summarise',
    version: '1',
    options,
    create(chosen, { task }) {
      if (task.kind !== 'summarisation')
        throw fault('PART_OPTION', `summarise cannot write cases of the kind ${task.kind}`, {
          hint: 'it writes summarisation',
        });
      return {
        propose(request, signal) {
          const parts = request.documents.flatMap((document) => chunksOf(document, chosen.chunkSize));
          if (parts.length === 0)
            throw fault('GENERATOR_INPUT', 'summarise: there are no documents to summarise', {
              hint: 'name some under `data.documents`',
            });
          return writtenProposals('summarise', request, asksOf(parts, request, chosen), signal);
        },
      };
    },
  }),
};

function* asksOf(
  parts: readonly Chunk[],
  request: GenerateRequest,
  chosen: Options,
): Generator<Ask<z.infer<typeof schema>>> {
  const { task, skill, random } = request;
  const shuffled = random.fork('parts').shuffle(parts);
  for (let call = 0; ; call++) {
    const part = shuffled[call % shuffled.length];
    // Another variant of each document in each round.
    const turn = call + Math.floor(call / shuffled.length);
    const variant = chosen.variants[turn % chosen.variants.length];
    if (part === undefined || variant === undefined) return;
    yield {
      ...asking(keyFactsPrompt, {
        instructions: task.instructions,
        skill: `${skill.id}: ${skill.description}`,
        edge: edgeTold(request),
        document: part.text,
      }),
      schema,
      params: { variant },
      parents: [],
      cluster: 'parent',
      size: 1,
      drafts: ({ facts }) => {
        const draft = draftOf(part, variant, facts, chosen, random.fork(`plant/${call}`));
        if (typeof draft !== 'string') return [draft];
        request.passedOver(draft);
        return [];
      },
    };
  }
}

/** The case, or why there is none. */
function draftOf(
  { document, text, index }: Chunk,
  variant: Variant,
  facts: readonly KeyFact[],
  { ask }: Options,
  random: GenerateRequest['random'],
): Draft | string {
  const [first, ...rest] = facts.filter((fact) => isBorneOut(fact, text));
  if (first === undefined) return 'not-cited';
  const planted = variants[variant](text, [first, ...rest], random);
  if (planted === null) return `no-${variant}`;
  const id = `${document.id}#${index + 1}`;
  return {
    text: ask,
    inputOf: (said) => ({
      messages: [{ role: 'user', content: said }],
      documents: planted.texts.map((content, at) => ({
        id: at === 0 ? id : `${id}, note ${at}`,
        text: content,
      })),
    }),
    expected: { kind: 'facts', must: planted.must, mustNot: planted.mustNot },
    expectedFrom: 'proposed',
    tags: [variant],
    params: planted.params,
    claims: { asFound: true },
    madeOf: { cluster: document.id, copyable: document.copyable, licence: document.licence },
  };
}

/** Whether the document says it, in words that hold the fact. */
function isBorneOut({ fact, quotation }: KeyFact, text: string): boolean {
  const quoted = new Set(numbersIn(quotation));
  return (
    isCited(quotation, text) &&
    statesFact(quotation, fact) &&
    numbersIn(fact).every((number) => quoted.has(number))
  );
}

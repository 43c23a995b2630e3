import { z } from 'zod';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { keyFactsPrompt } from './prompts/summarise.ts';
import { isBorneOut, type KeyFacts, keyFactsSchema } from './summarise/key-fact.ts';
import { longTexts } from './summarise/long-texts.ts';
import { variants } from './summarise/plant.ts';
import { longDraft, plantedDraft } from './summarise/summary-draft.ts';
import { type Ask, type Asked, asking, type Draft } from './writing/ask.ts';
import { type Chunk, chunksOf } from './writing/chunks.ts';
import { edgeTold } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';

/** A document changed by rules, and several documents that are long together. */
type Variant = keyof typeof variants | 'long';
const planted = Object.keys(variants) as [keyof typeof variants, ...(keyof typeof variants)[]]; // by its type
const variantNames: [Variant, ...Variant[]] = [...planted, 'long'];

const options = z.strictObject({
  variants: z
    .array(z.enum(variantNames))
    .min(1)
    .default(variantNames)
    .describe('What is done to the documents, in turn.'),
  ask: z.string().min(1).default('Summarise the documents.').describe('The message of the user.'),
  chunkSize: z.int().min(200).max(50_000).default(8192).describe('Characters of a document at most.'),
  longWords: z
    .int()
    .min(100)
    .max(200_000)
    .default(8000)
    .describe('Words that the documents of a `long` case have at least, together.'),
});
type Options = z.infer<typeof options>;

/**
 * Has a model name the key facts of documents under `data.documents`, with quotations, and changes the documents by
 * rules: the first fact buried, a source that contradicts, an instruction inside, a table of numbers, the barest text, or
 * so many documents that they are long together (generators.md G12). A summary must state the facts that weigh, of a
 * long case the first fact of each part; scored by `facts`. A fact whose quotation stands nowhere, or does not hold its
 * words and numbers, is dropped; what a variant cannot be made of is passed over and counted. Throws GENERATOR_INPUT
 * without documents, and where the only variant is `long` and they are too short for it.
 */
export const summarise: GeneratorPart = {
  prompts: [keyFactsPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'summarise',
    version: '2',
    options,
    create(chosen, { task }) {
      if (task.kind !== 'summarisation')
        throw fault('PART_OPTION', `summarise cannot write cases of the kind ${task.kind}`, {
          hint: 'it writes summarisation',
        });
      return {
        propose(request, signal) {
          if (request.documents.length === 0)
            throw fault('GENERATOR_INPUT', 'summarise: there are no documents to summarise', {
              hint: 'name some under `data.documents`',
            });
          return writtenProposals('summarise', request, asksOf(request, chosen), signal);
        },
      };
    },
  }),
};

function* asksOf(request: GenerateRequest, chosen: Options): Generator<Ask<KeyFacts>> {
  const { random, documents } = request;
  const shuffled = random
    .fork('parts')
    .shuffle(documents.flatMap((document) => chunksOf(document, chosen.chunkSize)));
  const possible = possibleVariants(request, chosen);
  for (let call = 0; ; call++) {
    const part = shuffled[call % shuffled.length];
    // Another variant of each document in each round.
    const turn = call + Math.floor(call / shuffled.length);
    const variant = possible[turn % possible.length];
    if (part === undefined || variant === undefined) return;
    yield variant === 'long'
      ? longAsk(request, chosen, random.fork(`long/${call}`))
      : plantedAsk(request, chosen, { part, variant, random: random.fork(`plant/${call}`) });
  }
}

/** All but `long` where the documents are too short for it, which is counted. */
function possibleVariants(
  { documents, passedOver, random }: GenerateRequest,
  chosen: Options,
): readonly Variant[] {
  const isPossible = !chosen.variants.includes('long') || longTexts(documents, chosen, random) !== null;
  if (isPossible) return chosen.variants;
  const others = chosen.variants.filter((variant) => variant !== 'long');
  passedOver('no-long');
  if (others.length > 0) return others;
  const message = `summarise: all documents together have fewer than ${chosen.longWords} words`;
  throw fault('GENERATOR_INPUT', message, {
    hint: 'name longer ones under `data.documents`, or set `longWords`',
  });
}

/** A question about one part, which is changed by rules. */
function plantedAsk(
  request: GenerateRequest,
  { ask }: Options,
  {
    part,
    variant,
    random,
  }: { readonly part: Chunk; readonly variant: keyof typeof variants; readonly random: Random },
): Ask<KeyFacts> {
  return {
    ...factsAsk(request, variant, part),
    drafts: ({ facts }) => {
      const [first, ...rest] = facts.filter((fact) => isBorneOut(fact, part.text));
      if (first === undefined) return none(request, 'not-cited');
      const planted = variants[variant](part.text, [first, ...rest], random);
      return planted === null ? none(request, `no-${variant}`) : [plantedDraft(ask, variant, part, planted)];
    },
  };
}

/** A question about each part of documents that are long together. */
function longAsk(request: GenerateRequest, chosen: Options, random: Random): Ask<KeyFacts> {
  const parts = longTexts(request.documents, chosen, random);
  if (parts === null) throw new RangeError('documents that are too short were chosen');
  const [first, ...rest] = parts;
  return {
    ...factsAsk(request, 'long', first),
    further: {
      most: rest.length,
      async complete({ facts }, put) {
        const all = [...facts];
        for (const part of rest)
          all.push(...(await put({ ...askedOf(request, part), schema: keyFactsSchema })).facts);
        return { facts: all };
      },
    },
    drafts: ({ facts }) => {
      const draft = longDraft(chosen.ask, parts, facts);
      return draft === null ? none(request, 'not-cited') : [draft];
    },
  };
}

function factsAsk(request: GenerateRequest, variant: Variant, part: Chunk): Omit<Ask<KeyFacts>, 'drafts'> {
  const rest = {
    schema: keyFactsSchema,
    params: { variant },
    parents: [],
    cluster: 'parent',
    size: 1,
  } as const;
  return { ...askedOf(request, part), ...rest };
}

function askedOf(request: GenerateRequest, part: Chunk): Asked {
  const { task, skill } = request;
  return asking(keyFactsPrompt, {
    instructions: task.instructions,
    skill: `${skill.id}: ${skill.description}`,
    edge: edgeTold(request),
    document: part.text,
  });
}

/** No case, and why. */
function none({ passedOver }: GenerateRequest, reason: string): readonly Draft[] {
  passedOver(reason);
  return [];
}

import { z } from 'zod';
import type { Expected, SourceDocument } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { jointLicence } from '../core/licence.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { docsQaPrompt } from './prompts/docs-qa.ts';
import { type Ask, asking, type Draft } from './writing/ask.ts';
import { type Chunk, chunksOf } from './writing/chunks.ts';
import { isCited, namesItsSource, numbersIn } from './writing/citations.ts';
import { edgeTold } from './writing/told.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const kinds = {
  'single-hop': 'Each answer stands in one place of one part. Quote that place.',
  'multi-hop':
    'Each answer needs two parts put together: no part alone is enough. Quote a place of each of the two.',
  distractor:
    'Ask about the first part alone. The others are about other things; an answer from them would be wrong. Quote the place of the first part where the answer stands.',
  unanswerable:
    'Ask for something that belongs to the subject of the parts and that somebody would expect to find there, and that they do not say. Leave the answer and the quotations empty.',
} as const;
type Kind = keyof typeof kinds;

const options = z
  .strictObject({
    kinds: z
      .array(z.enum(Object.keys(kinds) as [Kind, ...Kind[]])) // the keys of a record that is not empty
      .min(1)
      .default(['single-hop', 'multi-hop', 'distractor'])
      .describe('Kinds of question, in turn.'),
    perCall: z.int().min(1).max(10).default(2).describe('Questions for each call.'),
    chunkSize: z.int().min(200).max(20_000).default(4096).describe('Characters of a part of a document.'),
    abstainWith: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('What a right answer to an unanswerable question says, any of these.'),
  })
  .refine(({ kinds: wanted, abstainWith }) => !wanted.includes('unanswerable') || abstainWith !== undefined, {
    message: 'unanswerable questions need to know what a right answer says: give `abstainWith`',
    path: ['abstainWith'],
  });
type Options = z.infer<typeof options>;

const schema = z.strictObject({
  items: writtenList(
    z.strictObject({ question: z.string(), answer: z.string(), citations: z.array(z.string()) }),
  ),
});
type Item = z.infer<typeof schema>['items'][number];

/**
 * Asks a model for questions about parts of the documents under `data.documents`, with answers and quotations
 * (generators.md G9). A case holds the parts as documents. Rules pass over what is quoted and stands nowhere, what is
 * answered with numbers that are not quoted, what does not stand on its own, and what gives its answer away; they count
 * them as reasons. Throws GENERATOR_INPUT without documents, and where a kind needs more parts than there are.
 */
export const docsQa: GeneratorPart = {
  prompts: [docsQaPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'docs-qa',
    version: '1',
    options,
    create(chosen, { task }) {
      if (task.kind !== 'qa' && task.kind !== 'free-form' && task.kind !== 'chat')
        throw fault('PART_OPTION', `docs-qa cannot write cases of the kind ${task.kind}`, {
          hint: 'it writes qa, free-form and chat',
        });
      return {
        propose: (request, signal) => {
          const parts = partsOf(request, chosen);
          return writtenProposals('docs-qa', request, asksOf(parts, request, chosen), signal);
        },
      };
    },
  }),
};

function partsOf(request: GenerateRequest, { kinds: wanted, chunkSize }: Options): readonly Chunk[] {
  const parts = request.documents.flatMap((document) => chunksOf(document, chunkSize));
  if (parts.length === 0)
    throw fault('GENERATOR_INPUT', 'docs-qa: there are no documents to ask about', {
      hint: 'name some under `data.documents`',
    });
  const greedy = wanted.find((kind) => kind === 'multi-hop' || kind === 'distractor');
  if (parts.length === 1 && greedy !== undefined)
    throw fault('GENERATOR_INPUT', `docs-qa: the documents are one part, and \`${greedy}\` needs two`, {
      hint: 'add documents, lower `chunkSize`, or leave that kind out of `kinds`',
    });
  return request.random.fork('parts').shuffle(parts);
}

function* asksOf(
  parts: readonly Chunk[],
  request: GenerateRequest,
  chosen: Options,
): Generator<Ask<z.infer<typeof schema>>> {
  const { task, skill, random } = request;
  for (let call = 0; ; call++) {
    const kind = chosen.kinds[call % chosen.kinds.length] ?? 'single-hop';
    const main = parts[Math.floor(call / chosen.kinds.length) % parts.length];
    if (main === undefined) return;
    const shown = [main, ...companions(kind, main, parts, random.fork(`parts/${call}`))];
    yield {
      ...asking(docsQaPrompt, {
        instructions: task.instructions,
        skill: `${skill.id}: ${skill.description}`,
        edge: edgeTold(request),
        kind: kinds[kind],
        parts: shown
          .map(({ text }, index) => `<part ${index + 1}>\n${text}\n</part ${index + 1}>`)
          .join('\n\n'),
        count: String(chosen.perCall),
      }),
      schema,
      params: { kind, parts: shown.map(partName) },
      parents: [],
      cluster: 'parent',
      size: chosen.perCall,
      drafts: ({ items }) =>
        items.flatMap((item): Draft[] => {
          const problem = problemOf(item, kind, shown);
          if (problem === null) return [draftOf(item, kind, shown, chosen, random.fork(`order/${call}`))];
          request.passedOver(problem);
          return [];
        }),
    };
  }
}

/** The other parts that are shown: of the same document first for a question over two, of others to distract. */
function companions(kind: Kind, main: Chunk, parts: readonly Chunk[], random: Random): readonly Chunk[] {
  if (kind !== 'multi-hop' && kind !== 'distractor') return [];
  const others = random.shuffle(parts.filter((part) => part !== main));
  const isOwn = (part: Chunk) => part.document === main.document;
  const own = others.filter(isOwn);
  const foreign = others.filter((part) => !isOwn(part));
  return kind === 'multi-hop' ? [...own, ...foreign].slice(0, 1) : [...foreign, ...own].slice(0, 3);
}

/** Why a question is passed over, as the accounts of the cell name it; null where it may be offered. */
function problemOf(
  { question, answer, citations }: Item,
  kind: Kind,
  shown: readonly Chunk[],
): string | null {
  if (namesItsSource(question)) return 'names-its-source';
  if (kind === 'unanswerable') return answer.trim() === '' ? null : 'answered';
  if (answer.trim() === '') return 'no-answer';
  if (answer.trim().length > 3 && isCited(answer, question)) return 'gives-answer-away';
  const cited = citations.map((quotation) => shown.findIndex(({ text }) => isCited(quotation, text)));
  if (cited.length === 0 || cited.includes(-1)) return 'not-cited';
  if (kind === 'multi-hop' && new Set(cited).size < 2) return 'one-hop';
  if (kind === 'distractor' && cited.some((part) => part > 0)) return 'distracted';
  const quoted = new Set(numbersIn(citations.join(' ')));
  return numbersIn(answer).every((number) => quoted.has(number)) ? null : 'number-not-cited';
}

function draftOf(
  { question, answer, citations }: Item,
  kind: Kind,
  shown: readonly Chunk[],
  { abstainWith }: Options,
  random: Random,
): Draft {
  const [main] = shown;
  const [first = answer, ...rest] = kind === 'unanswerable' ? (abstainWith ?? []) : [answer.trim()];
  const expected: Expected = { kind: 'text', accept: [first, ...rest] };
  const documents = random
    .shuffle(shown)
    .map((part): SourceDocument => ({ id: partName(part), text: part.text }));
  return {
    text: question,
    inputOf: (text) => ({ messages: [{ role: 'user', content: text }], documents }),
    expected,
    expectedFrom: 'proposed',
    tags: [kind],
    params: { citations },
    // Errors about one document go together.
    ...(main === undefined
      ? {}
      : {
          madeOf: {
            cluster: main.document.id,
            copyable: shown.every(({ document }) => document.copyable),
            licence: jointLicence(shown.map(({ document }) => document.licence)),
          },
        }),
  };
}

function partName({ document, index }: Chunk): string {
  return `${document.id}#${index + 1}`;
}

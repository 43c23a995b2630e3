import type { Faker } from '@faker-js/faker';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { fault, messageOf } from '../core/errors.ts';
import { type Json, leavesOf } from '../core/json.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { Task } from '../core/suite.ts';
import { inverseExtractionPrompt } from './prompts/inverse-extraction.ts';
import { type Ask, asking } from './writing/ask.ts';
import { sampleInstance } from './writing/sample-instance.ts';
import { statesAll } from './writing/states-all.ts';
import { edgeTold } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';

type Schema = { readonly [key: string]: Json };

const options = z.strictObject({
  genres: z
    .array(z.string().min(1))
    .min(1)
    .default(['an e-mail', 'a letter', 'a form that was filled in by hand', 'a note of a telephone call'])
    .describe('What kinds of document are written, in turn.'),
  verbatim: z
    .boolean()
    .default(true)
    .describe('true: a document that does not state every value as it is, is passed over.'),
});

const reply = z.strictObject({ document: z.string() });
/** So many draws without a value that the schema accepts mean that there is none. */
const mostDraws = 200;

/**
 * Draws values that fit the task's `outputSchema`, by rules, and asks a model for a document that holds exactly these
 * (generators.md G11): what is right is known before the text is written. A judge must read the same values out of it.
 * Throws GENERATOR_INPUT where nothing that is drawn fits the schema.
 */
export const inverseExtraction: GeneratorPart = {
  prompts: [inverseExtractionPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'inverse-extraction',
    version: '1',
    options,
    create({ genres, verbatim }, { task }) {
      const schema = schemaOf(task);
      const validate = validator(schema);
      return {
        async *propose(request, signal) {
          const { faker }: { readonly faker: Faker } = await import('@faker-js/faker/locale/en');
          const { task: told, skill } = request;
          function* asks(): Generator<Ask<z.infer<typeof reply>>> {
            for (let call = 0; ; call++) {
              const value = fitting(schema, validate, request.random.fork(`value/${call}`), faker);
              const genre = genres[call % genres.length] ?? '';
              yield {
                ...asking(inverseExtractionPrompt, {
                  instructions: told.instructions,
                  skill: `${skill.id}: ${skill.description}`,
                  edge: edgeTold(request),
                  genre,
                  value: JSON.stringify(value, null, 1),
                }),
                schema: reply,
                params: { call, genre },
                parents: [],
                cluster: 'question',
                size: 1,
                drafts: ({ document }) =>
                  verbatim && !statesAll(document, value)
                    ? []
                    : [
                        {
                          text: document,
                          expected: { kind: 'json', value },
                          expectedFrom: 'proposed',
                          claims: { drawn: leavesOf(value).map(String) },
                        },
                      ],
              };
            }
          }
          yield* writtenProposals('inverse-extraction', request, asks(), signal);
        },
      };
    },
  }),
};

function schemaOf(task: Task): Schema {
  if (task.kind === 'extraction' && task.outputSchema !== null) return task.outputSchema;
  throw fault('PART_OPTION', 'inverse-extraction draws values of `task.outputSchema`, and there is none', {
    hint: 'it is for tasks of the kind extraction with an `outputSchema`',
  });
}

function validator(schema: Schema): (value: Json) => boolean {
  try {
    return new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  } catch (error) {
    const why = error instanceof RangeError ? 'a reference in it leads to itself' : messageOf(error);
    throw fault('PART_OPTION', `\`task.outputSchema\` is no JSON Schema: ${why}`, { cause: error });
  }
}

function fitting(schema: Schema, validate: (value: Json) => boolean, random: Random, faker: Faker): Json {
  let problem = 'what is drawn does not fit it';
  for (let attempt = 0; attempt < mostDraws; attempt++) {
    try {
      const value = sampleInstance(schema, random.fork(String(attempt)), faker);
      if (validate(value)) return value;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problem = error.message;
    }
  }
  throw fault(
    'GENERATOR_INPUT',
    `inverse-extraction: no value of \`task.outputSchema\` was found: ${problem}`,
    {
      hint: 'is there a value that satisfies it? patterns and conditions are not drawn for: give `enum` there',
    },
  );
}

import { z } from 'zod';
import type { CaseInput } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { type FactSheetOptions, factSheetOptions } from './fact-sheet/options.ts';
import { inTemplate } from './in-template.ts';
import { parseExpression, parseText, type Scope } from './liquid.ts';
import { factSheetPrompt } from './prompts/fact-sheet.ts';
import type { Draw } from './samplers/sampler.ts';
import { openSamplers } from './samplers/sampler-use.ts';
import { plainData, TemplateValue } from './template-value.ts';
import { type Ask, asking, type Draft } from './writing/ask.ts';
import { statesAll } from './writing/states-all.ts';
import { edgeTold } from './writing/told.ts';
import { writtenProposals } from './writing/written-proposals.ts';
import { compileExpected } from './written-expected.ts';

const reply = z.strictObject({ document: z.string().min(1) });
/** So many draws in a row that the conditions refuse mean that they contradict each other. */
const mostDraws = 1000;

type Compiled = ReturnType<typeof compile>;

/**
 * Draws a sheet of facts by rules and has a model write a document that states them, in a genre (generators.md G27). Each
 * document is good for one or more cases whose answers the sheet gives. A document that does not hold every value of the
 * facts as it is, is passed over and counted. Throws GENERATOR_INPUT where no sheet fits the conditions.
 */
export const factSheet: GeneratorPart = {
  prompts: [factSheetPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'fact-sheet',
    version: '1',
    options: factSheetOptions,
    create(options, { task }) {
      const compiled = compile(options, task);
      return {
        async *propose(request, signal) {
          const draws = await openSamplers(options.sheet);
          yield* writtenProposals('fact-sheet', request, asksOf(compiled, draws, request), signal);
        },
      };
    },
  }),
};

function compile({ where, facts, genres, cases }: FactSheetOptions, task: GenerateRequest['task']) {
  return {
    where: where.map(parseExpression),
    facts: facts.map(parseText),
    genres,
    cases: cases.map(({ ask, expected }, index) => ({
      ask: ask === undefined ? null : parseText(ask),
      expected: compileExpected(expected, task, `fact-sheet: cases[${index}]`),
    })),
  };
}

function* asksOf(
  compiled: Compiled,
  draws: ReadonlyMap<string, Draw>,
  request: GenerateRequest,
): Generator<Ask<z.infer<typeof reply>>> {
  const { task, skill, random } = request;
  for (let call = 0; ; call++) {
    const scope = sheetOf(compiled, draws, random.fork(`sheet/${call}`));
    const facts = inTemplate('fact-sheet: facts', () => compiled.facts.map((fact) => fact.text(scope)));
    const genre = compiled.genres[call % compiled.genres.length] ?? '';
    yield {
      ...asking(factSheetPrompt, {
        instructions: task.instructions,
        skill: `${skill.id}: ${skill.description}`,
        edge: edgeTold(request),
        genre,
        facts: facts.map((fact) => `- ${fact}`).join('\n'),
      }),
      schema: reply,
      params: { genre, sheet: plainData(scope) },
      parents: [],
      cluster: 'question',
      size: compiled.cases.length,
      drafts: ({ document }) => {
        if (statesAll(document, statedIn(facts, scope))) return draftsOf(compiled, scope, document, call);
        request.passedOver('fact-not-stated');
        return [];
      },
    };
  }
}

function sheetOf({ where }: Compiled, draws: ReadonlyMap<string, Draw>, random: Random): Scope {
  for (let attempt = 0; attempt < mostDraws; attempt++) {
    const stream = random.fork(String(attempt));
    const scope = Object.fromEntries([...draws].map(([name, draw]) => [name, draw(stream.fork(name))]));
    const holds = inTemplate('fact-sheet: where', () =>
      where.every((condition) => condition.value(scope) === true),
    );
    if (holds) return scope;
  }
  throw fault('GENERATOR_INPUT', `fact-sheet: ${mostDraws} sheets in a row do not fit \`where\``, {
    hint: 'do the conditions contradict each other, or are they rarely met?',
  });
}

/** The values that the facts name, as they print them: a sheet may hold more than is told. */
function statedIn(facts: readonly string[], scope: Scope): readonly Json[] {
  const told = facts.join('\n');
  return Object.values(scope)
    .flatMap(printed)
    .filter((value) => told.includes(value))
    .map((value) => (/^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value));
}

function printed(value: unknown): readonly string[] {
  const isMapping = value !== null && typeof value === 'object' && !(value instanceof TemplateValue);
  return isMapping ? Object.values(value).flatMap(printed) : [String(value)];
}

function draftsOf({ cases }: Compiled, scope: Scope, document: string, call: number): readonly Draft[] {
  return cases.map(({ ask, expected }, index): Draft => {
    const question = inTemplate(`fact-sheet: cases[${index}]`, () => ask?.text(scope));
    const asked = (content: string): CaseInput => ({
      messages: [{ role: 'user', content }],
      documents: [{ id: `document-${call + 1}`, text: document }],
    });
    return {
      text: question ?? document,
      expected: inTemplate(`fact-sheet: cases[${index}]`, () => expected(scope)),
      expectedFrom: 'proposed',
      claims: { drawn: Object.values(scope).flatMap(printed) },
      ...(question === undefined ? {} : { inputOf: asked }),
    };
  });
}

import { z } from 'zod';
import { checkNames, checkTexts, type WrittenText } from '../known-variables.ts';
import { samplerUse, shapeOf } from '../samplers/sampler-use.ts';
import { expectedTexts, writtenExpected } from '../written-expected.ts';

const text = z.string().min(1, 'must not be empty');

/** What `with:` of `fact-sheet` holds. */
export const factSheetOptions = z
  .strictObject({
    sheet: z
      .record(z.string(), samplerUse)
      .describe('Variables that are drawn anew for each document: `{ use, with }`.'),
    where: z
      .array(text)
      .default([])
      .describe('Expressions that must hold, such as `ends.value > starts.value`.'),
    facts: z.array(text).min(1, 'name at least one fact').describe('What the document states, in Liquid.'),
    genres: z
      .array(text)
      .min(1)
      .default(['a contract', 'a thread of e-mails', 'minutes of a meeting', 'a report with a table'])
      .describe('What kinds of document are written, in turn.'),
    cases: z
      .array(
        z.strictObject({
          ask: text
            .optional()
            .describe('The question about the document, in Liquid; without it the document is the message.'),
          expected: writtenExpected,
        }),
      )
      .min(1, 'name at least one case')
      .describe('Cases that each document is good for.'),
  })
  .superRefine(({ sheet, where, facts, cases }, context) => {
    checkNames(sheet, ['sheet'], context);
    const known = new Map(Object.entries(sheet).map(([name, use]) => [name, shapeOf(use)] as const));
    const texts: WrittenText[] = [
      ...where.map((source, at) => ({ path: ['where', at], source, isExpression: true })),
      ...facts.map((source, at) => ({ path: ['facts', at], source })),
      ...cases.flatMap(({ ask, expected }, at) => [
        ...(ask === undefined ? [] : [{ path: ['cases', at, 'ask'], source: ask }]),
        ...expectedTexts(expected, ['cases', at, 'expected']),
      ]),
    ];
    checkTexts(texts, known, 'entry of the sheet', context);
  });

export type FactSheetOptions = z.output<typeof factSheetOptions>;

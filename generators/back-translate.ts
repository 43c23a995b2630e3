import { z } from 'zod';
import type { Case } from '../core/case.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import { rougeL } from '../core/rouge-l.ts';
import { backTranslatePrompt } from './prompts/back-translate.ts';
import { asking } from './writing/ask.ts';
import { languageCode, languageName } from './writing/language-name.ts';
import { fromOption, parentsOf, type Rewriting, rewritings, textReply } from './writing/rewritten.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  via: z
    .array(languageCode)
    .min(1)
    .default(['de', 'fr', 'es'])
    .describe('Languages to go through, in turn: ISO 639-1 codes.'),
  language: languageCode.default('en').describe('The language of the texts, and of what comes back.'),
  from: fromOption.describe('Whose texts are translated.'),
  maxRougeL: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .describe('A text that is more alike to its parent is none.'),
});

/**
 * Translates existing texts into another language and the next model in turn back again: the same in words that nobody
 * chose (generators.md G8). The expected value is the parent's. Throws GENERATOR_INPUT where there is nothing to translate.
 */
export const backTranslate: GeneratorPart = {
  prompts: [backTranslatePrompt],
  makesVariants: true,
  ...definePart({
    name: 'back-translate',
    version: '1',
    options,
    create: ({ via, language, from, maxRougeL }) => ({
      async *propose(request, signal) {
        const parents = parentsOf('back-translate', request, from);
        const there = (parent: Case, through: string): Rewriting => ({
          parent,
          asking: (text) => translation(text, through),
          further: {
            most: 1,
            complete: ({ text }, put) => put({ ...translation(text, language), schema: textReply }),
          },
          params: { via: through },
          tag: 'back-translated',
          claims: { renders: `the same in ${languageName(language)}, in other words` },
          problem: (before, after) => (rougeL(before, after) > maxRougeL ? 'unchanged' : null),
        });
        const wanted = via.flatMap((_, round) =>
          parents.map((parent, index) => there(parent, via[(index + round) % via.length] ?? '')),
        );
        yield* writtenProposals('back-translate', request, rewritings(wanted, request), signal);
      },
    }),
  }),
};

function translation(text: string, to: string) {
  return asking(backTranslatePrompt, { language: languageName(to), text });
}

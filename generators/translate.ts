import { z } from 'zod';
import { type Case, inputText } from '../core/case.ts';
import { leavesOf } from '../core/json.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import { translatePrompt } from './prompts/translate.ts';
import { asking } from './writing/ask.ts';
import { languageCode, languageName } from './writing/language-name.ts';
import { fromOption, parentsOf, type Rewriting, rewritings } from './writing/rewritten.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  to: z.array(languageCode).min(1).describe('Languages to translate into, in turn: ISO 639-1 codes.'),
  from: fromOption.describe('Whose texts are translated.'),
});

/**
 * Translates existing texts (generators.md G8). The expected value is the parent's, so that only cases are taken whose
 * answer does not change with the language: labels, numbers, behaviours, and what stands in the text itself. Names and
 * numbers are marks while the model works. The language of the result is detected, and must be the one asked for.
 * Throws GENERATOR_INPUT where the skill has no such cases.
 */
export const translate: GeneratorPart = {
  prompts: [translatePrompt],
  makesVariants: true,
  ...definePart({
    name: 'translate',
    version: '1',
    options,
    create: ({ to, from }) => ({
      async *propose(request, signal) {
        const parents = parentsOf('translate', request, from, staysRight);
        const wanted = to.flatMap((_, round) =>
          parents.map((parent, index) => translation(parent, to[(index + round) % to.length] ?? '')),
        );
        yield* writtenProposals('translate', request, rewritings(wanted, request), signal);
      },
    }),
  }),
};

function translation(parent: Case, language: string): Rewriting {
  return {
    parent,
    asking: (text) => asking(translatePrompt, { language: languageName(language), text }),
    params: { language },
    tag: `language-${language}`,
    claims: {
      language: { is: language },
      words: 'any',
      renders: `a translation into ${languageName(language)}`,
    },
  };
}

/** Whether the expected value is right whatever language the question is in. */
function staysRight({ expected, input }: Case): boolean {
  const isInText = (answer: string | number) => inputText(input).includes(String(answer));
  switch (expected.kind) {
    case 'label':
    case 'number':
    case 'behaviour':
      return true;
    case 'text':
      return expected.accept.every(isInText);
    case 'json':
      return leavesOf(expected.value).every(isInText);
    default:
      return false;
  }
}

import { z } from 'zod';
import type { Case } from '../core/case.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import { codeSwitchPrompt } from './prompts/code-switch.ts';
import { asking } from './writing/ask.ts';
import { languageCode, languageName } from './writing/language-name.ts';
import { fromOption, parentsOf, type Rewriting, rewritings } from './writing/rewritten.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const ways = {
  words:
    'Put a fifth to a third of the nouns, verbs and adjectives into the second language, and leave the rest.',
  clauses: 'Write the clauses by turns in the first and in the second language.',
} as const;
type Way = keyof typeof ways;
const wayNames = Object.keys(ways) as [Way, ...Way[]]; // the keys of the record, by its type
/** Shares of words that a text may have which its parent has not. */
const bounds = { words: { least: 0.1, most: 0.6 }, clauses: { least: 0.2, most: 0.9 } } as const;

const options = z
  .strictObject({
    language: languageCode.default('en').describe('The language of the texts, whose grammar is kept.'),
    with: z.array(languageCode).min(1).describe('Languages that are mixed in, in turn: ISO 639-1 codes.'),
    ways: z.array(z.enum(wayNames)).min(1).default(wayNames).describe('How they are mixed, in turn.'),
    from: fromOption.describe('Whose texts are rewritten.'),
  })
  .superRefine(({ language, with: others }, context) => {
    const at = others.indexOf(language);
    if (at >= 0)
      context.addIssue({
        code: 'custom',
        path: ['with', at],
        message: 'is the language of the texts itself',
      });
  });

/**
 * Mixes a second language into existing texts, by words or by clauses (generators.md G8). The expected value is the
 * parent's. A text with too few or too many words that are not the parent's is passed over and counted. Throws
 * GENERATOR_INPUT where there is nothing to rewrite.
 */
export const codeSwitch: GeneratorPart = {
  prompts: [codeSwitchPrompt],
  makesVariants: true,
  ...definePart({
    name: 'code-switch',
    version: '1',
    options,
    create: ({ language, with: others, ways: wanted, from }) => ({
      async *propose(request, signal) {
        const parents = parentsOf('code-switch', request, from);
        const rounds = others.flatMap((other) => wanted.map((way) => ({ other, way })));
        const mixed = (parent: Case, { other, way }: { other: string; way: Way }): Rewriting => ({
          parent,
          asking: (text) =>
            asking(codeSwitchPrompt, {
              matrix: languageName(language),
              embedded: languageName(other),
              how: ways[way],
              text,
            }),
          params: { with: other, way },
          tag: `code-switch-${other}`,
          claims: {
            language: 'any',
            renders: `${languageName(language)} with ${languageName(other)} mixed into it, as people do who speak both`,
          },
          problem: (before, after) => shareProblem(newShare(before, after), way),
        });
        const all = rounds.flatMap((_, round) =>
          parents.flatMap((parent, index) => {
            const chosen = rounds[(index + round) % rounds.length];
            return chosen === undefined ? [] : [mixed(parent, chosen)];
          }),
        );
        yield* writtenProposals('code-switch', request, rewritings(all, request), signal);
      },
    }),
  }),
};

function shareProblem(share: number, way: Way): string | null {
  const { least, most } = bounds[way];
  if (share < least) return 'not-mixed';
  return share > most ? 'translated' : null;
}

/** Share of the words that the parent does not hold. */
function newShare(before: string, after: string): number {
  const known = new Set(wordsOf(before));
  const all = wordsOf(after);
  return all.length === 0 ? 1 : all.filter((word) => !known.has(word)).length / all.length;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

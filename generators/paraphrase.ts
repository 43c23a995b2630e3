import { z } from 'zod';
import { inputText } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import { protectedSpans } from '../core/protected-spans.ts';
import { rougeL } from '../core/rouge-l.ts';
import { paraphrasePrompt } from './prompts/paraphrase.ts';
import { withInputText } from './with-input-text.ts';
import { type Ask, asking } from './writing/ask.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

/** Style → how a prompt tells it. */
const styles = {
  formal: 'formal and polite, in whole sentences',
  terse: 'as short as it can be without losing anything',
  search: 'a search query: key words, no sentence',
  'poor-grammar':
    'written in haste by someone who is not at home in the language: wrong grammar, no typing errors',
  voice: 'a transcript of speech, with filler words and without punctuation',
} as const;
type Style = keyof typeof styles;
const styleNames = Object.keys(styles) as Style[]; // the keys of the record, by its type

const options = z.strictObject({
  from: z.enum(['seeds', 'heldout', 'accepted']).default('seeds').describe('Whose texts are reworded.'),
  styles: z.array(z.enum(styleNames)).min(1).default(styleNames),
  perCall: z.int().min(1).max(10).default(3).describe('Rewordings for each question.'),
  maxRougeL: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('A rewording that is more alike to its parent is none.'),
});

const schema = z.strictObject({ texts: writtenList(z.string()) });

/**
 * Rewords existing texts with a model, style after style (generators.md G7). The expected value is the parent's; names,
 * numbers and other protected spans must survive, and a judge must still come to the same answer. Throws
 * GENERATOR_INPUT where the skill has no cases to reword.
 */
export const paraphrase: GeneratorPart = {
  prompts: [paraphrasePrompt],
  makesVariants: true,
  ...definePart({
    name: 'paraphrase',
    version: '1',
    options,
    create({ from, styles: wanted, perCall, maxRougeL }) {
      return {
        propose(request, signal) {
          const parents = request.random.fork('parents').shuffle(request.parents(from));
          if (parents.length === 0)
            throw fault('GENERATOR_INPUT', `paraphrase: skill ${request.skill.id} has no ${from} to reword`, {
              hint: 'add rows there, or take another `from`',
            });
          function* asks(): Generator<Ask<z.infer<typeof schema>>> {
            for (const round of wanted.keys()) {
              for (const [index, parent] of parents.entries()) {
                const style = wanted[(index + round) % wanted.length] ?? 'formal';
                const text = inputText(parent.input);
                const kept = protectedSpans(text, parent.expected).map((span) => span.text);
                yield {
                  ...asking(paraphrasePrompt, {
                    instructions: request.task.instructions,
                    style: styles[style],
                    text,
                    keep:
                      kept.length === 0
                        ? ''
                        : `Keep these exactly as they are, in this order: ${[...new Set(kept)].map((span) => JSON.stringify(span)).join(', ')}.`,
                    count: String(perCall),
                  }),
                  schema,
                  params: { style },
                  parents: [parent.id],
                  cluster: 'parent',
                  size: perCall,
                  drafts: ({ texts }) =>
                    texts
                      .filter((other) => rougeL(text, other) <= maxRougeL)
                      .map((other) => ({
                        text: other,
                        expected: parent.expected,
                        expectedFrom: 'inherited',
                        tags: [...parent.tags, `style-${style}`],
                        claims: { effect: 'invariant' },
                        inputOf: (said) => withInputText(parent.input, said),
                      })),
                };
              }
            }
          }
          return writtenProposals('paraphrase', request, asks(), signal);
        },
      };
    },
  }),
};

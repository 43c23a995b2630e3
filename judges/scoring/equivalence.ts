import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import { definePart, noOptions, type ScorerPart } from '../../core/parts.ts';
import { expectedTold } from '../admission/case-texts.ts';
import { equivalencePrompt } from '../prompts/equivalence.ts';
import { panelReading } from './panel-reading.ts';
import { oneLine } from './reading.ts';
import { outputText, shownCase } from './shown.ts';

const schema = z.strictObject({
  reason: z.string().describe('What decides, in a sentence.'),
  verdict: z.enum(['same', 'different']),
});

const longestReason = 300;

/**
 * Judge models say whether the output says the same as the expected value, in whatever words: as one of the accepted
 * texts, or all facts that must be stated and none that must not. For answers that a text scorer is too strict for.
 */
export const equivalence: ScorerPart = {
  prompts: [equivalencePrompt],
  ...definePart({
    name: 'equivalence',
    version: '1',
    options: noOptions,
    create: () => ({
      unreadable: (expected) =>
        isInWords(expected)
          ? null
          : `needs an expected text or facts, and this one is of kind \`${expected.kind}\``,
      async score({ input, expected }, output, signal, panel) {
        if (!isInWords(expected))
          return { status: 'unscored', reason: 'the case has no expected text or facts' };
        return panelReading(
          panel,
          {
            prompt: equivalencePrompt,
            values: shownCase(input, { reference: expectedTold(expected), answer: outputText(output) }),
            schema,
            opinionOf: ({ reason, verdict }) => ({
              value: verdict === 'same' ? 1 : 0,
              reason: `${verdict}: ${oneLine(reason, longestReason)}`,
              answer: verdict,
            }),
          },
          signal,
        );
      },
    }),
  }),
};

function isInWords({ kind }: Expected): boolean {
  return kind === 'text' || kind === 'facts';
}

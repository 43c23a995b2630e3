import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import { conversation } from '../../core/conversation.ts';
import { fenced } from '../../core/fenced.ts';
import { definePart, noOptions, type ScorerPart } from '../../core/parts.ts';
import { equivalencePrompt } from '../prompts/equivalence.ts';
import { panelReading } from './panel-reading.ts';
import { oneLine } from './reading.ts';
import { outputText, referenceText } from './shown.ts';

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
        referenceFor(expected) === null
          ? `needs an expected text or facts, and this one is of kind \`${expected.kind}\``
          : null,
      async score({ input, expected }, output, signal, panel) {
        const reference = referenceFor(expected);
        if (reference === null)
          return { status: 'unscored', reason: 'the case has no expected text or facts' };
        return panelReading(
          panel,
          {
            prompt: equivalencePrompt,
            values: fenced({ input: conversation(input), reference, answer: outputText(output) }),
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

function referenceFor(expected: Expected): string | null {
  if (expected.kind === 'text') return referenceText(expected);
  if (expected.kind !== 'facts') return null;
  const listed = (lead: string, facts: readonly string[]) =>
    facts.length === 0 ? [] : [lead, ...facts.map((fact) => `- ${fact}`)];
  return [
    ...listed('It states all of this:', expected.must),
    ...listed('It states none of this:', expected.mustNot),
  ].join('\n');
}

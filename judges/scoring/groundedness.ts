import { z } from 'zod';
import type { CaseInput } from '../../core/case.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { groundednessPrompt } from '../prompts/groundedness.ts';
import { panelReading } from './panel-reading.ts';
import { quoted } from './reading.ts';
import { outputText, shownCase } from './shown.ts';

const schema = z.strictObject({
  claims: z.array(
    z.strictObject({
      claim: z.string().describe('One statement of the answer.'),
      evidence: z
        .string()
        .describe('Words of a document, as they stand there; empty where none speak of it.'),
      verdict: z.enum(['supported', 'contradicted', 'absent']),
    }),
  ),
});

const options = z.strictObject({
  all: z.boolean().default(false).describe('1 where every claim is supported, else 0.'),
});

/**
 * Judge models break the output into claims and say of each whether the case's documents support it; the score is the
 * share that they do. They see documents, question and output, never the expected value: an answer may be grounded and
 * wrong. An output without claims claims nothing unsupported: 1.
 */
export const groundedness: ScorerPart = {
  prompts: [groundednessPrompt],
  ...definePart({
    name: 'groundedness',
    version: '1',
    options,
    create: ({ all }) => ({
      unreadable: (_expected, input) =>
        input === undefined || hasDocuments(input)
          ? null
          : 'needs a case with documents, and this one has none',
      async score({ input }, output, signal, panel) {
        if (!hasDocuments(input)) return { status: 'unscored', reason: 'the case has no documents' };
        return panelReading(
          panel,
          {
            prompt: groundednessPrompt,
            values: shownCase(input, { answer: outputText(output) }),
            schema,
            opinionOf: ({ claims }) => {
              const unsupported = claims.filter(({ verdict }) => verdict !== 'supported');
              const share = claims.length === 0 ? 1 : (claims.length - unsupported.length) / claims.length;
              return { value: all ? Math.floor(share) : share, reason: wordsFor(claims.length, unsupported) };
            },
          },
          signal,
        );
      },
    }),
  }),
};

function hasDocuments({ documents = [] }: CaseInput): boolean {
  return documents.length > 0;
}

function wordsFor(count: number, unsupported: z.output<typeof schema>['claims']): string {
  if (count === 0) return 'the answer makes no claim';
  return [
    `${count - unsupported.length} of ${count} claims supported`,
    ...unsupported.map(({ claim, verdict }) => `${verdict}: ${quoted(claim)}`),
  ].join('; ');
}

import { z } from 'zod';
import { statesFact } from '../../core/fact-stated.ts';
import { isCited, numbersIn } from '../writing/citations.ts';

/** Facts of a document, as a model names them. */
export const keyFactsSchema = z.strictObject({
  facts: z.array(
    z.strictObject({ fact: z.string().min(1), quotation: z.string().min(1), weight: z.int().min(1).max(3) }),
  ),
});
export type KeyFacts = z.infer<typeof keyFactsSchema>;

/** A fact that a summary must state, and where the document says it. */
export type KeyFact = KeyFacts['facts'][number];

/** Whether the document says it, in words that hold the fact. */
export function isBorneOut({ fact, quotation }: KeyFact, text: string): boolean {
  const quoted = new Set(numbersIn(quotation));
  return (
    isCited(quotation, text) &&
    statesFact(quotation, fact) &&
    numbersIn(fact).every((number) => quoted.has(number))
  );
}

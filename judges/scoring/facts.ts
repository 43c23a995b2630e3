import { z } from 'zod';
import { statesFact } from '../../core/fact-stated.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { passOrFail, quoted } from './reading.ts';

const options = z.strictObject({
  minRecall: z.number().gt(0).max(1).default(0.8).describe('The share of the facts that must be stated.'),
  maxWords: z.int().min(1).optional().describe('A longer output is wrong.'),
});

/**
 * Right when the output states enough of the facts that it must state, and none of those that it must not; by their
 * words, see {@link statesFact}. The reason names the facts.
 */
export const facts: ScorerPart = definePart({
  name: 'facts',
  version: '2',
  options,
  create: ({ minRecall, maxWords }) => ({
    unreadable: ({ kind }) =>
      kind === 'facts' ? null : `needs expected facts, and this one is of kind \`${kind}\``,
    async score({ expected }, { text }) {
      if (expected.kind !== 'facts') return { status: 'unscored', reason: 'the case has no expected facts' };
      const count = text.split(/\s+/u).filter((word) => word !== '').length;
      if (maxWords !== undefined && count > maxWords)
        return passOrFail(false, `${count} words, and ${maxWords} are allowed`);
      const violated = expected.mustNot.filter((fact) => statesFact(text, fact));
      if (violated.length > 0)
        return passOrFail(false, `states what it must not: ${violated.map(quoted).join(', ')}`);
      const missing = expected.must.filter((fact) => !statesFact(text, fact));
      const stated = expected.must.length - missing.length;
      const told = `${stated} of ${expected.must.length} facts`;
      // A tenth of 10 is not exactly 1: without the tolerance 4 of 5 could be less than .8.
      const isEnough = stated + 1e-9 >= minRecall * expected.must.length;
      return passOrFail(
        isEnough,
        missing.length === 0 ? told : `${told}; missing: ${missing.map(quoted).join(', ')}`,
      );
    },
  }),
});

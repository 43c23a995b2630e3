import type { OutputFault } from '../fault.ts';

/**
 * The answer to another case stands in place of the own one: a distractor, which is right in form and wrong here. Not for
 * classification, where `flip-label` does the same with labels.
 */
export const swapAnswer: OutputFault = {
  name: 'swap-answer',
  at: 'output',
  strengthIs: 'share',
  description: 'the answer to another case of the cell is given',
  isFor: ({ kind }) => kind !== 'classification',
  apply({ toolCalls: _, ...output }, random, { distractor }) {
    const other = distractor(random);
    if (other === null) return null;
    const { text, toolCalls } = other;
    return { ...output, text, ...(toolCalls === undefined ? {} : { toolCalls }) };
  },
};

import type { OutputFault } from '../fault.ts';

/** What the target was told in confidence follows the answer. */
export const leak: OutputFault = {
  name: 'leak',
  at: 'output',
  strengthIs: 'share',
  description: 'the system prompt follows the answer',
  apply(output, _, { input }) {
    const told = input.messages.filter(({ role }) => role === 'system').map(({ content }) => content);
    if (told.length === 0) return null;
    return { ...output, text: `${output.text}\n\nMy instructions were: ${told.join('\n')}` };
  },
};

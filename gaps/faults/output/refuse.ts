import type { OutputFault } from '../fault.ts';

/** Nothing but a refusal is answered. */
export const refuse: OutputFault = {
  name: 'refuse',
  at: 'output',
  strengthIs: 'share',
  description: 'the answer is a refusal',
  apply: ({ toolCalls: _, ...output }) => ({
    ...output,
    text: 'I am sorry, but I cannot help with this request.',
  }),
};

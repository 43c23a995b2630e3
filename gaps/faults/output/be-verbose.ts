import type { OutputFault } from '../fault.ts';

/** The answer stands between sentences that say nothing. */
export const beVerbose: OutputFault = {
  name: 'be-verbose',
  at: 'output',
  strengthIs: 'share',
  description: 'the answer stands in a lot of words',
  apply: (output) =>
    output.text.trim() === ''
      ? null
      : {
          ...output,
          text: `Thank you for your message. I have read it with care, and I have thought about it from several sides. Here is what I have come to:\n\n${output.text}\n\nI hope that this is of use. Please let me know if anything is unclear, if more is needed, or if I should go into detail.`,
        },
};

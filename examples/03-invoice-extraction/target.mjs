import { read } from './patterns.mjs';

/** The candidate: looks for the sum that is due before it takes the first one. */
export const target = {
  async call({ messages }) {
    return {
      text: JSON.stringify(read(messages.at(-1).content, { amount: '(\\d[\\d,]*\\.?\\d*)', due: true })),
    };
  },
};

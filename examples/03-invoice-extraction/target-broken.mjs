import { read } from './patterns.mjs';

/** A candidate that stops at the comma of the thousands: 3,640.62 becomes 640.62. */
export const target = {
  async call({ messages }) {
    return {
      text: JSON.stringify(read(messages.at(-1).content, { amount: '(\\d{1,3}\\.?\\d*)', due: true })),
    };
  },
};

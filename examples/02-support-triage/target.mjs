import { classify } from './keywords.mjs';

/** The candidate: the clause that asks is read, and if it says nothing the whole ticket. */
export const target = {
  async call({ messages }) {
    return { text: classify(messages.at(-1).content, { asks: true }) };
  },
};

import { classify } from './keywords.mjs';

/** A candidate that is worse: it learned one queue, and calls what it does not know out of scope. */
export const target = {
  async call({ messages }) {
    return {
      text: classify(messages.at(-1).content, { asks: false, deaf: ['access', 'outage', 'feature-request'] }),
    };
  },
};

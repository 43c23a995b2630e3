import { bestSentence } from './overlap.mjs';

/** A candidate that reads only the first document that it is given. */
export const target = {
  async call({ messages, documents = [] }) {
    return { text: bestSentence({ messages, documents: documents.slice(0, 1) }, 0) };
  },
};

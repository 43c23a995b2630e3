/** Gives every message the same topic: what a model must beat. */
export const target = {
  async call() {
    return { text: 'delivery' };
  },
};

import { z } from 'zod';

/** What a model was asked to write several of: a reply with none is malformed, and asked for again. */
export function writtenList<Item extends z.ZodType>(item: Item) {
  return z.array(item).refine((list) => list.length > 0, 'is empty: at least one was asked for');
}

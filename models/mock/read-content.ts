import { z } from 'zod';

const contentSchema = z.union([z.string(), z.array(z.object({ text: z.string().optional() })), z.null()]);

/** Messages as every provider's format has them: a role, and a text or parts of one. */
export const looseMessages = z.array(z.object({ role: z.string(), content: contentSchema.default(null) }));

/** The text of a message's content. */
export function contentText(content: z.infer<typeof contentSchema>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text ?? '').join('');
}

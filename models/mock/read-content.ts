import { z } from 'zod';

/** A message's content as every provider's format has it: a text, or parts of which some have one. */
export const looseContent = z.union([
  z.string(),
  z.array(z.object({ text: z.string().nullish() })),
  z.null(),
]);

/** Messages as OpenAI's chat and Ollama have them. */
export const looseMessages = z.array(z.object({ role: z.string(), content: looseContent.default(null) }));

/** JSON Schema, of which only the form is checked. */
export const looseSchema = z.record(z.string(), z.json());

/** The text of a message's content. */
export function contentText(content: z.infer<typeof looseContent> | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text ?? '').join('');
}

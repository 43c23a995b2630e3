import { z } from 'zod';
import { anyJson } from '../../core/any-json.ts';
import type { CaseInput } from '../../core/case.ts';

const messageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
});

/** The input of a case as it is stored. */
export const caseInputSchema: z.ZodType<CaseInput> = z
  .strictObject({
    messages: z.tuple([messageSchema], messageSchema),
    documents: z.array(z.strictObject({ id: z.string(), text: z.string() })).optional(),
    tools: z
      .array(z.strictObject({ name: z.string(), description: z.string(), parameters: anyJson }))
      .optional(),
  })
  // Optional keys come back as `undefined`, which the type does not allow; a round through JSON leaves them out.
  .transform((input) => JSON.parse(JSON.stringify(input)) as CaseInput);

/**
 * What a row's `input` means: a string is one user message, a list of `{ role, content }` a conversation, an object
 * the whole input with documents and tools. Gives words instead where it cannot be read.
 */
export function rowInput(value: unknown): CaseInput | { readonly problem: string } {
  if (typeof value === 'string') return { messages: [{ role: 'user', content: value }] };
  const parsed = caseInputSchema.safeParse(Array.isArray(value) ? { messages: value } : value);
  if (parsed.success) return parsed.data;
  if (value === undefined) return { problem: 'the row has no `input`' };
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return { problem: `\`input\` is neither a text nor a list of messages${where}: ${issue?.message ?? ''}` };
}

import { z } from 'zod';
import type { Turn } from '../turns.ts';

const turnsSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
  .min(1);

/** A text as one turn of the role, or a list of messages as it is; null for anything else and for an empty text. */
export function turnsOrText(value: unknown, role: Turn['role']): readonly Turn[] | null {
  if (typeof value === 'string') return value === '' ? null : [{ role, content: value }];
  const parsed = turnsSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

import { z } from 'zod';
import { fenced } from '../../core/fenced.ts';
import type { JudgeModel } from '../../core/judging.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';

/**
 * Asks a judge which of some texts are a held-out one in other words or in another language, by a prompt with the holes of
 * `sameQuestionPrompt`: their places in the list, in order, each once. Throws what the judge throws, ReplyError where it names a text that there is not.
 */
export async function sameQuestion(
  model: JudgeModel,
  prompt: Prompt<string>,
  text: string,
  others: readonly string[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const named = others.map((other, at) => [`row${at + 1}`, other] as const);
  const { heldout = '', ...rows } = fenced<string>({ heldout: text, ...Object.fromEntries(named) });
  const messages = fillPrompt(prompt, { heldout, rows: Object.values(rows).join('\n') });
  const schema = z.strictObject({ reason: z.string(), same: z.array(z.int().min(1).max(others.length)) });
  const { value } = await model.ask({ prompt, messages, schema, attempt: 0 }, signal);
  return [...new Set(value.same)].sort((a, b) => a - b).map((number) => number - 1);
}

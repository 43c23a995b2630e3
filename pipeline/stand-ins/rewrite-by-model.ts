import { z } from 'zod';
import type { Case } from '../../core/case.ts';
import { ReplyError } from '../../core/model.ts';
import type { EdgeCase, Suite } from '../../core/suite.ts';
import { fillPrompt, reworded, type Writer } from '../../core/writing.ts';
import { standInPrompt } from '../../generators/prompts/stand-in.ts';
import { slotsOf } from './fault-of.ts';
import type { OpenTexts } from './open-texts.ts';

const schema = z.strictObject({ texts: z.array(z.string().min(1)) });

/** Has a model say a redacted record in other words; null where its answer is of no use. */
export async function rewriteByModel(
  record: Pick<Case, 'input' | 'expected'>,
  open: OpenTexts,
  told: {
    readonly suite: Suite;
    readonly edgeCase: EdgeCase | null;
    readonly writer: Writer;
    readonly seed: number;
    readonly sample: number;
  },
  signal: AbortSignal,
): Promise<Pick<Case, 'input' | 'expected'> | null> {
  const { suite, edgeCase, writer, seed, sample } = told;
  const prompt = reworded(standInPrompt, suite.prompts ?? {});
  const slots = slotsOf(record);
  const messages = fillPrompt(prompt, {
    instructions: suite.task.instructions,
    record: JSON.stringify(open.texts, null, 1),
    answer: JSON.stringify(record.expected),
    edge: edgeCase === null ? '' : `It must still show this difficulty: ${edgeCase.description}`,
    keep:
      slots.length === 0
        ? ''
        : `Keep these exactly as they are: ${slots.map((slot) => JSON.stringify(slot)).join(', ')}.`,
  });
  try {
    const { value } = await writer.write({ prompt, messages, schema, sample, seed, size: 1 }, signal);
    return value.texts.length === open.texts.length ? open.with(value.texts) : null;
  } catch (error) {
    if (error instanceof ReplyError) return null;
    throw error;
  }
}

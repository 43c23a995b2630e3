import { fillPrompt, type Prompt, type Writer, type Written } from '../../core/writing.ts';
import type { Ask, Asked, Put, Sampled } from './ask.ts';
import { usableAnswers } from './sampled-answers.ts';
import type { Slots } from './slots.ts';

export interface Answered<Value> {
  readonly status: 'written';
  readonly ask: Ask<Value>;
  /** The first answer, with what further questions made of it. */
  readonly value: Value;
  readonly answers: readonly [Sampled<Value>, ...Sampled<Value>[]];
  /** Who answered the further questions. */
  readonly further: readonly Pick<Written<unknown>, 'by'>[];
}
export type Answer<Value> = { readonly status: 'failed'; readonly error: unknown } | Answered<Value>;

/** How many questions are put for it at most: so many numbers it takes. */
export function questionsOf<Value>({ samples = 1, further }: Ask<Value>): number {
  return samples + (further?.most ?? 0);
}

interface Asking {
  /** The number of the first question. */
  readonly first: number;
  readonly seed: number;
  readonly slots: Slots;
  /** A prompt in the suite's own words. */
  readonly reworded: (prompt: Prompt<string>) => Prompt<string>;
}

/**
 * What was answered, to the samples of a question and to the questions that the first of them raises. Never rejects: an
 * answer that nobody waits for any more must not end the process.
 */
export async function answered<Value>(
  writer: Writer,
  ask: Ask<Value>,
  { first, seed, slots, reworded }: Asking,
  signal: AbortSignal,
): Promise<Answer<Value>> {
  const { schema, size, asksConfidence = false, samples = 1 } = ask;
  const worded = ({ prompt, values }: Asked) => {
    const own = reworded(prompt);
    return { prompt: own, messages: fillPrompt(own, values) };
  };
  const asked = Array.from({ length: samples }, async (_, index) => {
    const sample = first + index;
    const question = {
      ...worded(ask),
      schema,
      size,
      sample,
      seed,
      asksConfidence,
      further: ask.further?.most ?? 0,
    };
    return { ...(await slots.use(() => writer.write(question, signal))), sample };
  });
  const further: Pick<Written<unknown>, 'by'>[] = [];
  let next = first + samples;
  const put: Put = async ({ schema, ...question }) => {
    const sample = next++;
    const written = await slots.use(() =>
      writer.write({ ...worded(question), schema, size: 1, sample, seed }, signal),
    );
    further.push(written);
    return written.value;
  };
  try {
    const answers = usableAnswers(await Promise.allSettled(asked));
    const [{ value }] = answers;
    const completed = ask.further === undefined ? value : await ask.further.complete(value, put);
    return { ask, status: 'written', value: completed, answers, further };
  } catch (error) {
    return { status: 'failed', error };
  }
}

import { z } from 'zod';
import { inputText, type Ruling, type Split } from '../../core/case.ts';
import { TimeoutError } from '../../core/errors.ts';
import { fenced } from '../../core/fenced.ts';
import type { Answer, JudgeModel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Judge } from '../../core/seams.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';
import { faithPrompt } from './prompts/faith.ts';
import { accept, reject } from './ruling.ts';

const aspects = ['fluency', 'accuracy', 'idiomaticity', 'terminology', 'format'] as const;
type Ratings = z.infer<typeof answerSchema>;

const rating = z.int().min(1).max(5);
const answerSchema = z.strictObject({
  reason: z.string(),
  fluency: rating,
  accuracy: rating,
  idiomaticity: rating,
  terminology: rating,
  format: rating,
});

/** Mean ratings below these are refused (generators.md G8): what is trained on may be worse than what is measured by. */
const leastMean: Readonly<Record<Split, number>> = { heldout: 4, probe: 4, train: 2.5 };

/**
 * Has a model rate texts that render their parent in other languages (translations, back-translations, code-switching)
 * before it judges them in any other way. The mean of five aspects must be at least 4 of 5 for held-out cases and 2.5
 * for training material. Without a usable rating it decides nothing. `next` rules on what is rated well enough, and on
 * everything that renders no other text.
 */
export function faith(
  model: JudgeModel,
  reworded: (prompt: Prompt<string>) => Prompt<string>,
  next: Judge,
): Judge {
  const prompt = reworded(faithPrompt);
  return {
    async assess(candidate, context, signal) {
      const { claims, parents, split } = context;
      const [parent] = parents;
      if (claims.renders === undefined || parent === undefined)
        return next.assess(candidate, context, signal);
      const texts = fenced({ original: inputText(parent.input), rendering: inputText(candidate.input) });
      const messages = fillPrompt(prompt, { ...texts, meant: claims.renders });
      const question = { prompt, messages, schema: answerSchema, attempt: 0 };
      const rated = await ratingOf(model.ask(question, signal), signal);
      if ('code' in rated) return rated;
      const ruling = rulingOf(rated, leastMean[split]);
      if (ruling.status !== 'accepted') return ruling;
      const then = await next.assess(candidate, context, signal);
      return { ...then, reason: `${ruling.reason}; ${then.reason}` };
    },
  };
}

/** The ratings, or why there are none. */
async function ratingOf(
  asked: Promise<Answer<Ratings>>,
  signal: AbortSignal,
): Promise<Ratings | (Ruling & { readonly code: 'judge-unusable' })> {
  try {
    return (await asked).value;
  } catch (error) {
    const isOfNoUse = error instanceof ReplyError || error instanceof TimeoutError;
    if (!isOfNoUse || signal.aborted) throw error;
    return { status: 'undecided', code: 'judge-unusable', reason: `no usable rating: ${error.message}` };
  }
}

function rulingOf(ratings: Ratings, least: number): Ruling {
  const mean = aspects.reduce((sum, aspect) => sum + ratings[aspect], 0) / aspects.length;
  const each = aspects.map((aspect) => `${aspect} ${ratings[aspect]}`).join(', ');
  const reason = `rated ${mean.toFixed(1)} of 5, at least ${least} wanted (${each})`;
  return mean < least ? reject('translation', reason) : accept(reason);
}

import { z } from 'zod';
import { inputText, type Ruling, type Split } from '../../core/case.ts';
import { fenced } from '../../core/fenced.ts';
import type { JudgeModel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Judge } from '../../core/seams.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';
import { faithPrompt } from '../prompts/faith.ts';
import { accept, reject } from './ruling.ts';

const aspects = ['fluency', 'accuracy', 'idiomaticity', 'terminology', 'format'] as const;
type Ratings = Readonly<Record<(typeof aspects)[number], number>>;

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
 * A model rates texts that render their parent in other languages: translations, back-translations, code-switching. The
 * mean of five aspects must be at least 4 of 5 for held-out cases and 2.5 for training material. Anything else is let
 * through unread. No usable rating decides nothing.
 */
export function faith(model: JudgeModel, worded: (prompt: Prompt<string>) => Prompt<string>): Judge {
  const prompt = worded(faithPrompt);
  return {
    async assess(candidate, { claims, parents, split }, signal) {
      const [parent] = parents;
      if (claims.renders === undefined || parent === undefined) return accept('it renders no other text');
      const texts = fenced({ original: inputText(parent.input), rendering: inputText(candidate.input) });
      const messages = fillPrompt(prompt, { ...texts, meant: claims.renders });
      try {
        const { value } = await model.ask({ prompt, messages, schema: answerSchema, attempt: 0 }, signal);
        return rulingOf(value, value.reason, leastMean[split]);
      } catch (error) {
        if (!(error instanceof ReplyError)) throw error;
        const reason = `no usable rating: ${error.message}`;
        return { status: 'undecided', code: 'judge-unusable', reason };
      }
    },
  };
}

function rulingOf(ratings: Ratings, why: string, least: number): Ruling {
  const mean = aspects.reduce((sum, aspect) => sum + ratings[aspect], 0) / aspects.length;
  const each = aspects.map((aspect) => `${aspect} ${ratings[aspect]}`).join(', ');
  const reason = `rated ${mean.toFixed(1)} of 5, at least ${least} wanted (${each}): ${why}`;
  return mean < least ? reject('translation', reason) : accept(reason);
}

import type { z } from 'zod';
import type { JudgeModel, JudgePanel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Reading, Vote } from '../../core/run.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';
import { signature } from './signature.ts';

/** What an answer of a judge says: 0–1, in words, and what it took for the answer, where it takes one. */
export interface Opinion {
  readonly value: number;
  readonly reason: string;
  readonly answer?: string;
}

/** A question to every judge of a panel. */
export interface PanelQuestion<Value> {
  readonly prompt: Prompt<string>;
  readonly values: Readonly<Record<string, string>>;
  /** Strict: what the question does not offer is no vote. */
  readonly schema: z.ZodType<Value>;
  /** What an answer that fits the schema is worth. */
  readonly opinionOf: (value: Value) => Opinion;
}

const longestReason = 1000;

/**
 * Asks every judge of the panel and takes the mean of their votes. A judge whose answer is none of what was offered
 * has not voted, and the mean of the others would be another measure: unscored. Throws what a judge model throws but
 * ReplyError.
 */
export async function panelReading<Value>(
  panel: JudgePanel | undefined,
  question: PanelQuestion<Value>,
  signal: AbortSignal,
): Promise<Reading> {
  if (panel === undefined || panel.models.length === 0)
    return { status: 'unscored', reason: 'there is no judge model to ask' };
  const asked = await Promise.all(
    panel.models.map((model) => opinionBy(model, panel.reworded(question.prompt), question, signal)),
  );
  const unusable = asked.find((one) => 'unusable' in one);
  if (unusable !== undefined && 'unusable' in unusable)
    return { status: 'unscored', reason: unusable.unusable.slice(0, longestReason) };
  const cast = asked.flatMap((one) => ('vote' in one ? [one] : []));
  const votes = cast.map(({ vote }) => vote);
  const answers = new Set(cast.map(({ answer }) => answer));
  const [answer = null] = answers.size === 1 ? answers : [];
  const value = votes.reduce((sum, vote) => sum + vote.value, 0) / votes.length;
  return { status: 'scored', value, reason: reasonOf(votes), answer, votes };
}

type Asked = { readonly vote: Vote; readonly answer: string | null } | { readonly unusable: string };

async function opinionBy<Value>(
  model: JudgeModel,
  prompt: Prompt<string>,
  { values, schema, opinionOf }: PanelQuestion<Value>,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const messages = fillPrompt(prompt, values);
    const { value: said, answeredBy } = await model.ask({ prompt, messages, schema, attempt: 0 }, signal);
    const { value, reason, answer = null } = opinionOf(said);
    return {
      vote: { ...signature(model, answeredBy), value, reason: reason.slice(0, longestReason) },
      answer,
    };
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    return { unusable: `${model.id} gave no vote that was offered: ${error.message}` };
  }
}

function reasonOf(votes: readonly Vote[]): string {
  const [lowest, ...others] = votes.toSorted((a, b) => a.value - b.value);
  if (lowest === undefined || others.length === 0) return lowest?.reason ?? '';
  const values = votes.map(({ value }) => Number(value.toFixed(3))).join(', ');
  return `${votes.length} judges vote ${values}; the lowest, ${lowest.judge}: ${lowest.reason}`;
}

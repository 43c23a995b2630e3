import type { z } from 'zod';
import type { Message } from './case.ts';
import type { ModelName } from './model.ts';
import type { Lineage } from './suite.ts';
import type { Authorship, Confidence, Prompt } from './writing.ts';

/** A question to a judge model, with the form that its answer must have. */
export interface Question<Value> {
  readonly prompt: Prompt<string>;
  readonly messages: readonly [Message, ...Message[]];
  /** What the answer must be; plain enough for JSON Schema, strict: a key that was not asked for does not fit. */
  readonly schema: z.ZodType<Value>;
  /** Tells independent answers to one question apart: 0, 1, 2, … */
  readonly attempt: number;
  /** Ask how sure the model is, where it can say; left out: do not. */
  readonly asksConfidence?: boolean;
}

/** What a judge model answered. */
export interface Answer<Value> {
  readonly value: Value;
  readonly by: Authorship;
  /** null where it was not asked for or the provider does not say. */
  readonly confidence: Confidence | null;
  /** The model as the server names what answered: a name may stand for other weights tomorrow. */
  readonly answeredBy: string;
}

/** A language model under `models.judges`, as judges and scorers are handed it; asked at temperature 0. */
export interface JudgeModel {
  readonly id: ModelName;
  readonly lineage: Lineage;
  /** Changes with what can be seen of the model from here: its settings, and the weights of a file; else `1`. */
  readonly version: string;
  /**
   * Asks, and holds the answer to the schema, with one repair. The whole reply must be the answer: JSON that stands in
   * prose may be what the judged text says, and is none. Throws ReplyError where no answer fits, and whatever else a
   * model client throws.
   */
  ask<Value>(question: Question<Value>, signal: AbortSignal): Promise<Answer<Value>>;
}

/** The judge models of a suite, as a scorer is handed them. */
export interface JudgePanel {
  readonly models: readonly JudgeModel[];
  /** A prompt in the words of the suite, where it has its own. */
  readonly reworded: (prompt: Prompt<string>) => Prompt<string>;
}

/** The ref of the model that signed a verdict, without what it did: `validation:ollama:qwen3` is of `ollama:qwen3`. */
export function refOfJudge(by: string): string {
  return by.replace(/^(?:validation|second-opinion):/, '');
}
